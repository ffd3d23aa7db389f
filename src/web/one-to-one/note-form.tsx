import { useId, type ReactNode, type Ref } from "react";
import { useTranslations } from "use-intl";
import { LONGEST_AGREED, LONGEST_NOTE } from "../../domain/note.ts";
import { Button } from "../ui/button.tsx";
import { Labelled, LineInput } from "../ui/form.tsx";

/** A note as it is being written; days as their fields have them, empty: none. */
export type Written = { readonly on: string; readonly text: string; readonly agreed: string; readonly dueOn: string };

/** The order that these words make. */
export const orderOf = ({ on, text, agreed, dueOn }: Written, isDone: boolean) => {
  const isAgreed = agreed.trim() !== "";
  return {
    on: on === "" ? null : on,
    text: text.trim(),
    agreed: isAgreed ? agreed.trim() : null,
    dueOn: isAgreed && dueOn !== "" ? dueOn : null,
    done: isAgreed && isDone,
  };
};

type Props = {
  readonly label: string;
  readonly written: Written;
  readonly today: string;
  readonly isSending: boolean;
  readonly save: string;
  readonly onWrite: (written: Written) => void;
  readonly onSave: () => void;
  readonly onCancel?: () => void;
  readonly first?: Ref<HTMLTextAreaElement>;
  readonly children?: ReactNode;
};

/** What was said, what was agreed and by when, and the day of the talk. */
export const NoteForm = ({ label, written, today, isSending, save, onWrite, onSave, onCancel, first, children }: Props) => {
  const t = useTranslations("oneToOne");
  const hint = useId();
  const isReady = written.text.trim() !== "" && !isSending;
  const put = (change: Partial<Written>) => onWrite({ ...written, ...change });
  const submit = () => isReady && onSave();
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- what is typed at are the fields inside
    <form
      aria-label={label}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
        if (event.key !== "Escape" || onCancel === undefined) return;
        // The panel around it stays.
        event.preventDefault();
        onCancel();
      }}
    >
      <Labelled label={t("said")}>
        <textarea
          ref={first}
          rows={4}
          required
          maxLength={LONGEST_NOTE}
          aria-describedby={hint}
          value={written.text}
          onChange={({ target }) => put({ text: target.value })}
          className="w-full rounded-control border border-edge bg-surface px-2.5 py-2 text-body pointer-coarse:text-base"
        />
      </Labelled>
      <Labelled label={t("agreed")} hint={t("optional")}>
        <LineInput maxLength={LONGEST_AGREED} value={written.agreed} onChange={({ target }) => put({ agreed: target.value })} />
      </Labelled>
      <div className="grid grid-cols-2 gap-3">
        <Labelled label={t("dueOn")}>
          <LineInput
            type="date"
            min={written.on}
            disabled={written.agreed.trim() === ""}
            value={written.dueOn}
            onChange={({ target }) => put({ dueOn: target.value })}
          />
        </Labelled>
        <Labelled label={t("on")}>
          <LineInput type="date" required max={today} value={written.on} onChange={({ target }) => put({ on: target.value })} />
        </Labelled>
      </div>
      <p id={hint} className="text-caption text-muted">
        {children}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" disabled={!isReady}>
          {isSending ? t("saving") : save}
        </Button>
        {onCancel !== undefined && (
          <Button look="quiet" onClick={onCancel}>
            {t("cancel")}
          </Button>
        )}
      </div>
    </form>
  );
};
