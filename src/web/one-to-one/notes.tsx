import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, type Ref } from "react";
import { useTranslations } from "use-intl";
import { restoreNote, writeNote, type Note } from "../client.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { NoteForm, orderOf, type Written } from "./note-form.tsx";
import { NoteItem } from "./note-item.tsx";

/** What is being written about whom: it outlives the panel, and is gone with the page. */
const unsaved = new Map<string, Written>();

type Who = { readonly id: string; readonly name: string };

/** The field is cleared as it is sent, and has its words back if they could not be kept. */
const NewNote = ({ who, first }: { who: Who; first: Ref<HTMLTextAreaElement> }) => {
  const t = useTranslations("oneToOne");
  const { language } = useLanguage();
  const { today } = useCompany();
  const { day } = useFormats();
  const queries = useQueryClient();
  const empty: Written = { on: today, text: "", agreed: "", dueOn: "" };
  const [written, setWritten] = useState(() => unsaved.get(who.id) ?? empty);
  const put = (next: Written) => {
    setWritten(next);
    if (next.text === "" && next.agreed === "") unsaved.delete(who.id);
    else unsaved.set(who.id, next);
  };
  /** Sent again after an answer that was lost, it is kept once. */
  const sending = useRef<{ readonly written: Written; readonly key: string } | null>(null);
  const writing = useMutation({
    mutationFn: (note: Written) => {
      if (sending.current?.written !== note) sending.current = { written: note, key: crypto.randomUUID() };
      return writeNote({ id: who.id, body: orderOf(note, false) }, { language, idempotencyKey: sending.current.key });
    },
    onMutate: () => put(empty),
    onError: (_, note) => put(note),
    onSettled: () => queries.invalidateQueries({ queryKey: ["notes", who.id] }),
  });
  const save = () => writing.mutate(written);
  return (
    <div className="flex flex-col gap-4">
      <NoteForm
        label={t("write")}
        written={written}
        today={today}
        isSending={writing.isPending}
        save={t("save")}
        onWrite={put}
        onSave={save}
        first={first}
      >
        {t("who", { name: who.name })}
      </NoteForm>
      {writing.error !== null && (
        <>
          <Trouble error={writing.error} title={t("failed")} onAgain={save} />
          <p className="text-table text-muted">{t("failedNext")}</p>
        </>
      )}
      <p role="status" className="text-table text-muted empty:hidden">
        {writing.isSuccess && t("isKept")}
      </p>
      {writing.isPending && (
        <article aria-busy className="flex flex-col gap-1.5 text-table opacity-55">
          <p className="font-medium">{day(writing.variables.on, today)}</p>
          <p className="break-words whitespace-pre-line">{writing.variables.text}</p>
        </article>
      )}
    </div>
  );
};

/** In the place of a note that was deleted just now, the way back. */
const Deleted = ({ note, onBack }: { note: Note; onBack: () => void }) => {
  const t = useTranslations("oneToOne");
  const { language } = useLanguage();
  const { today } = useCompany();
  const { day } = useFormats();
  const queries = useQueryClient();
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => undo.current?.focus({ preventScroll: true }), []);
  const restoring = useMutation({
    mutationFn: () => restoreNote({ note: String(note.note) }, { language }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["notes", note.member.id] });
      onBack();
    },
  });
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span role="status" className="text-muted">
          {t("deleted", { day: day(note.on, today) })}
        </span>
        <button
          ref={undo}
          type="button"
          disabled={restoring.isPending}
          onClick={() => restoring.mutate()}
          className="rounded-control font-medium text-accent hover:underline pointer-coarse:py-3"
        >
          {t("undo")}
        </button>
      </p>
      {restoring.error !== null && <Trouble error={restoring.error} title={t("failed")} onAgain={() => restoring.mutate()} />}
    </div>
  );
};

type Props = { readonly who: Who; readonly notes: readonly Note[]; readonly first: Ref<HTMLTextAreaElement> };

/** What was noted of earlier talks, and the place to note this one. */
export const Notes = ({ who, notes, first }: Props) => {
  const t = useTranslations("oneToOne");
  const [deleted, setDeleted] = useState<readonly Note[]>([]);
  const isGone = (note: Note): boolean => deleted.some((each) => each.note === note.note);
  const all = [...notes.filter((note) => !isGone(note)), ...deleted].toSorted(
    (a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0) || b.note - a.note,
  );
  return (
    <div className="flex flex-col gap-5">
      <NewNote who={who} first={first} />
      {all.length === 0 && (
        <p className="text-table text-muted">
          {t("none")} {t("noneNext")}
        </p>
      )}
      <ol className="flex flex-col gap-4 text-table empty:hidden">
        {all.map((note) => (
          <li key={note.note} className="border-t border-line pt-3.5">
            {isGone(note) ? (
              <Deleted note={note} onBack={() => setDeleted((before) => before.filter((each) => each.note !== note.note))} />
            ) : (
              <NoteItem note={note} onDeleted={(gone) => setDeleted((before) => [...before, gone])} />
            )}
          </li>
        ))}
      </ol>
    </div>
  );
};
