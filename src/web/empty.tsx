import { FileText } from "lucide-react";
import type { ReactNode } from "react";

/** Nothing to show, and what to do about it. */
export const Empty = ({ title, next, children, level = 2 }: { title: string; next: string; children?: ReactNode; level?: 1 | 2 | 3 }) => {
  const Heading = `h${level}` as const;
  return (
    <section className="flex flex-col items-start gap-3 rounded-control border border-line bg-surface px-5 py-6 tablet:px-7 tablet:py-8">
      <FileText aria-hidden className="size-6 text-muted" strokeWidth={1.5} />
      <Heading className="text-heading font-strong">{title}</Heading>
      <p className="max-w-prose text-muted">{next}</p>
      {children}
    </section>
  );
};
