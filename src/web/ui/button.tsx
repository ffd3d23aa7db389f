import type { ComponentProps } from "react";
import { classNames } from "./class-names.ts";

const looks = {
  plain: "border border-line bg-surface text-ink hover:bg-raised active:bg-track",
  quiet: "text-muted hover:bg-raised hover:text-ink active:bg-track",
  primary: "bg-accent text-on-accent hover:bg-accent-held",
};

export const buttonClass = (look: keyof typeof looks = "plain", className?: string): string =>
  classNames(
    "inline-flex h-9 items-center justify-center gap-1.5 rounded-control px-3 text-table font-medium whitespace-nowrap select-none [&>svg]:shrink-0",
    "pointer-coarse:h-11 disabled:cursor-default disabled:opacity-45",
    looks[look],
    className,
  );

export const Button = ({ look, className, ...rest }: ComponentProps<"button"> & { look?: keyof typeof looks }) => (
  <button type="button" className={buttonClass(look, className)} {...rest} />
);

/** A button that shows a sign only: its label is what it is called. */
export const SignButton = ({ label, className, ...rest }: ComponentProps<"button"> & { label: string }) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    className={buttonClass("plain", classNames("w-9 px-0 pointer-coarse:w-11", className))}
    {...rest}
  />
);
