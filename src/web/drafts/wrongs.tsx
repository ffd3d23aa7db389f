import { createContext, use, useId, type ComponentProps, type ReactNode } from "react";
import type { ProblemPart } from "../ask.ts";
import { LineInput, LineSelect } from "../ui/form.tsx";
import { classNames } from "../ui/class-names.ts";

const Wrongs = createContext<readonly ProblemPart[]>([]);

/** What the server refuses of a draft; each field below shows its own. */
export const WithWrongs = ({ wrongs, children }: { wrongs: readonly ProblemPart[]; children: ReactNode }) => (
  <Wrongs value={wrongs}>{children}</Wrongs>
);

/** What is refused at a place and below it. */
export const useWrongsBelow = (pointer: string): readonly ProblemPart[] =>
  use(Wrongs).filter((wrong) => `${wrong.pointer ?? ""}/`.startsWith(`${pointer}/`));

/** What is refused at exactly this place. */
export const useWrongAt = (pointer: string): string | undefined => use(Wrongs).find((wrong) => wrong.pointer === pointer)?.detail;

export const WrongText = ({ id, children }: { id?: string; children: ReactNode }) => (
  <span id={id} role="alert" className="text-caption text-missed">
    {children}
  </span>
);

type Placed = { readonly label: string; readonly hint?: string | undefined; readonly pointer: string; readonly className?: string };

const Frame = ({
  label,
  hint,
  pointer,
  className,
  children,
}: Placed & { children: (of: { id: string; described: string | undefined; isWrong: boolean }) => ReactNode }) => {
  const id = useId();
  const wrong = useWrongAt(pointer);
  return (
    <div className={classNames("flex min-w-0 flex-col gap-1.5", className)}>
      <label htmlFor={id} className="text-table font-medium">
        {label}
        {hint !== undefined && <span className="font-normal text-muted"> · {hint}</span>}
      </label>
      {children({ id, described: wrong === undefined ? undefined : `${id}-wrong`, isWrong: wrong !== undefined })}
      {wrong !== undefined && <WrongText id={`${id}-wrong`}>{wrong}</WrongText>}
    </div>
  );
};

const wrongClass = "border-missed";

/** A line that is typed, which says at its place what the server refuses of it. */
export const PlacedInput = ({ label, hint, pointer, className, ...rest }: Placed & Omit<ComponentProps<"input">, "className">) => (
  <Frame label={label} hint={hint} pointer={pointer} {...(className === undefined ? {} : { className })}>
    {({ id, described, isWrong }) => (
      <LineInput
        id={id}
        autoComplete="off"
        data-pointer={pointer}
        aria-invalid={isWrong || undefined}
        aria-describedby={described}
        className={isWrong ? wrongClass : ""}
        {...rest}
      />
    )}
  </Frame>
);

export const PlacedSelect = ({ label, hint, pointer, className, ...rest }: Placed & Omit<ComponentProps<"select">, "className">) => (
  <Frame label={label} hint={hint} pointer={pointer} {...(className === undefined ? {} : { className })}>
    {({ id, described, isWrong }) => (
      <LineSelect
        id={id}
        data-pointer={pointer}
        aria-invalid={isWrong || undefined}
        aria-describedby={described}
        className={isWrong ? wrongClass : ""}
        {...rest}
      />
    )}
  </Frame>
);
