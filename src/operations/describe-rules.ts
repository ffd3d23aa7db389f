import type { AttributeType } from "../domain/company.ts";
import type { Instant } from "../domain/instant.ts";
import type { Name } from "../domain/language.ts";
import type { Cadence } from "../domain/period.ts";
import { knownOutcomes } from "../domain/activity-reading.ts";
import { inCompany, type Database } from "../store/database.ts";
import { ruleWords, type RuleWords } from "../store/rule-words.ts";
import { loadSettings } from "../store/settings.ts";
import { todayOf } from "./company-today.ts";

export type RulesDescribed = RuleWords & {
  readonly currency: string;
  readonly attributes: readonly { readonly name: string; readonly type: AttributeType }[];
  readonly factors: readonly { readonly id: string; readonly name: Name; readonly by: string }[];
  readonly phases: readonly string[];
  readonly targetTables: readonly { readonly id: string; readonly name: Name; readonly metric: string; readonly cadence: Cadence }[];
};

const DAYS = 90;
const builtInStages = ["prospect", "opportunity", "customer"];

const together = (...lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())];

/** What conditions and plans can be made of in the company, beside its teams, kinds and metrics. */
export const describeRules = (database: Database, companyId: number, now: Instant): Promise<RulesDescribed> =>
  inCompany(database, companyId, async (tx) => {
    const settings = await loadSettings(tx, companyId);
    const { company, members, plans } = settings;
    const words = await ruleWords(tx, companyId, todayOf(settings, now) - DAYS);
    const phases = [
      ...members.flatMap(({ phase }) => phase.map(({ value }) => value)),
      ...plans.flatMap(({ versions }) => versions.map(({ audience }) => audience.phase)),
    ];
    return {
      sources: together(
        company.sources.map(({ id }) => id),
        words.sources,
      ),
      outcomes: together([...knownOutcomes], words.outcomes),
      stages: together(builtInStages, words.stages),
      segments: words.segments,
      currency: company.currency,
      attributes: Object.entries(company.attributes).map(([name, type]) => ({ name, type })),
      factors: company.factors.map(({ id, name, by }) => ({ id, name, by })),
      phases: [...new Set(phases.filter((phase) => phase !== null))].toSorted(),
      targetTables: company.targetTables
        .filter(({ ended }) => !ended)
        .map(({ id, name, metric, cadence }) => ({ id, name, metric, cadence })),
    };
  });
