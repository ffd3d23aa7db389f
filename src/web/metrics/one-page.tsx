import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Check, ChevronLeft, History as HistorySign } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { MetricEntry } from "../../domain/company-file.ts";
import { parseExpression } from "../../domain/parse-expression.ts";
import type { DraftShown, MetricShown } from "../client.ts";
import { useCompany } from "../company.tsx";
import { daysFrom } from "../days.ts";
import { DraftConflict, DraftLine } from "../drafts/draft-line.tsx";
import { entryIn, type DraftStore, type Section } from "../drafts/draft-store.ts";
import { History, versionOn } from "../drafts/history.tsx";
import { NameFields, namesOf } from "../drafts/name-fields.tsx";
import { Publish } from "../drafts/publish.tsx";
import { draftQuery, metricQuery, metricsQuery } from "../drafts/queries.ts";
import { useUndoKeys } from "../drafts/undo-keys.ts";
import { draftIdFor } from "../../domain/draft-id.ts";
import { useDraft } from "../drafts/use-draft.ts";
import { useWrongAt, WithWrongs, WrongText } from "../drafts/wrongs.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { changed, keptCompany, viewOf } from "../search.ts";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { inRuleWords } from "../words/rules-words.tsx";
import { ConditionRows } from "./condition-rows.tsx";
import { joined } from "./conditions.ts";
import { useFields } from "./fields.ts";
import { MeasureForm } from "./measure-form.tsx";
import { LivePreview } from "./preview.tsx";
import { wrongRule } from "./wrong-rule.ts";

const route = getRouteApi("/metrics/$metricId");

/** Entries come as the company file writes them. */
const asMetric = (entry: object): MetricEntry => entry as MetricEntry;

const useMetricName = () => {
  const { language } = useLanguage();
  return ({ id, name }: MetricEntry): string => {
    const names = namesOf(name);
    return names[language] || names.en || names.ko || id;
  };
};

/** The conditions as they are written, which is what holds; whoever knows the language writes here. */
const ExpressionField = ({ where, wrong, onChange }: { where: string; wrong: string | undefined; onChange: (where: string) => void }) => {
  const t = useTranslations("metrics");
  return (
    <details className="flex flex-col gap-1.5" open={wrong !== undefined || undefined}>
      <summary className="w-fit rounded-control py-1 text-table text-muted hover:text-ink">{t("expression")}</summary>
      <textarea
        aria-label={t("expression")}
        data-pointer="/where"
        aria-invalid={wrong !== undefined || undefined}
        rows={Math.min(8, Math.max(2, Math.ceil(where.length / 60)))}
        spellCheck={false}
        autoComplete="off"
        maxLength={10_000}
        value={where}
        onChange={({ target }) => onChange(target.value)}
        className={`w-full rounded-control border bg-surface p-2.5 font-mono text-table ${wrong === undefined ? "border-edge" : "border-missed"}`}
      />
      {wrong !== undefined && <WrongText>{wrong}</WrongText>}
    </details>
  );
};

const Conditions = ({ entry, onChange }: { entry: MetricEntry; onChange: (key: string, entry: MetricEntry) => void }) => {
  const t = useTranslations("metrics");
  const { language } = useLanguage();
  const fields = useFields(entry);
  const refused = useWrongAt("/where");
  const read = fields === undefined ? undefined : parseExpression(entry.where, fields, "/where");
  const wrong = read === undefined || read.ok ? refused : wrongRule(read.refusals[0], language);
  return (
    <section aria-label={t("conditions")} className="flex flex-col gap-3 rounded-control border border-line bg-surface p-4 tablet:p-5">
      <div>
        <h2 className="font-strong">{t("conditions")}</h2>
        <p className="text-table text-muted">{t("conditionsHint")}</p>
      </div>
      {fields === undefined && <div className="skeleton h-24" />}
      {fields !== undefined && read?.ok === true && (
        <ConditionRows
          expression={read.value}
          fields={fields}
          onChange={(key, expressions) => onChange(key === "" ? "" : `where ${key}`, { ...entry, where: joined(expressions) })}
        />
      )}
      {read?.ok === false && <p className="text-table text-muted">{t("mendExpression")}</p>}
      <ExpressionField where={entry.where} wrong={wrong} onChange={(where) => onChange("where", { ...entry, where })} />
    </section>
  );
};

type Known = {
  readonly id: string;
  readonly versions: MetricShown["versions"];
  readonly plans: readonly string[];
  readonly present: number | null;
  readonly draftNumber: number;
  readonly today: string;
};
type EditorProps = {
  readonly known: Known;
  readonly draft: DraftShown | null;
  readonly onDone: (what: "published" | "discarded", from: string | null) => void;
};

/** A version to begin from: as the last one, without the day and the reason that were its own. */
const anew = ({ startsOn: _, reason: __, ...entry }: MetricEntry): MetricEntry => entry;

const firstOfNextMonth = (today: string): string => `${daysFrom(`${today.slice(0, 7)}-28`, 4).slice(0, 7)}-01`;

const Editor = ({ known, draft, onDone }: EditorProps) => {
  const t = useTranslations("metrics");
  const { planName } = useCompany();
  const metricName = useMetricName();
  const mayWrite = useMay()("settings:write");
  const { id, versions, plans, draftNumber, today } = known;
  const last = versions.at(-1);
  const drafted = draft === null ? undefined : entryIn(draft.content, "metrics", id);
  const isNew = versions.length === 0;
  const drafting = useDraft({
    section: "metrics",
    entry: drafted ?? (last === undefined ? { id, where: "true" } : anew(asMetric(last))),
    draft,
    newId: draftIdFor(id, "metrics", draftNumber),
    name: metricName,
  });
  const { entry, store, wrongs, saving } = drafting;
  const anyStore = store as unknown as DraftStore<Section>; // it is told what it is, and tells what it holds
  useUndoKeys(anyStore);
  const starts = [daysFrom(today, 1), firstOfNextMonth(today)];
  /** A version begins tomorrow, unless one says otherwise. */
  const change = (key: string, to: MetricEntry): void =>
    store.change(key, isNew || to.startsOn != null ? to : { ...to, startsOn: daysFrom(today, 1) });
  const placeName = (pointer: string): string => {
    const [, field = ""] = pointer.split("/");
    return t.has(`places.${field}` as Parameters<typeof t.has>[0]) ? t(`places.${field}` as "places.where") : field;
  };
  return (
    <WithWrongs wrongs={wrongs}>
      <h1 className="text-heading font-strong break-words tablet:text-[1.375rem] tablet:leading-7">{metricName(entry)}</h1>
      {plans.length > 0 && (
        <p className="-mt-2 text-table text-muted">
          {t("usedBy")}:{" "}
          {plans.map((plan, index) => (
            <span key={plan}>
              {index > 0 && ", "}
              <Link to="/plans/$planId" params={{ planId: plan }} search={keptCompany} className="text-accent hover:underline">
                {planName(plan)}
              </Link>
            </span>
          ))}
        </p>
      )}
      {mayWrite && <DraftLine view={drafting} store={anyStore} />}
      {mayWrite && (
        <DraftConflict
          view={drafting}
          store={anyStore}
          placeName={placeName}
          newId={() => `${draftIdFor(id, "metrics", draftNumber)}.${Date.now().toString(36)}`}
        />
      )}
      <div className="grid items-start gap-5 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <fieldset disabled={!mayWrite} className="flex min-w-0 flex-col gap-5">
          <Conditions entry={entry} onChange={change} />
          <section aria-label={t("howMuch")} className="flex flex-col gap-4 rounded-control border border-line bg-surface p-4 tablet:p-5">
            <h2 className="font-strong">{t("howMuch")}</h2>
            <MeasureForm entry={entry} onChange={change} />
            <NameFields
              name={entry.name}
              onChange={(key, name) => {
                const { name: _, ...rest } = entry;
                change(key, name === undefined ? rest : { ...rest, name });
              }}
            />
          </section>
        </fieldset>
        <LivePreview entry={entry} isReady={saving !== "refused"} />
      </div>
      <Publish drafting={drafting} isNew={isNew} starts={starts} today={today} mayWrite={mayWrite} onDone={onDone} />
    </WithWrongs>
  );
};

/** The metric as it held on a day, to be read. */
const AsOf = ({ known, asOf, onBack }: { known: Known; asOf: string; onBack: () => void }) => {
  const t = useTranslations("metrics");
  const d = useTranslations("drafts");
  const metricName = useMetricName();
  const { day, number } = useFormats();
  const versions = known.versions.map((entry, index) => ({ version: index + 1, startsOn: entry.startsOn ?? null, entry: asMetric(entry) }));
  const version = versionOn(versions, asOf);
  return (
    <>
      <h1 className="text-heading font-strong break-words tablet:text-[1.375rem] tablet:leading-7">
        {version === undefined ? known.id : metricName(version.entry)}
      </h1>
      <div className="flex flex-wrap items-center gap-3">
        <Notice icon={HistorySign}>
          {version === undefined
            ? d("noVersion", { day: day(asOf, known.today) })
            : d("shownAsOf", { day: day(asOf, known.today), version: number(version.version) })}
        </Notice>
        <Button onClick={onBack}>{d("toPresent")}</Button>
      </div>
      {version !== undefined && (
        <fieldset disabled className="flex flex-col gap-5">
          <Conditions entry={version.entry} onChange={() => undefined} />
          <section aria-label={t("howMuch")} className="rounded-control border border-line bg-surface p-4 tablet:p-5">
            <MeasureForm entry={version.entry} onChange={() => undefined} />
          </section>
        </fieldset>
      )}
    </>
  );
};

const OneMetric = () => {
  const t = useTranslations("metrics");
  const d = useTranslations("drafts");
  const { language } = useLanguage();
  const { day } = useFormats();
  const { metricId } = route.useParams();
  const view = viewOf(route.useSearch());
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [done, setDone] = useState<{ what: "published" | "discarded"; from: string | null; at: number } | null>(null);
  const all = useQuery(metricsQuery(language));
  const listed = all.data?.metrics.find(({ id }) => id === metricId);
  const openDraft = listed?.draft ?? all.data?.drafted.find(({ id }) => id === metricId)?.draft;
  // What is only drafted is no metric yet.
  const isOnlyDrafted = listed === undefined && openDraft != null;
  const metric = useQuery({
    ...metricQuery(metricId, language),
    gcTime: 0,
    retry: false,
    // One that is not in the list as it was read before may be drafted since.
    enabled: listed !== undefined || (all.data !== undefined && !all.isFetching && !isOnlyDrafted),
  });
  const draft = useQuery({ ...draftQuery(openDraft?.id ?? "", language), enabled: openDraft != null });
  useEffect(() => {
    document.title = `${metricId} · ${t("title")} · Attain`;
  }, [metricId, t]);
  const hasRead =
    all.data !== undefined &&
    !all.isFetching &&
    (metric.data !== undefined || isOnlyDrafted) &&
    (openDraft == null || draft.data?.id === openDraft.id);
  // Once it is being changed the page stays, whatever is read anew.
  const [wasReady, setWasReady] = useState(false);
  if (hasRead && !wasReady) setWasReady(true);
  const isReady = wasReady && all.data !== undefined;
  const known: Known = {
    id: metricId,
    versions: metric.data?.versions ?? [],
    plans: listed?.plans ?? [],
    present: listed?.version ?? null,
    draftNumber: listed?.draftNumber ?? 1,
    today: all.data?.today ?? "",
  };
  const error = isOnlyDrafted ? draft.error : (all.error ?? metric.error ?? draft.error);
  const show = (on: string | undefined): void =>
    void navigate({ to: "/metrics/$metricId", params: { metricId }, search: changed(view, { on }) });
  const finished = async (what: "published" | "discarded", from: string | null): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ["settings-changes"] });
    const [left] = await Promise.all([metric.refetch(), all.refetch()]);
    // What was only drafted is gone with its draft.
    if (left.error !== null) return navigate({ to: "/metrics", search: keptCompany });
    setDone({ what, from, at: Date.now() });
    document.getElementById("content")?.scrollIntoView();
  };
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-7xl flex-col gap-4 px-4 pt-4 pb-16 tablet:px-6">
      <Link to="/metrics" search={keptCompany} className="inline-flex w-fit items-center gap-1 py-1 text-table text-muted hover:text-ink">
        <ChevronLeft aria-hidden className="size-4" />
        {t("title")}
      </Link>
      {error !== null && <Trouble error={error} onAgain={() => void Promise.all([all.refetch(), metric.refetch()])} />}
      {!isReady && error === null && <TableSkeleton lines={6} />}
      {done !== null && (
        <Notice icon={Check}>
          {done.what === "discarded"
            ? d("discarded")
            : done.from === null
              ? d("published")
              : d("publishedFrom", { day: day(done.from, known.today) })}
        </Notice>
      )}
      {isReady && view.on !== undefined && <AsOf known={known} asOf={view.on} onBack={() => show(undefined)} />}
      {isReady && view.on === undefined && (
        <Editor
          key={`${metricId} ${known.versions.length} ${done?.at ?? 0}`}
          known={known}
          draft={openDraft == null ? null : (draft.data ?? null)}
          onDone={(what, from) => void finished(what, from)}
        />
      )}
      {isReady && known.versions.length > 0 && (
        <History
          of={{ metric: metricId }}
          versions={known.versions.map(({ startsOn }, index) => ({ version: index + 1, startsOn: startsOn ?? null }))}
          present={known.present}
          today={known.today}
          asOf={view.on}
          onShow={show}
        />
      )}
    </main>
  );
};

export const MetricPage = inRuleWords(OneMetric);
