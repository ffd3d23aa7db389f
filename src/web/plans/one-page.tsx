import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Check, ChevronLeft, History as HistorySign } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { PlanEntry } from "../../domain/company-file.ts";
import type { DraftShown, PlanShown } from "../client.ts";
import { DraftConflict, DraftLine } from "../drafts/draft-line.tsx";
import { entryIn, type DraftStore, type Section } from "../drafts/draft-store.ts";
import { History, versionOn } from "../drafts/history.tsx";
import { Publish } from "../drafts/publish.tsx";
import { draftQuery, planQuery } from "../drafts/queries.ts";
import { namesOf } from "../drafts/name-fields.tsx";
import { useUndoKeys } from "../drafts/undo-keys.ts";
import { draftIdFor } from "../../domain/draft-id.ts";
import { useDraft } from "../drafts/use-draft.ts";
import { WithWrongs } from "../drafts/wrongs.tsx";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { changed, keptCompany, viewOf } from "../search.ts";
import { useMay } from "../session/session.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { TableSkeleton } from "../ui/skeleton.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { inRuleWords } from "../words/rules-words.tsx";
import { LookBack } from "./backtest.tsx";
import { RequirementTree } from "./requirement-tree.tsx";
import { useNodeText } from "./requirement-text.ts";
import { RulesForm } from "./rules-form.tsx";
import { DraftedMetrics } from "./drafted-metrics.tsx";
import { Samples, useTargets } from "./samples.tsx";
import { rowAt } from "./tree.ts";

const route = getRouteApi("/plans/$planId");

/** Entries come as the company file writes them. */
const asPlan = (entry: Readonly<Record<string, unknown>>): PlanEntry => entry as unknown as PlanEntry;

const usePlanName = () => {
  const { language } = useLanguage();
  return ({ id, name }: PlanEntry): string => {
    const names = namesOf(name);
    return names[language] || names.en || names.ko || id;
  };
};

/** What a place of a plan is called, for who must decide between two words about it. */
const usePlaceName = (entry: PlanEntry) => {
  const t = useTranslations("plans");
  const text = useNodeText();
  return (pointer: string): string => {
    if (!pointer.startsWith("/require")) {
      const [, field = ""] = pointer.split("/");
      return t.has(`places.${field}` as Parameters<typeof t.has>[0]) ? t(`places.${field}` as "places.name") : field;
    }
    const inside = pointer.slice("/require".length).replace(/\/(?:target|metric|stretch|proration|table)(?:\/.*)?$/, "");
    const row = rowAt(entry.require, inside);
    const said = row === undefined ? "" : text(row.node).title;
    return said === "" ? t("asks") : said;
  };
};

type EditorProps = {
  readonly shown: PlanShown;
  readonly draft: DraftShown | null;
  readonly onDone: (what: "published" | "discarded", from: string | null) => void;
};

/** A version to begin from: as the last one, without the day and the reason that were its own. */
const anew = ({ startsOn: _, reason: __, ...entry }: PlanEntry): PlanEntry => entry;

const Editor = ({ shown, draft, onDone }: EditorProps) => {
  const t = useTranslations("plans");
  const planName = usePlanName();
  const mayWrite = useMay()("settings:write");
  const last = shown.versions.at(-1);
  const drafted = draft === null ? undefined : entryIn(draft.content, "plans", shown.id);
  const started = drafted ?? (last === undefined ? null : anew(asPlan(last.entry)));
  const drafting = useDraft({
    section: "plans",
    entry: started ?? { id: shown.id, cadence: "month", require: { allOf: [] } },
    draft,
    newId: draftIdFor(shown.id, "plans", shown.draftNumber),
    name: planName,
  });
  const { entry, store, wrongs, saving } = drafting;
  const anyStore = store as unknown as DraftStore<Section>; // it is told what it is, and tells what it holds
  useUndoKeys(anyStore);
  const starts = useTargets(entry).data?.nextStarts ?? [];
  const isNew = shown.versions.length === 0;
  const [first] = starts;
  /** A version begins with the next period, unless one says otherwise. */
  const change = (key: string, next: PlanEntry): void => {
    store.change(key, isNew || next.startsOn != null || first === undefined ? next : { ...next, startsOn: first });
  };
  // Also what was changed before it was known when that is.
  useEffect(() => {
    const { entry: known, canUndo } = store.view();
    if (first !== undefined && !isNew && canUndo && known.startsOn == null) store.change("startsOn", { ...known, startsOn: first });
  }, [first, isNew, store]);
  const placeName = usePlaceName(entry);
  return (
    <WithWrongs wrongs={wrongs}>
      <h1 className="text-heading font-strong break-words tablet:text-[1.375rem] tablet:leading-7">{planName(entry)}</h1>
      {mayWrite && <DraftLine view={drafting} store={anyStore} />}
      {mayWrite && (
        <DraftConflict
          view={drafting}
          store={anyStore}
          placeName={placeName}
          newId={() => `${draftIdFor(shown.id, "plans", shown.draftNumber)}.${Date.now().toString(36)}`}
        />
      )}
      <div className="grid items-start gap-5 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-5">
          <section aria-label={t("asks")} className="flex flex-col gap-2">
            <h2 className="font-strong">{t("asks")}</h2>
            <RequirementTree
              root={entry.require}
              isOfTeam={entry.of === "team"}
              {...(mayWrite
                ? { onChange: (key, require) => change(key === "" ? "" : `require ${key}`, { ...entry, require }), onUndo: store.undo }
                : {})}
            />
          </section>
          <section aria-label={t("whom")} className="flex flex-col gap-3 rounded-control border border-line bg-surface p-4 tablet:p-5">
            <h2 className="font-strong">{t("whom")}</h2>
            <fieldset disabled={!mayWrite} className="contents">
              <RulesForm entry={entry} onChange={change} />
            </fieldset>
          </section>
        </div>
        <Samples entry={entry} today={shown.today} />
      </div>
      <LookBack entry={entry} isReady={saving !== "refused"} />
      <Publish drafting={drafting} isNew={isNew} starts={starts} today={shown.today} mayWrite={mayWrite} onDone={onDone} />
    </WithWrongs>
  );
};

/** The plan as it held on a day, to be read. */
const AsOf = ({ shown, asOf, onBack }: { shown: PlanShown; asOf: string; onBack: () => void }) => {
  const t = useTranslations("plans");
  const d = useTranslations("drafts");
  const planName = usePlanName();
  const { day, number } = useFormats();
  const version = versionOn(shown.versions, asOf);
  return (
    <>
      <h1 className="text-heading font-strong break-words tablet:text-[1.375rem] tablet:leading-7">
        {version === undefined ? shown.id : planName(asPlan(version.entry))}
      </h1>
      <div className="flex flex-wrap items-center gap-3">
        <Notice icon={HistorySign}>
          {version === undefined
            ? d("noVersion", { day: day(asOf, shown.today) })
            : d("shownAsOf", { day: day(asOf, shown.today), version: number(version.version) })}
        </Notice>
        <Button onClick={onBack}>{d("toPresent")}</Button>
      </div>
      {version !== undefined && (
        <section aria-label={t("asks")} className="flex flex-col gap-4">
          <RequirementTree root={asPlan(version.entry).require} isOfTeam={asPlan(version.entry).of === "team"} />
          <fieldset disabled className="rounded-control border border-line bg-surface p-4 tablet:p-5">
            <RulesForm entry={asPlan(version.entry)} onChange={() => undefined} />
          </fieldset>
        </section>
      )}
    </>
  );
};

const OnePlan = () => {
  const t = useTranslations("plans");
  const d = useTranslations("drafts");
  const { language } = useLanguage();
  const { day } = useFormats();
  const { planId } = route.useParams();
  const view = viewOf(route.useSearch());
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [done, setDone] = useState<{ what: "published" | "discarded"; from: string | null; at: number } | null>(null);
  const plan = useQuery(planQuery(planId, language));
  const draftId = plan.data?.draft?.id;
  const draft = useQuery({ ...draftQuery(draftId ?? "", language), enabled: draftId !== undefined });
  const shown = plan.data;
  useEffect(() => {
    document.title = `${planId} · ${t("title")} · Attain`;
  }, [planId, t]);
  const show = (on: string | undefined): void => void navigate({ to: "/plans/$planId", params: { planId }, search: changed(view, { on }) });
  const finished = async (what: "published" | "discarded", from: string | null): Promise<void> => {
    await queries.invalidateQueries({ queryKey: ["settings-changes"] });
    const left = await plan.refetch();
    // What was only drafted is gone with its draft.
    if (left.error !== null) return navigate({ to: "/plans", search: keptCompany });
    setDone({ what, from, at: Date.now() });
    document.getElementById("content")?.scrollIntoView();
  };
  const hasRead = shown !== undefined && (shown.draft === null || draft.data?.id === shown.draft.id);
  // Once it is being changed the page stays, whatever is read anew.
  const [wasReady, setWasReady] = useState(false);
  if (hasRead && !wasReady) setWasReady(true);
  const isReady = shown !== undefined && wasReady;
  const error = plan.error ?? draft.error;
  return (
    <main id="content" tabIndex={-1} className="mx-auto flex w-full max-w-7xl flex-col gap-4 px-4 pt-4 pb-16 tablet:px-6">
      <Link to="/plans" search={keptCompany} className="inline-flex w-fit items-center gap-1 py-1 text-table text-muted hover:text-ink">
        <ChevronLeft aria-hidden className="size-4" />
        {t("title")}
      </Link>
      {error !== null && <Trouble error={error} onAgain={() => void (plan.error === null ? draft.refetch() : plan.refetch())} />}
      {!isReady && error === null && <TableSkeleton lines={6} />}
      {done !== null && (
        <Notice icon={Check}>
          {done.what === "discarded"
            ? d("discarded")
            : done.from === null
              ? d("published")
              : d("publishedFrom", { day: day(done.from, shown?.today ?? done.from) })}
        </Notice>
      )}
      {isReady && view.on !== undefined && <AsOf shown={shown} asOf={view.on} onBack={() => show(undefined)} />}
      {isReady && view.on === undefined && (
        <DraftedMetrics metrics={shown.draft === null ? undefined : draft.data?.content.metrics}>
          <Editor
            key={`${planId} ${shown.versions.length} ${done?.at ?? 0}`}
            shown={shown}
            draft={shown.draft === null ? null : (draft.data ?? null)}
            onDone={(what, from) => void finished(what, from)}
          />
        </DraftedMetrics>
      )}
      {isReady && shown.versions.length > 0 && (
        <History of={{ plan: planId }} versions={shown.versions} present={shown.version} today={shown.today} asOf={view.on} onShow={show} />
      )}
    </main>
  );
};

export const PlanPage = inRuleWords(OnePlan);
