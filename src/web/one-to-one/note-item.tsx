import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { isConflict } from "../access/conflict.tsx";
import { changeNote, deleteNote, type Note } from "../client.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { classNames } from "../ui/class-names.ts";
import { Trouble } from "../ui/trouble.tsx";
import { NoteForm, orderOf, type Written } from "./note-form.tsx";

const writtenOf = ({ on, text, agreed }: Note): Written => ({ on, text, agreed: agreed?.text ?? "", dueOn: agreed?.dueOn ?? "" });

const actClass = "rounded-control text-caption text-accent hover:underline pointer-coarse:py-3";

/** What was agreed, as something to tick off. */
export const Agreed = ({ note, heading }: { note: Note; heading?: boolean }) => {
  const t = useTranslations("oneToOne");
  const { language } = useLanguage();
  const { today } = useCompany();
  const { day } = useFormats();
  const queries = useQueryClient();
  /** As it was ticked, until the note says so itself. */
  const [ticked, setTicked] = useState<boolean | null>(null);
  const ticking = useMutation({
    mutationFn: (isDone: boolean) =>
      changeNote({ note: String(note.note), body: orderOf(writtenOf(note), isDone) }, { language, ifMatch: `"${note.revision}"` }),
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ["notes", note.member.id] });
      setTicked(null);
    },
  });
  const tick = (isDone: boolean) => {
    setTicked(isDone);
    ticking.mutate(isDone);
  };
  const { agreed } = note;
  if (agreed === null) return null;
  const isDone = ticked ?? agreed.doneOn !== null;
  const isLate = !isDone && agreed.dueOn !== null && agreed.dueOn < today;
  return (
    <div className="flex flex-col gap-2">
      <label className="flex items-start gap-2.5 pointer-coarse:py-2">
        <input
          type="checkbox"
          checked={isDone}
          disabled={ticked !== null}
          aria-label={t("isDone", { what: agreed.text })}
          onChange={({ target }) => tick(target.checked)}
          className="mt-0.5 size-4 shrink-0"
        />
        <span className="flex min-w-0 flex-wrap gap-x-2 break-words">
          <span className={classNames(heading === true && "font-medium", isDone && "text-muted line-through")}>{agreed.text}</span>
          <span className={classNames("whitespace-nowrap", isLate ? "text-at-risk" : "text-muted")}>
            {agreed.dueOn !== null && !isDone && t(isLate ? "overdue" : "due", { day: day(agreed.dueOn, today) })}
            {agreed.doneOn !== null && isDone && t("doneOn", { day: day(agreed.doneOn, today) })}
          </span>
        </span>
      </label>
      {ticking.error !== null && <Trouble error={ticking.error} title={t("failed")} onAgain={() => tick(ticking.variables)} />}
    </div>
  );
};

type EditProps = { readonly note: Note; readonly onDone: () => void };

const Edit = ({ note, onDone }: EditProps) => {
  const t = useTranslations("oneToOne");
  const { language } = useLanguage();
  const { today } = useCompany();
  const { day, name } = useFormats();
  const queries = useQueryClient();
  const [written, setWritten] = useState(() => writtenOf(note));
  const first = useRef<HTMLTextAreaElement>(null);
  useEffect(() => first.current?.focus(), []);
  /** Read anew after a conflict, the note is what the next saving has seen. */
  const saving = useMutation({
    mutationFn: () =>
      changeNote(
        { note: String(note.note), body: orderOf(written, note.agreed !== null && note.agreed.doneOn !== null) },
        { language, ifMatch: `"${note.revision}"` },
      ),
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries({ queryKey: ["notes", note.member.id] }),
  });
  const isOvertaken = isConflict(saving.error);
  return (
    <div className="flex flex-col gap-3">
      <NoteForm
        label={t("editOf", { day: day(note.on, today) })}
        written={written}
        today={today}
        isSending={saving.isPending}
        save={t(isOvertaken ? "saveOver" : "save")}
        onWrite={setWritten}
        onSave={() => saving.mutate()}
        onCancel={onDone}
        first={first}
      >
        {t("who", { name: name(note.member.name) })}
      </NoteForm>
      {isOvertaken && (
        <div role="alert" className="flex flex-col gap-2 rounded-control border border-line bg-raised px-3 py-2.5">
          <p>{t("conflict")}</p>
          <blockquote className="border-l-2 border-edge pl-3 break-words whitespace-pre-line">
            {note.text}
            {note.agreed !== null && `\n${note.agreed.text}`}
          </blockquote>
        </div>
      )}
      {saving.error !== null && !isOvertaken && <Trouble error={saving.error} title={t("failed")} onAgain={() => saving.mutate()} />}
    </div>
  );
};

/** One note with what can be done to it. */
export const NoteItem = ({ note, onDeleted }: { note: Note; onDeleted: (note: Note) => void }) => {
  const t = useTranslations("oneToOne");
  const { language } = useLanguage();
  const { today } = useCompany();
  const { day, name } = useFormats();
  const queries = useQueryClient();
  const [isEdited, setEdited] = useState(false);
  const editButton = useRef<HTMLButtonElement>(null);
  const wasEdited = useRef(false);
  useEffect(() => {
    if (wasEdited.current && !isEdited) editButton.current?.focus();
    wasEdited.current = isEdited;
  }, [isEdited]);
  const deleting = useMutation({
    mutationFn: () => deleteNote({ note: String(note.note) }, { language, ifMatch: `"${note.revision}"` }),
    onSuccess: () => onDeleted(note),
    onError: () => queries.invalidateQueries({ queryKey: ["notes", note.member.id] }),
  });
  const on = day(note.on, today);
  if (isEdited) return <Edit note={note} onDone={() => setEdited(false)} />;
  return (
    <article aria-label={on} className={classNames("flex flex-col gap-1.5", deleting.isPending && "opacity-55")}>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{on}</span>
        <span className="text-muted">{name(note.by.name)}</span>
        {note.changed !== null && note.changed.by.id !== note.by.id && (
          <span className="text-caption text-muted">{t("changedBy", { name: name(note.changed.by.name) })}</span>
        )}
        <span className="ml-auto flex gap-3">
          <button ref={editButton} type="button" aria-label={t("editOf", { day: on })} onClick={() => setEdited(true)} className={actClass}>
            {t("edit")}
          </button>
          <button
            type="button"
            aria-label={t("deleteOf", { day: on })}
            disabled={deleting.isPending}
            onClick={() => deleting.mutate()}
            className={actClass}
          >
            {t("delete")}
          </button>
        </span>
      </p>
      <p className="break-words whitespace-pre-line">{note.text}</p>
      <Agreed note={note} />
      {deleting.error !== null && <Trouble error={deleting.error} title={t("failed")} onAgain={() => deleting.mutate()} />}
    </article>
  );
};
