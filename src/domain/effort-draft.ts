import type { PlanEntry } from "./company-file.ts";
import type { Settings } from "./company.ts";
import type { Day } from "./day.ts";
import type { DraftContent } from "./draft.ts";
import type { FunnelStage } from "./funnel.ts";
import { idFromName } from "./id-from-name.ts";
import { languages, nameIn, type Language, type Name } from "./language.ts";
import { versionOn } from "./metric.ts";

/** What an effort asks of whom. */
export type EffortAsked = {
  /** What is counted: a stage of the funnel, or a metric that there is. */
  readonly of: FunnelStage | { readonly metric: string };
  readonly member: { readonly id: string; readonly name: Name } | null;
  readonly cadence: "day" | "week";
  readonly target: number;
};

const listed = (values: readonly string[]): string => `[${values.map((each) => JSON.stringify(each)).join(", ")}]`;

const isOf = (field: string, values: readonly string[]): string =>
  values.length === 1 ? `${field} == ${JSON.stringify(values[0])}` : `${field} in ${listed(values)}`;

/** The records of a stage, as a metric says them. */
export const stageExpression = ({ kinds, outcomes, milestone }: FunnelStage): string =>
  [isOf("kind", milestone === null ? kinds : [milestone]), ...(outcomes.length === 0 ? [] : [isOf("outcome", outcomes)])].join(" && ");

const bothLanguages = (say: (language: Language) => string): Name =>
  Object.fromEntries(languages.map((language) => [language, say(language)]));

const cadenceWords = { day: { en: "daily", ko: "일간" }, week: { en: "weekly", ko: "주간" } } as const;

/**
 * A plan that asks for an effort, in proportion to the working days, and the metric that counts it where no present one does. `taken` are ids that a plan
 * cannot have.
 */
export const effortDraft = (
  { of, member, cadence, target }: EffortAsked,
  { metrics }: Pick<Settings, "metrics">,
  { today, taken }: { readonly today: Day; readonly taken: readonly string[] },
): { readonly content: DraftContent; readonly plan: PlanEntry & { readonly name: Name } } => {
  const running = metrics.filter(({ ended }) => !ended);
  const where = "metric" in of ? null : stageExpression(of);
  const known = running.find((each) => {
    const { measure, oncePer, provenance, where: counted } = versionOn(each, today);
    return "metric" in of
      ? each.id === of.metric
      : counted === where && measure.type === "count" && oncePer === null && provenance === null;
  });
  const made =
    known === undefined && !("metric" in of)
      ? { id: idFromName(of.id, "metric", (each) => metrics.some(({ id }) => id === each)), name: of.name, where: stageExpression(of) }
      : null;
  const metric = known?.id ?? made?.id ?? ("metric" in of ? of.metric : of.id);
  const called = known === undefined ? (made?.name ?? {}) : versionOn(known, today).name;
  const name = bothLanguages((language) => {
    const what = nameIn(called, language);
    const whose = member === null ? "" : ` · ${nameIn(member.name, language)}`;
    return language === "en" ? `${what}, ${cadenceWords[cadence].en}${whose}` : `${cadenceWords[cadence].ko} ${what}${whose}`;
  });
  const plan = {
    id: idFromName([metric, cadence, member?.id].filter((part) => part !== undefined).join("-"), "plan", (each) => taken.includes(each)),
    name,
    cadence,
    ...(member === null ? {} : { for: { members: [member.id] } }),
    require: { metric, target },
    proration: "working-days" as const,
  };
  return { content: { metrics: made === null ? [] : [made], plans: [plan] }, plan };
};
