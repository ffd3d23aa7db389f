import type { KeyboardEvent, ReactNode } from "react";
import { classNames } from "./class-names.ts";

type Props<T extends string> = {
  label: string;
  value: T;
  onChange: (value: T) => void;
  choices: readonly { value: T; label: ReactNode; lang?: string; name?: string }[];
  className?: string;
};

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** The arrows go from one to the next and around; the tabulator goes past all of them. */
const step = (event: KeyboardEvent<HTMLDivElement>): void => {
  const by = steps[event.key];
  if (by === undefined) return;
  const all = [...event.currentTarget.querySelectorAll("button")];
  const at = all.findIndex((each) => each === document.activeElement);
  all[(at + by + all.length) % all.length]?.focus();
  event.preventDefault();
};

/** One of a few, all in sight. Written by hand: what shows every page pays for what it brings along. */
export const Segments = <T extends string>({ label, value, onChange, choices, className }: Props<T>) => {
  const isAnyChosen = choices.some((each) => each.value === value);
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its buttons take the focus
    <div
      role="group"
      aria-label={label}
      onKeyDown={step}
      className={classNames("inline-flex h-9 shrink-0 rounded-control border border-line bg-raised p-[3px] pointer-coarse:h-11", className)}
    >
      {choices.map((choice, at) => (
        <button
          key={choice.value}
          type="button"
          lang={choice.lang}
          aria-label={choice.name}
          aria-pressed={choice.value === value}
          tabIndex={choice.value === value || (!isAnyChosen && at === 0) ? 0 : -1}
          onClick={() => onChange(choice.value)}
          className="min-w-8 grow rounded-[4px] px-2.5 text-table font-medium whitespace-nowrap text-muted hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:shadow-[0_0_0_1px_var(--color-line)]"
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
};
