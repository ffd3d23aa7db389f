import { X } from "lucide-react";
import { useId, useRef, type KeyboardEvent, type RefObject } from "react";
import { Labelled, LineInput } from "./form.tsx";
import { SignButton } from "./button.tsx";

export type Found = { readonly id: string; readonly label: string; readonly beside?: string | undefined };

type Props = {
  readonly label: string;
  readonly hint?: string;
  readonly listLabel: string;
  readonly clearLabel: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  readonly chosen: Found | null;
  readonly onChoose: (found: Found | null) => void;
  readonly found: readonly Found[];
  readonly input?: RefObject<HTMLInputElement | null>;
  readonly invalid?: string | undefined;
};

/** Somebody found by typing: what answers stands below, for a finger, for the arrows and for Enter, which takes the first. */
export const FindBox = ({ label, hint, listLabel, clearLabel, typed, onType, chosen, onChoose, found, input, invalid }: Props) => {
  const own = useRef<HTMLInputElement>(null);
  const field = input ?? own;
  const list = useRef<HTMLUListElement>(null);
  const why = useId();
  const items = (): HTMLElement[] => [...(list.current?.querySelectorAll("button") ?? [])];
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const all = items();
    const at = all.findIndex((each) => each === document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const to = at + (event.key === "ArrowDown" ? 1 : -1);
      if (to < 0) field.current?.focus();
      else all[Math.min(to, all.length - 1)]?.focus();
    }
    const [first] = found;
    if (event.key === "Enter" && at === -1 && first !== undefined && typed.trim() !== "") {
      event.preventDefault();
      onChoose(first);
    }
  };
  if (chosen !== null)
    return (
      <div className="flex flex-col gap-1.5">
        <span className="text-table font-medium">{label}</span>
        <span className="flex h-10 items-center gap-2 rounded-control border border-line bg-raised pl-2.5 pointer-coarse:h-12">
          <span className="min-w-0 flex-1 truncate">
            {chosen.label}
            {chosen.beside !== undefined && <span className="text-table text-muted"> · {chosen.beside}</span>}
          </span>
          <SignButton
            label={clearLabel}
            onClick={() => {
              onChoose(null);
              requestAnimationFrame(() => field.current?.focus());
            }}
            className="border-none"
          >
            <X aria-hidden className="size-4" />
          </SignButton>
        </span>
      </div>
    );
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the arrows walk from the field into what it found
    <div className="flex min-w-0 flex-col gap-1.5" onKeyDown={walk}>
      <Labelled label={label} {...(hint === undefined ? {} : { hint })}>
        <LineInput
          ref={field}
          value={typed}
          autoComplete="off"
          aria-invalid={invalid !== undefined}
          aria-describedby={invalid === undefined ? undefined : why}
          onChange={({ target }) => onType(target.value)}
        />
      </Labelled>
      {invalid !== undefined && (
        <p id={why} role="alert" className="text-table text-behind">
          {invalid}
        </p>
      )}
      {found.length > 0 && (
        <ul ref={list} aria-label={listLabel} className="rounded-control border border-line">
          {found.map((each) => (
            <li key={each.id} className="border-b border-line last:border-b-0">
              <button
                type="button"
                onClick={() => onChoose(each)}
                className="flex w-full flex-wrap items-baseline gap-x-2 px-2.5 py-2 text-left text-table hover:bg-raised focus-visible:bg-raised pointer-coarse:py-3"
              >
                <span className="min-w-0 font-medium break-words">{each.label}</span>
                {each.beside !== undefined && <span className="break-all text-muted">{each.beside}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
