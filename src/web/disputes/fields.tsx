import { useEffect, useRef, type ComponentProps, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { FormFoot } from "../ui/form.tsx";

export const LONGEST_SAID = 4000;

const control = "w-full rounded-control border border-edge bg-surface px-2.5 py-2 text-body";

export const Field = ({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) => (
  <label className="flex min-w-0 flex-col gap-1.5">
    <span className="text-table font-medium">
      {label}
      {hint !== undefined && <span className="font-normal text-muted"> · {hint}</span>}
    </span>
    {children}
  </label>
);

export const TextInput = (props: ComponentProps<"input">) => <input className={control} {...props} />;

export const Said = (props: ComponentProps<"textarea">) => <textarea rows={2} maxLength={LONGEST_SAID} className={control} {...props} />;

/** The button says what its browser says; the rest is ours. */
export const FileInput = (props: ComponentProps<"input">) => (
  <input
    type="file"
    className="w-full min-w-0 text-table text-muted file:mr-3 file:cursor-pointer file:rounded-control file:border file:border-line file:bg-surface file:px-3 file:py-1.5 file:font-medium file:text-ink hover:file:bg-raised"
    {...props}
  />
);

export const Choose = ({ options, ...rest }: ComponentProps<"select"> & { options: readonly { value: string; label: string }[] }) => (
  <select className={control} {...rest}>
    {options.map(({ value, label }) => (
      <option key={value} value={value}>
        {label}
      </option>
    ))}
  </select>
);

/** Takes the focus when it opens, and closes with Escape without closing what it stands in. */
export const Sheet = ({
  label,
  onSend,
  onCancel,
  children,
}: {
  label: string;
  onSend: () => void;
  onCancel: () => void;
  children: ReactNode;
}) => {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>("input, select, textarea")?.focus(), []);
  return (
    <form
      ref={form}
      aria-label={label}
      className="flex flex-col gap-3.5 border-l-2 border-edge py-1 pr-1 pl-3"
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onCancel();
      }}
    >
      {children}
    </form>
  );
};

export const SendRow = ({
  isReady,
  isSending,
  send,
  onCancel,
}: {
  isReady: boolean;
  isSending: boolean;
  send: string;
  onCancel: () => void;
}) => {
  const t = useTranslations("dispute");
  return <FormFoot isReady={isReady} save={isSending ? t("sending") : send} cancel={t("cancel")} onCancel={onCancel} />;
};
