import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

type Props<T extends string> = {
  label: string;
  value: T;
  onChange: (value: T) => void;
  choices: readonly { value: T; label: ReactNode; lang?: string; name?: string }[];
  className?: string;
};

/** One of a few, all in sight. */
export const Segments = <T extends string>({ label, value, onChange, choices, className }: Props<T>) => (
  <ToggleGroup
    aria-label={label}
    value={[value]}
    onValueChange={([chosen]) => {
      const choice = choices.find((each) => each.value === chosen);
      if (choice !== undefined) onChange(choice.value);
    }}
    className={classNames("inline-flex h-9 shrink-0 rounded-control border border-line bg-raised p-[3px] pointer-coarse:h-11", className)}
  >
    {choices.map((choice) => (
      <Toggle
        key={choice.value}
        value={choice.value}
        lang={choice.lang}
        aria-label={choice.name}
        className="min-w-8 grow rounded-[4px] px-2.5 text-table font-medium whitespace-nowrap text-muted hover:text-ink data-pressed:bg-surface data-pressed:text-ink data-pressed:shadow-[0_0_0_1px_var(--color-line)]"
      >
        {choice.label}
      </Toggle>
    ))}
  </ToggleGroup>
);
