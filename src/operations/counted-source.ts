import type { DayCredit, MemberCredits } from "../domain/member-credits.ts";
import type { Member } from "../domain/member.ts";
import { isWithin, spanKey } from "../domain/day.ts";
import { provenances } from "../domain/metric.ts";
import { within } from "../domain/within.ts";
import type { CreditsSource, Reading } from "./attainment-of.ts";

type ByDay = Map<number, Map<number, DayCredit[]>>;

/** What was counted within the period, by metric and provenance and there by member number. */
const columnsOf = (credits: readonly DayCredit[], metricNumbers: readonly number[], members: number): Map<number, BigInt64Array[]> => {
  const columns = new Map(metricNumbers.map((metric) => [metric, provenances.map(() => new BigInt64Array(members))]));
  for (const { metricNumber, memberNumber, provenance, amount } of credits) {
    const column = columns.get(metricNumber)?.[provenances.indexOf(provenance)];
    if (column !== undefined) column[memberNumber] = (column[memberNumber] ?? 0n) + amount;
  }
  return columns;
};

const joined = (
  own: ReadonlyMap<number, MemberCredits>,
  rest: ReadonlyMap<number, MemberCredits> | null,
): ReadonlyMap<number, MemberCredits> => new Map([...(rest ?? []), ...own]);

/**
 * The credits of some metrics as they were counted from the log, those of all others from elsewhere. The counted ones stand on the first days
 * of their periods, of members whose days are asked on their own.
 */
export const countedSource = (
  counted: { readonly metricNumbers: ReadonlySet<number>; readonly credits: readonly DayCredit[] },
  others: CreditsSource,
): CreditsSource => {
  const split = (reading: Reading): { readonly own: readonly number[]; readonly rest: Reading } => ({
    own: reading.metricNumbers.filter((metric) => counted.metricNumbers.has(metric)),
    rest: { ...reading, metricNumbers: reading.metricNumbers.filter((metric) => !counted.metricNumbers.has(metric)) },
  });
  const byPeriod = new Map<string, readonly DayCredit[]>();
  const ownIn = ({ period }: Reading): readonly DayCredit[] =>
    within(byPeriod, spanKey(period), () => counted.credits.filter(({ localDay }) => isWithin(period, localDay)));
  return {
    ofAll: async (reading) => {
      const { own, rest } = split(reading);
      const most = reading.settings.members.reduce((last, { number }) => Math.max(last, number), 0) + 1;
      return joined(columnsOf(ownIn(reading), own, most), rest.metricNumbers.length === 0 ? null : await others.ofAll(rest));
    },
    ofMember: async (member: Member, reading) => {
      const { own, rest } = split(reading);
      const credits = ownIn(reading).filter(({ memberNumber }) => memberNumber === member.number);
      return joined(
        columnsOf(credits, own, member.number + 1),
        rest.metricNumbers.length === 0 ? null : await others.ofMember(member, rest),
      );
    },
    ofMoved: async (moved, reading) => {
      const { own, rest } = split(reading);
      const byMetric: ByDay = new Map();
      const numbers = new Set(moved.map(({ number }) => number));
      for (const credit of own.length === 0 ? [] : ownIn(reading)) {
        if (!numbers.has(credit.memberNumber)) continue;
        within(
          within(byMetric, credit.metricNumber, () => new Map<number, DayCredit[]>()),
          credit.memberNumber,
          () => [],
        ).push(credit);
      }
      const restByDay = rest.metricNumbers.length === 0 ? [] : await others.ofMoved(moved, rest);
      return new Map([...restByDay, ...byMetric]);
    },
  };
};
