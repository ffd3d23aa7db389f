import { amountOf, type Amount } from "../domain/amount.ts";
import { isoDay } from "../domain/day.ts";
import { coverageJson, type CoverageJson } from "./attainment-json.ts";
import type { TalliesAnswer, TallyGroup } from "./tallies-of.ts";

/** Each entry carries one of member, team and day, as `groupBy` says; `team` is null for members in no team. */
export type TallyJson = {
  readonly member?: string;
  readonly team?: string | null;
  readonly day?: string;
  readonly credited: Amount;
  readonly coverage: CoverageJson;
};

export type TalliesJson = {
  readonly metric: string;
  readonly unit: "count" | "seconds" | "money";
  readonly from: string;
  readonly before: string;
  readonly groupBy: TallyGroup;
  readonly tallies: readonly TallyJson[];
};

/** `GET /tallies`, field by field. */
export const talliesJson = ({ metric, unit, span, groupBy, tallies }: TalliesAnswer): TalliesJson => ({
  metric: metric.id,
  unit: unit.type,
  from: isoDay(span.startsOn),
  before: isoDay(span.endsBefore),
  groupBy,
  tallies: tallies.map(({ key, coverage }) => ({
    ...(groupBy === "team" ? { team: key } : groupBy === "member" ? { member: key ?? "" } : { day: key ?? "" }),
    credited: amountOf(coverage.captured + coverage.imported + coverage.selfReported + coverage.attested, unit),
    coverage: coverageJson(coverage, unit),
  })),
});
