import { amountOf, type Amount } from "../domain/amount.ts";
import type { Settings } from "../domain/company.ts";
import type { Unit } from "../domain/credit.ts";
import { unitOf, versionOn } from "../domain/metric.ts";
import { periodContaining, type Cadence } from "../domain/period.ts";
import type { NumberChanges } from "../store/number-changes.ts";
import { periodJson, type PeriodJson } from "./attainment-json.ts";

/** A member's number that changes. */
export type NumberChangeJson = {
  readonly metric: string;
  readonly member: string;
  readonly period: PeriodJson;
  readonly before: Amount;
  readonly after: Amount;
  readonly difference: Amount;
};

/** Of a metric in one cadence: how many numbers change, and by how much altogether. */
export type NumberTotalJson = {
  readonly metric: string;
  readonly unit: Unit["type"];
  readonly cadence: Cadence;
  readonly numbers: number;
  readonly difference: Amount;
};

export type NumberChangesJson = { readonly totals: readonly NumberTotalJson[]; readonly numbers: readonly NumberChangeJson[] };

/** Numbers that change, as the doors show them. The metrics and members are those of these settings. */
export const numberChangesJson = ({ totals, changes }: NumberChanges, settings: Settings): NumberChangesJson => {
  const metrics = new Map(settings.metrics.map((metric) => [metric.number, metric]));
  const members = new Map(settings.members.map(({ number, id }) => [number, id]));
  const metricOf = (number: number) => {
    const metric = metrics.get(number);
    if (metric === undefined) throw new Error(`There is no metric ${number}`);
    return { id: metric.id, unit: unitOf(versionOn(metric, Infinity).measure) };
  };
  return {
    totals: totals.map(({ metricNumber, cadence, numbers, difference }) => {
      const { id, unit } = metricOf(metricNumber);
      return { metric: id, unit: unit.type, cadence, numbers, difference: amountOf(difference, unit) };
    }),
    numbers: changes.map(({ metricNumber, memberNumber, cadence, startsOn, before, after }) => {
      const { id, unit } = metricOf(metricNumber);
      const { calendar } = settings.company;
      return {
        metric: id,
        member: members.get(memberNumber) ?? `#${memberNumber}`,
        period: periodJson(periodContaining(cadence, startsOn, calendar), calendar),
        before: amountOf(before, unit),
        after: amountOf(after, unit),
        difference: amountOf(after - before, unit),
      };
    }),
  };
};
