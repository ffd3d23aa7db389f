import type { MetricEntry, PlanEntry, RequirementEntry } from "./company-file.ts";
import { refuseUnknown, type Findings } from "./company-reading-basics.ts";
import type { Placed } from "./company-reading-versions.ts";
import { builtInKinds, type Company } from "./company.ts";
import { quoted } from "./expression.ts";
import { directionNames, kindName } from "./kind-names.ts";
import { nameIn, type Language } from "./language.ts";
import type { Words } from "./refusals/words.ts";

type Shorthand = Extract<RequirementEntry, { readonly kind: string }>;

export const isShorthand = (entry: RequirementEntry): entry is Shorthand => "kind" in entry;

/** The metric that a shorthand stands for is named after what it counts, so that two plans that say the same share it. */
export const shorthandId = ({ kind, direction, outcome }: Shorthand): string =>
  [kind, direction, outcome].filter((part) => part !== null && part !== undefined).join("-");

/** The metric of a shorthand as the company file would write it. */
export const shorthandMetric = (shorthand: Shorthand, company: Company): MetricEntry & { readonly name: Words } => {
  const { kind, direction, outcome } = shorthand;
  const names = kindName(kind, company);
  const conditions = Object.entries({ kind, direction, outcome }).flatMap(([field, value]) =>
    value === null || value === undefined ? [] : [`${field} == ${quoted(value)}`],
  );
  const nameFor = (language: Language): string => {
    const details = [
      direction === null || direction === undefined ? undefined : directionNames[direction]?.[language],
      outcome ?? undefined,
    ].filter((part) => part !== undefined);
    const what = nameIn(names, language);
    return details.length === 0 ? what : `${what} (${details.join(", ")})`;
  };
  return { id: shorthandId(shorthand), name: { en: nameFor("en"), ko: nameFor("ko") }, where: conditions.join(" && ") };
};

const shorthandsIn = (entry: RequirementEntry, pointer: string): readonly Placed<Shorthand>[] => {
  if (isShorthand(entry)) return [{ entry, pointer }];
  if ("allOf" in entry) return entry.allOf.flatMap((part, index) => shorthandsIn(part, `${pointer}/allOf/${index}`));
  if ("score" in entry)
    return entry.score.parts.flatMap((part, index) => shorthandsIn(part.require, `${pointer}/score/parts/${index}/require`));
  if ("over" in entry) return shorthandsIn(entry.over.of, `${pointer}/over/of`);
  return "anyOf" in entry ? entry.anyOf.flatMap((part, index) => shorthandsIn(part, `${pointer}/anyOf/${index}`)) : [];
};

/** The metrics that the plans' shorthands stand for, each once; a kind that nobody declared is refused here, where the author wrote it. */
export const metricsOfShorthands = (findings: Findings, plans: readonly PlanEntry[], company: Company): readonly Placed<MetricEntry>[] => {
  const kinds = [...builtInKinds, ...company.kinds.map(({ id }) => id)];
  const metrics = new Map<string, Placed<MetricEntry>>();
  for (const { entry, pointer } of plans.flatMap((plan, index) => shorthandsIn(plan.require, `/plans/${index}/require`))) {
    if (!kinds.includes(entry.kind)) findings.push(refuseUnknown("kind", entry.kind, kinds, `${pointer}/kind`));
    else if (!metrics.has(shorthandId(entry))) metrics.set(shorthandId(entry), { entry: shorthandMetric(entry, company), pointer });
  }
  return [...metrics.values()];
};
