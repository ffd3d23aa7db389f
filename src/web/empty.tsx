import { FileText } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./ui/class-names.ts";

/** Nothing to show, and what to do about it; at the third level a part of a page, which the others do not wait below. */
export const Empty = ({ title, next, children, level = 2 }: { title: string; next: string; children?: ReactNode; level?: 1 | 2 | 3 }) => {
  const Heading = `h${level}` as const;
  const isPart = level === 3;
  return (
    <section
      className={classNames(
        "flex flex-col items-start rounded-control border border-line bg-surface",
        isPart ? "gap-0.5 px-4 py-3" : "gap-3 px-5 py-6 tablet:px-7 tablet:py-8",
      )}
    >
      {!isPart && <FileText aria-hidden className="size-6 text-muted" strokeWidth={1.5} />}
      <Heading className={isPart ? "font-medium" : "text-heading font-strong"}>{title}</Heading>
      <p className={classNames("max-w-prose text-muted", isPart && "text-table")}>{next}</p>
      {children}
    </section>
  );
};
