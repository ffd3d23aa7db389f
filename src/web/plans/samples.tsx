import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useEffect, useId, useState } from "react";
import { useTranslations } from "use-intl";
import type { PlanEntry } from "../../domain/company-file.ts";
import { nameIn, type Language } from "../../domain/language.ts";
import type { Quota, Requirement } from "../api.ts";
import { previewTargets, type DraftContent, type TargetsPreview } from "../client.ts";
import { useCompany } from "../company.tsx";
import { membersFoundQuery } from "../drafts/queries.ts";
import { useFormats } from "../formats.tsx";
import { useLanguage } from "../language.tsx";
import { Derivation } from "../records/derivation.tsx";
import { SignButton } from "../ui/button.tsx";
import { Labelled, LineInput } from "../ui/form.tsx";
import { Trouble } from "../ui/trouble.tsx";
import { Problem } from "../ask.ts";
import { usePlanContent } from "./drafted-metrics.tsx";

const SETTLE_MS = 300;

export const useSettled = <T,>(value: T, milliseconds = SETTLE_MS): T => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
};

/** The interface's document leaves entries to that of the company file. */
export const asContent = (section: "plans" | "metrics", entry: object): DraftContent => ({ [section]: [entry as Record<string, unknown>] });

type TargetsAsked = {
  readonly content: DraftContent;
  readonly plan: string;
  readonly on: string | undefined;
  readonly members: readonly string[] | undefined;
};

const targetsQuery = ({ content, plan, on, members }: TargetsAsked, language: Language) => {
  const order = {
    content,
    plan,
    ...(on === undefined ? {} : { on }),
    ...(members === undefined ? {} : { members }),
  };
  return queryOptions({
    queryKey: ["target-previews", order],
    queryFn: ({ signal }) => previewTargets({ body: order }, { language, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
};

export const useTargets = (
  entry: PlanEntry,
  { on, members }: { on?: string | undefined; members?: readonly string[] | undefined } = {},
) => {
  const { language } = useLanguage();
  const settled = useSettled(entry);
  return useQuery(targetsQuery({ content: usePlanContent(settled), plan: settled.id, on, members }, language));
};

const quotasIn = (requirement: Requirement): readonly Quota[] => {
  if (requirement.type === "quota") return [requirement];
  if (requirement.type !== "over") return requirement.parts.flatMap(quotasIn);
  // Each of the shorter periods asks the same, but for its working days: one of them tells how it comes about.
  const one = requirement.periods.find((each) => each.requirement !== null)?.requirement;
  return one == null ? [] : quotasIn(one);
};

type SampleShown = TargetsPreview["samples"][number];

const SampleCard = ({ sample, today, onRemove }: { sample: SampleShown; today: string; onRemove: () => void }) => {
  const t = useTranslations("plans");
  const { metric, metricName, teamName } = useCompany();
  const { name, amountSaid } = useFormats();
  const heading = useId();
  const { row, why, team } = sample;
  // The answer's requirement is that of attainment, which the pages know by these types.
  const quotas = row === null ? [] : quotasIn(row.requirement);
  return (
    <li aria-labelledby={heading} className="border-b border-line px-4 py-3 last:border-b-0">
      <div className="flex items-start gap-2">
        <h3 id={heading} className="min-w-0 flex-1 break-words">
          <span className="font-medium">{name(sample.name)}</span>
          <span className="block text-caption text-muted">
            {[...(why === "chosen" || why === "other" ? [] : [t(`why.${why}`)]), ...(team === null ? [] : [teamName(team)])].join(" · ")}
          </span>
        </h3>
        <SignButton
          label={t("sampleAway", { name: name(sample.name) })}
          onClick={onRemove}
          className="size-7 shrink-0 border-none bg-transparent text-muted"
        >
          <X aria-hidden className="size-4" />
        </SignButton>
      </div>
      {row === null ? (
        <p className="pt-1 text-table text-muted">{t("notAsked")}</p>
      ) : (
        <ul className="flex flex-col pt-1">
          {quotas.map((quota, index) => (
            <li key={index}>
              <details className="text-table">
                <summary className="flex list-none items-baseline gap-2 rounded-control py-1 hover:bg-raised">
                  <span className="min-w-0 flex-1 break-words">{metricName(quota.metric)}</span>
                  <span className="text-heading font-strong">{amountSaid(metric(quota.metric), quota.target)}</span>
                </summary>
                <div className="pt-1 pb-2">
                  <Derivation quota={quota} plan={name(row.planName)} today={today} />
                </div>
              </details>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
};

const AddSample = ({ known, onAdd }: { known: readonly string[]; onAdd: (id: string) => void }) => {
  const t = useTranslations("plans");
  const { language } = useLanguage();
  const id = useId();
  const [typed, setTyped] = useState("");
  const find = useSettled(typed.trim(), 200);
  const found =
    useQuery({ ...membersFoundQuery(find, language), enabled: find !== "", placeholderData: keepPreviousData }).data?.members ?? [];
  const shown = typed.trim() === "" ? [] : found.filter(({ member }) => !known.includes(member)).slice(0, 6);
  const add = (member: string): void => {
    setTyped("");
    onAdd(member);
  };
  return (
    <div className="flex flex-col gap-1.5 px-4 py-3">
      <Labelled label={t("sampleAdd")}>
        <LineInput
          value={typed}
          maxLength={100}
          autoComplete="off"
          aria-controls={id}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={(event) => {
            const [first] = shown;
            if (event.key !== "Enter" || event.nativeEvent.isComposing || first === undefined) return;
            event.preventDefault();
            add(first.member);
          }}
        />
      </Labelled>
      <ul id={id} className="flex flex-col">
        {shown.map((member) => (
          <li key={member.member}>
            <button
              type="button"
              onClick={() => add(member.member)}
              className="w-full rounded-control px-2 py-1.5 text-left text-table hover:bg-raised"
            >
              {nameIn(member.name, language)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
};

const MOST = 6;

/** What the plan as it is being typed would ask of some members, worked out by the server line by line. */
export const Samples = ({ entry, today }: { entry: PlanEntry; today: string }) => {
  const t = useTranslations("plans");
  const { teamName, metric, metricName } = useCompany();
  const { number, day, amountSaid } = useFormats();
  const { language } = useLanguage();
  const heading = useId();
  const [chosen, setChosen] = useState<readonly string[] | undefined>();
  const [on, setOn] = useState("");
  const targets = useTargets(entry, { on: on === "" ? undefined : on, members: chosen });
  const { data, error } = targets;
  const known = (data?.samples ?? []).map(({ member }) => member);
  const refused = error instanceof Problem && error.status === 422;
  return (
    <section
      aria-labelledby={heading}
      className="rounded-control border border-line bg-surface desk:sticky desk:top-4 desk:max-h-[calc(100dvh-2rem)] desk:overflow-y-auto"
    >
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2 border-b border-line px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 id={heading} className="font-strong">
            {t("samples")}
          </h2>
          <p className="text-caption text-muted">
            {data === undefined ? t("samplesHint") : t("samplesOf", { period: data.period.label[language], asked: number(data.asked) })}
          </p>
        </div>
        <label className="flex items-center gap-2 text-caption text-muted">
          {t("onDay")}
          <input
            type="date"
            value={on === "" ? (data?.on ?? "") : on}
            onChange={({ target }) => setOn(target.value)}
            className="h-8 rounded-control border border-edge bg-surface px-1.5 text-table text-ink"
          />
        </label>
      </div>
      {error !== null && !refused && (
        <div className="p-4">
          <Trouble error={error} onAgain={() => void targets.refetch()} />
        </div>
      )}
      {refused && <p className="px-4 pt-3 text-table text-muted">{t("samplesWait")}</p>}
      {data === undefined && error === null && <div className="skeleton m-4 h-40" />}
      {data !== undefined && (
        <>
          {data.withheld.map(({ calendar, year }) => (
            <p key={`${calendar} ${year}`} className="px-4 pt-3 text-table text-at-risk">
              {t("withheld", { calendar, year: String(year) })}
            </p>
          ))}
          <ul className={refused ? "opacity-55" : ""}>
            {data.samples.map((sample) => (
              <SampleCard
                key={sample.member}
                sample={sample}
                today={today}
                onRemove={() => setChosen(known.filter((each) => each !== sample.member))}
              />
            ))}
            {data.teamRows.map((row) => (
              <li key={row.team} className="border-b border-line px-4 py-3 last:border-b-0">
                <p className="font-medium">{teamName(row.team)}</p>
                {quotasIn(row.requirement as unknown as Requirement).map((quota, index) => (
                  <p key={index} className="flex gap-2 text-table">
                    <span className="flex-1">{metricName(quota.metric)}</span>
                    <span className="font-strong">{amountSaid(metric(quota.metric), quota.target)}</span>
                  </p>
                ))}
              </li>
            ))}
          </ul>
          {data.samples.length === 0 && data.teamRows.length === 0 && (
            <p className="px-4 py-3 text-table text-muted">{t("nobody", { day: day(data.on, today) })}</p>
          )}
          {entry.of !== "team" && known.length < MOST && <AddSample known={known} onAdd={(id) => setChosen([...known, id])} />}
        </>
      )}
    </section>
  );
};
