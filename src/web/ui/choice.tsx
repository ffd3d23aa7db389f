import { Select } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "./button.tsx";
import { classNames } from "./class-names.ts";

type Props<T extends string> = {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string; depth?: number }[];
  /** Stands for the chosen value where there is no room for its words. */
  sign?: ReactNode;
  className?: string;
};

/** One of many, in a list that opens. */
export const Choice = <T extends string>({ label, value, onChange, options, sign, className }: Props<T>) => (
  <Select.Root items={options} value={value} onValueChange={(chosen: T | null) => chosen !== null && onChange(chosen)}>
    <Select.Trigger
      aria-label={label}
      title={sign === undefined ? undefined : label}
      className={classNames(
        sign === undefined
          ? "inline-flex h-9 min-w-0 items-center justify-between gap-2 rounded-control border border-line bg-surface pr-2 pl-3 text-table font-medium hover:bg-raised data-popup-open:bg-raised pointer-coarse:h-11"
          : buttonClass("quiet", "w-9 px-0 pointer-coarse:w-11"),
        className,
      )}
    >
      {sign ?? (
        <>
          <Select.Value className="truncate" />
          <Select.Icon>
            <ChevronDown aria-hidden className="size-4 text-muted" />
          </Select.Icon>
        </>
      )}
    </Select.Trigger>
    <Select.Portal>
      <Select.Positioner
        className="z-30 outline-none"
        sideOffset={4}
        align={sign === undefined ? "start" : "end"}
        alignItemWithTrigger={false}
      >
        <Select.Popup className="min-w-(--anchor-width) rounded-control border border-line bg-surface text-table shadow-float outline-none">
          <Select.List className="max-h-[min(var(--available-height),24rem)] overflow-y-auto py-1">
            {options.map((option) => (
              <Select.Item
                key={option.value}
                value={option.value}
                className="grid cursor-pointer grid-cols-[1rem_1fr] items-center gap-2 py-2 pr-5 pl-2.5 outline-none select-none data-highlighted:bg-raised data-selected:font-medium pointer-coarse:py-3"
              >
                <Select.ItemIndicator className="col-start-1">
                  <Check aria-hidden className="size-4 text-accent" />
                </Select.ItemIndicator>
                <Select.ItemText className="col-start-2" style={{ paddingLeft: (option.depth ?? 0) * 12 }}>
                  {option.label}
                </Select.ItemText>
              </Select.Item>
            ))}
          </Select.List>
        </Select.Popup>
      </Select.Positioner>
    </Select.Portal>
  </Select.Root>
);
