import { useQuery } from "@tanstack/react-query";
import { NotebookPen } from "lucide-react";
import { useId, useRef, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "../ask.ts";
import { useLanguage } from "../language.tsx";
import { Button } from "../ui/button.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { OneToOneWords } from "../words/one-to-one-words.tsx";
import { Facts } from "./facts.tsx";
import { Agreed } from "./note-item.tsx";
import { Notes } from "./notes.tsx";
import { factsQuery, notesQuery } from "./queries.ts";

type Who = { readonly id: string; readonly name: string };

const isMissing = (error: Error | null): boolean => error instanceof Problem && error.status === 404;

const Part = ({ title, act, children }: { title: string; act?: ReactNode; children: ReactNode }) => {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-3">
      <div className="flex min-h-10 flex-wrap items-end justify-between gap-x-4 gap-y-2 border-b border-line pb-1.5">
        <h3 id={heading} className="font-strong">
          {title}
        </h3>
        {act}
      </div>
      {children}
    </section>
  );
};

const Talk = ({ who }: { who: Who }) => {
  const t = useTranslations("oneToOne");
  const { language } = useLanguage();
  const facts = useQuery(factsQuery(who.id, language));
  const notes = useQuery(notesQuery(who.id, language));
  const said = useRef<HTMLTextAreaElement>(null);
  if (isMissing(facts.error))
    return (
      <div className="flex flex-col gap-1">
        <p className="font-strong">{t("notLed", { name: who.name })}</p>
        <p className="text-muted">{t("notLedNext")}</p>
      </div>
    );
  // From the top, where whoever begins to talk is, to the field at the end.
  const toField = notes.data !== undefined && (
    <Button onClick={() => said.current?.focus()}>
      <NotebookPen aria-hidden className="size-4" />
      {t("write")}
    </Button>
  );
  const open = (notes.data?.notes ?? []).filter(({ agreed }) => agreed !== null && agreed.doneOn === null);
  return (
    <div className="flex flex-col gap-7">
      {open.length > 0 && (
        <Part title={t("open")} act={toField}>
          <ul className="flex flex-col gap-2 text-table">
            {open.map((note) => (
              <li key={note.note}>
                <Agreed note={note} heading />
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={t("talk")} act={open.length === 0 && toField}>
        {facts.data !== undefined && <Facts facts={facts.data} />}
        {facts.data === undefined && facts.error !== null && <Trouble error={facts.error} onAgain={() => void facts.refetch()} />}
        {facts.data === undefined && facts.error === null && <div className="skeleton h-64" />}
      </Part>
      <Part title={t("notes")}>
        {notes.data !== undefined && <Notes who={who} notes={notes.data.notes} first={said} />}
        {notes.data === undefined && notes.error !== null && <Trouble error={notes.error} onAgain={() => void notes.refetch()} />}
        {notes.data === undefined && notes.error === null && <div className="skeleton h-40" />}
      </Part>
    </div>
  );
};

/** What there is to talk about with a member, and what was noted of earlier talks. */
export const OneToOne = ({ who }: { who: Who }) => (
  <OneToOneWords>
    <Talk key={who.id} who={who} />
  </OneToOneWords>
);
