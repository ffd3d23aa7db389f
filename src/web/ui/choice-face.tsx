import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "./button.tsx";
import { classNames } from "./class-names.ts";

export type ChoiceProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly value: T; readonly label: string; readonly depth?: number }[];
  /** Stands for the chosen value where there is no room for its words. */
  readonly sign?: ReactNode;
  readonly className?: string | undefined;
};

type Face = Omit<ChoiceProps<string>, "onChange">;

export const triggerClass = ({ sign, className }: Face): string =>
  classNames(
    sign === undefined
      ? "inline-flex h-9 min-w-0 items-center justify-between gap-2 rounded-control border border-line bg-surface pr-2 pl-3 text-table font-medium hover:bg-raised data-popup-open:bg-raised pointer-coarse:h-11"
      : buttonClass("quiet", "w-9 px-0 pointer-coarse:w-11"),
    className,
  );

/** What stands in the button: the chosen value, or its sign. */
export const ChoiceFace = ({ sign, value, options }: Face) =>
  sign ?? (
    <>
      <span className="truncate">{options.find((each) => each.value === value)?.label ?? value}</span>
      <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
    </>
  );
