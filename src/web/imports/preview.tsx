import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CircleAlert, Info, Sparkles, Table2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Problem } from "../ask.ts";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Notice } from "../ui/notice.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { newReading, type Import, type ImportPreview, type MapContent, type Question } from "./api.ts";
import { Columns } from "./columns.tsx";
import { Complete, loadSeen, type WholeDays } from "./complete.tsx";
import { typeOf } from "./fields.ts";
import { LayoutChoices } from "./layout-choices.tsx";
import { fieldIn, withAnswer, withColumnAs, withConstant } from "./map-edit.ts";
import { Meaning } from "./meaning.tsx";
import { Members, membersToAdd, type MemberChoice } from "./members.tsx";
import { Questions } from "./questions.tsx";
import { changeMap, confirmImport, discardImport, importQuery } from "./queries.ts";
import { ReadingAnew } from "./reading-anew.tsx";
import { SampleRows } from "./sample-rows.tsx";
import { SaveMap, type SavedAs } from "./save-map.tsx";

const isFormat = (format: string): format is "csv" => ["csv", "xlsx", "html", "mbox", "kakaotalk", "ndjson"].includes(format);

/** Our own header, which no map stands behind. */
const OWN = "attain";

const WhatItIs = ({ preview, restOf }: { preview: ImportPreview; restOf: string | undefined }) => {
  const t = useTranslations("preview");
  const tImport = useTranslations("import");
  const { recognisedAs, savedMap, layout, format, encoding, rows, columns, skipped } = preview;
  const isOwn = recognisedAs?.id === OWN;
  const how =
    savedMap !== null
      ? t("asSaved", { name: savedMap.name })
      : recognisedAs === null
        ? restOf === undefined
          ? t("asItself")
          : t("asRest", { name: restOf })
        : isOwn
          ? t("asOwn")
          : t("as", { name: recognisedAs.name });
  const facts = [
    isFormat(format) ? t(`format.${format}`) : format,
    encoding,
    tImport("rows", { rows }),
    columns.length === 0 ? null : t("columnsCount", { count: columns.length }),
  ].filter((fact) => fact !== null && fact !== "");
  const leftOut = [
    layout.titleRows > 0 && t("titleRows", { count: layout.titleRows }),
    layout.subtotalRows > 0 && t("subtotalRows", { count: layout.subtotalRows }),
    layout.unpivoted && t("unpivoted"),
    skipped > 0 && t("skippedRows", { count: skipped }),
  ].filter((each) => each !== false);
  const Sign = recognisedAs !== null || savedMap !== null ? Sparkles : Table2;
  return (
    <div className="flex items-start gap-3">
      <Sign aria-hidden className="mt-0.5 size-5 shrink-0 text-accent" strokeWidth={1.75} />
      <div className="min-w-0">
        <p className="font-strong break-words">{how}</p>
        <p className="text-table text-muted">
          {facts.join(" · ")}
          {leftOut.length > 0 && <span className="block">{leftOut.join(" · ")}</span>}
        </p>
      </div>
    </div>
  );
};

const Rejections = ({ preview }: { preview: ImportPreview }) => {
  const t = useTranslations("preview");
  const { rejected, rejections } = preview;
  if (rejected === 0) return null;
  return (
    <section aria-labelledby="preview-rejected" className="rounded-control border border-line bg-surface px-4 py-3">
      <h2 id="preview-rejected" className="flex items-center gap-2 font-strong">
        <CircleAlert aria-hidden className="size-4.5 text-at-risk" />
        {t("rejectedRows", { count: rejected })}
      </h2>
      <ul className="flex flex-col gap-0.5 pt-1.5 text-table">
        {rejections.slice(0, 5).map(({ row, errors }) => (
          <li key={row} className="break-words">
            {t("rejectedFirst", { row: String(row), detail: errors.map(({ detail }) => detail).join(" ") })}
          </li>
        ))}
      </ul>
      <p className="pt-1.5 text-table text-muted">{t("rejectedHint")}</p>
    </section>
  );
};

const Contents = ({ preview }: { preview: ImportPreview }) => {
  const t = useTranslations("preview");
  const { kindName, today } = useCompany();
  const { number, day } = useFormats();
  const kinds = Object.entries(preview.kinds).toSorted(([, a], [, b]) => b - a);
  if (kinds.length === 0 && preview.firstDay === null) return null;
  return (
    <section aria-labelledby="contents">
      <h2 id="contents" className="font-strong">
        {t("kinds")}
      </h2>
      {preview.firstDay !== null && preview.lastDay !== null && (
        <p className="text-table text-muted">
          {preview.firstDay === preview.lastDay
            ? day(preview.firstDay, today)
            : t("days", { first: day(preview.firstDay, today), last: day(preview.lastDay, today) })}
        </p>
      )}
      <dl className="mt-1.5 grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5">
        {kinds.map(([kind, count]) => (
          <div key={kind} className="contents">
            <dt className="break-words">{kindName(kind)}</dt>
            <dd className="text-right font-medium">{number(count)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};

/**
 * The map as it is now, and how it is changed. What the server cannot read yet, since something that every record needs has no column, stays
 * here until it can: two columns are exchanged one after the other. What was proposed at first is kept: it says why, and what there was to decide.
 */
const useMap = (id: string, preview: ImportPreview) => {
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [proposed, setProposed] = useState(preview);
  const [draft, setDraft] = useState<MapContent | null>(null);
  const [answers, setAnswers] = useState<ReadonlyMap<string, string>>(new Map());
  const [reading, setReading] = useState("");
  const change = useMutation({
    mutationFn: (map: MapContent) => {
      const name = newReading();
      setReading(name);
      return changeMap(id, { map, reading: name }, language);
    },
    onMutate: setDraft,
    // Whoever changes one thing after the other sees the last.
    scope: { id: `map of ${id}` },
    onSuccess: (changed, map) => {
      queries.setQueryData(importQuery(id, language).queryKey, changed);
      setDraft((last) => (last === map ? null : last));
    },
  });
  const map = draft ?? preview.map;
  return {
    map,
    proposed,
    answers,
    change,
    reading,
    isOpen: draft !== null,
    put: (next: MapContent) => change.mutate(next),
    answer: (question: Question, choice: Question["choices"][number]) => {
      setAnswers(new Map([...answers, [question.id, choice.id]]));
      change.mutate(withAnswer(map, proposed.map, choice.map));
    },
    /** Another place in the file: what was proposed for this one holds no more. */
    lookElsewhere: (places: MapContent) =>
      change.mutate(places, {
        onSuccess: ({ preview: found }) => {
          if (found == null) return;
          setProposed(found);
          setAnswers(new Map());
        },
      }),
    reset: () => {
      setDraft(null);
      change.reset();
    },
  };
};

/** The name of a file without its ending: a good first name for how such files are read. */
const stemOf = (fileName: string): string => fileName.replace(/\.[^.]{1,8}$/, "");

/** A change that leaves something out stands until the rest is there; one that did not arrive is sent again. */
const Unread = ({ error, onAgain, onReset }: { error: Error; onAgain: () => void; onReset: () => void }) => {
  const t = useTranslations("preview");
  const isUnfinished = error instanceof Problem && error.status < 500;
  return (
    <Trouble error={error} title={t(isUnfinished ? "unfinished" : "notChanged")} onAgain={onAgain}>
      {isUnfinished && <Button onClick={onReset}>{t("reset")}</Button>}
    </Trouble>
  );
};

/** What a file is and what it would come to, each part of it changeable, and one button that takes it in. */
export const Preview = ({ waiting, preview }: { waiting: Import; preview: ImportPreview }) => {
  const t = useTranslations("preview");
  const tImport = useTranslations("import");
  const { language } = useLanguage();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [members, setMembers] = useState<MemberChoice>(new Map());
  const isKnown = preview.recognisedAs !== null || preview.savedMap !== null || waiting.restOf != null;
  const [saved, setSaved] = useState<SavedAs>({ isSaved: !isKnown, name: preview.savedMap?.name ?? stemOf(preview.fileName) });
  const [whole, setWhole] = useState<WholeDays | null>(null);
  const load = loadSeen(waiting, whole);
  const { map, proposed, answers, change, reading, isOpen, put, answer, lookElsewhere, reset } = useMap(waiting.id, preview);
  const questions = proposed.questions.length > 0 ? proposed.questions : preview.questions;
  const confirm = useMutation({
    mutationFn: () =>
      confirmImport(
        waiting.id,
        {
          addMembers: membersToAdd(preview.members, members),
          saveMapAs: saved.isSaved && saved.name.trim() !== "" ? saved.name.trim() : null,
          complete: load === null ? null : { from: load.from, before: load.before, voids: load.voids },
        },
        language,
      ),
    onSuccess: (running) => {
      queries.setQueryData(importQuery(waiting.id, language).queryKey, running);
      void queries.invalidateQueries({ queryKey: ["imports"] });
    },
    // What would be taken back may be more by now, and is looked at again.
    onError: () => whole !== null && void queries.refetchQueries({ queryKey: importQuery(waiting.id, language).queryKey }),
  });
  const discard = useMutation({
    mutationFn: () => discardImport(waiting.id, language),
    onSuccess: async () => {
      await navigate({ to: "/imports", search: keptCompany });
      queries.removeQueries({ queryKey: ["import", waiting.id] });
      void queries.invalidateQueries({ queryKey: ["imports"] });
    },
  });
  const rows = Math.max(preview.rows - (preview.skipped ?? 0) - (preview.rejected ?? 0), 0);
  const isOwn = proposed.recognisedAs?.id === OWN;
  // A map that answers one question is put as a whole: what else was asked is still to be answered.
  const isAsked = questions.some(({ id, chosen }) => chosen === null && !answers.has(id));
  const canImport = preview.canImport && !isOpen && !isAsked && (whole === null || load !== null);
  const takesBack = load !== null && load.voids > 0 && (preview.rejected ?? 0) === 0;
  const submit = takesBack ? t("submitVoids", { rows, voids: load.voids }) : t("submit", { rows });
  const start = () => canImport && !confirm.isPending && !change.isPending && confirm.mutate();
  return (
    <div className="grid gap-x-8 gap-y-6 desk:grid-cols-[minmax(0,1fr)_24rem]">
      {change.isPending && <ReadingAnew reading={reading} />}
      <div aria-busy={change.isPending} className={classNames("flex min-w-0 flex-col gap-6", change.isPending && "opacity-55")}>
        <WhatItIs
          preview={{ ...preview, recognisedAs: proposed.recognisedAs, savedMap: proposed.savedMap }}
          restOf={waiting.restOf?.fileName}
        />
        <LayoutChoices preview={preview} onChange={lookElsewhere} />
        {change.error !== null && <Unread error={change.error} onAgain={() => put(map)} onReset={reset} />}
        <Questions questions={questions} answers={answers} onChoose={answer} />
        {!isOwn && <Meaning preview={preview} onConstant={(field, value) => put(withConstant(map, field, value))} />}
        <SampleRows preview={preview} />
        <Rejections preview={preview} />
        {!isOwn && (
          <Columns
            columns={proposed.columns}
            what={preview.what}
            fieldNow={({ name }) =>
              fieldIn(map, name) ?? (isOpen ? null : (preview.columns.find((each) => each.name === name)?.field ?? null))
            }
            onChange={(column, field) => put(withColumnAs(map, column, field, field === null ? "text" : typeOf(field)))}
          />
        )}
        <span role="status" className="sr-only">
          {change.isPending && t("reading")}
        </span>
      </div>
      <aside
        aria-label={t("submit", { rows })}
        className="flex min-w-0 flex-col gap-5 desk:sticky desk:top-5 desk:self-start desk:rounded-control desk:border desk:border-line desk:bg-surface desk:p-5"
      >
        <Contents preview={preview} />
        <Members members={preview.members} choice={members} onChange={setMembers} />
        <Complete waiting={waiting} whole={whole} onChange={setWhole} />
        {preview.notes?.map((note) => (
          <Notice key={note} icon={Info}>
            {note}
          </Notice>
        ))}
        {!isOwn && preview.format !== "ndjson" && <SaveMap saved={saved} onChange={setSaved} />}
        {confirm.error !== null && <Trouble error={confirm.error} title={t("notStarted")} onAgain={start} />}
        {!preview.canImport && (
          <div role="alert" className="flex flex-col gap-1 border-l-2 border-missed pl-3">
            <p className="font-medium">{t("cannot")}</p>
            {preview.refusals.map(({ code, pointer, detail }) => (
              <p key={`${code} ${pointer}`} className="text-table break-words">
                {detail}
              </p>
            ))}
          </div>
        )}
        <div className="flex flex-wrap items-center gap-2 max-desk:sticky max-desk:bottom-(--foot) max-desk:-mx-4 max-desk:border-t max-desk:border-line max-desk:bg-background max-desk:px-4 max-desk:py-3 max-desk:tablet:-mx-6 max-desk:tablet:px-6">
          <Button look="primary" className="grow" disabled={!canImport} onClick={start}>
            {confirm.isPending ? t("submitting") : submit}
          </Button>
          <Button look="quiet" onClick={() => !discard.isPending && discard.mutate()}>
            {discard.isPending ? tImport("discarding") : tImport("discard")}
          </Button>
        </div>
        {discard.error !== null && <Trouble error={discard.error} onAgain={() => discard.mutate()} />}
      </aside>
    </div>
  );
};
