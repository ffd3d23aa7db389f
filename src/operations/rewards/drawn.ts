import { hash } from "node:crypto";
import { canonicalJson, type Json } from "../../domain/canonical-json.ts";
import type { Settings } from "../../domain/company.ts";
import type { Period } from "../../domain/period.ts";
import { rewardLineText } from "../../domain/rewards/reward-line.ts";
import { within } from "../../domain/within.ts";
import type { DrawnStatement, NewRewardLine } from "../../store/reward-statements.ts";
import type { EarnedLine } from "./earned-lines.ts";

/** The statements of a period as its lines make them: one for each member and currency, in the order of the members. */
export const drawnFrom = ({ members }: Settings, period: Period, lines: readonly EarnedLine[]): readonly DrawnStatement[] => {
  const numbers = new Map(members.map(({ id, number }) => [id, number]));
  const statements = new Map<string, DrawnStatement & { readonly lines: NewRewardLine[] }>();
  for (const { reward, earner, line, paidMinor, shares, recordsOf } of lines) {
    const content = rewardLineText(line);
    for (const { member, amountMinor } of shares) {
      const memberNumber = numbers.get(member) ?? 0;
      const { cadence, startsOn, endsBefore } = period;
      const place = { memberNumber, cadence, startsOn, endsBefore, currency: line.currency };
      within(statements, `${memberNumber} ${line.currency}`, () => ({ ...place, lines: [] })).lines.push({
        rewardNumber: reward.number,
        teamNumber: earner.type === "team" ? earner.team.number : null,
        content,
        fingerprint: hash("sha256", content, "hex"),
        lineMinor: line.amountMinor,
        paidMinor,
        amountMinor,
        records: recordsOf(memberNumber),
      });
    }
  }
  return [...statements.values()].toSorted((a, b) => a.memberNumber - b.memberNumber);
};

/** Of whom and for what a statement is, as far as one period and cadence goes. */
export const drawnKey = ({ memberNumber, currency }: Pick<DrawnStatement, "memberNumber" | "currency">): string =>
  `${memberNumber} ${currency}`;

/** A line without its records, which are read from the log: what of it can be compared quickly. */
const comparable = ({ rewardNumber, teamNumber, content, paidMinor, amountMinor }: NewRewardLine): Json => {
  const { behind, ...rest } = JSON.parse(content) as { readonly [field: string]: Json }; // written by rewardLineJson
  const one = typeof behind === "object" && behind !== null && "source" in behind ? behind : null;
  return { rewardNumber, teamNumber, rest, one, paid: String(paidMinor), amount: String(amountMinor) };
};

/** Whether lines say the same, whatever the order, but for the records behind them. */
export const sayTheSame = (one: readonly NewRewardLine[], other: readonly NewRewardLine[]): boolean => {
  const told = (lines: readonly NewRewardLine[]): string =>
    lines
      .map((line) => canonicalJson(comparable(line)))
      .toSorted()
      .join("\n");
  return told(one) === told(other);
};
