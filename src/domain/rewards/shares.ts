import { apportion } from "../apportion.ts";
import { divided } from "../shares.ts";

/** Who shares and how much of it is theirs: credits, working days, or 1 of everybody alike. */
export type Participant = { readonly member: string; readonly weight: bigint };

/** What of a line is whose; the parts add up to it. */
export type Share = { readonly member: string; readonly amountMinor: bigint };

/**
 * A line in shares by weight, to the smallest unit by the largest remainder, of equal ones to the first. Whoever has no weight has nothing;
 * where nobody has any, all have alike. Without participants there is nobody to have it.
 */
export const sharesOf = (amountMinor: bigint, participants: readonly Participant[]): readonly Share[] => {
  const weighing = participants.filter(({ weight }) => weight > 0n);
  const among = weighing.length > 0 ? weighing : participants.map(({ member }) => ({ member, weight: 1n }));
  const parts = divided(
    amountMinor,
    among.map(({ weight }) => weight),
  );
  const amountOf = new Map(among.map(({ member }, index) => [member, parts[index] ?? 0n]));
  return participants.map(({ member }) => ({ member, amountMinor: amountOf.get(member) ?? 0n }));
};

/**
 * The lines of a period within its budget: as they are where they fit, else all shrunk alike so that they add up to the budget to the
 * smallest unit. A line that takes back stays as it is, and makes room for the others.
 */
export const withinBudget = (amounts: readonly bigint[], mostMinor: bigint): readonly bigint[] => {
  const sum = (all: readonly bigint[]): bigint => all.reduce((total, each) => total + each, 0n);
  if (sum(amounts) <= mostMinor) return amounts;
  const room = mostMinor - sum(amounts.filter((each) => each < 0n));
  const gains = apportion(
    room,
    amounts.map((each) => (each > 0n ? each : 0n)),
    1n,
  );
  return amounts.map((each, index) => (each < 0n ? each : (gains[index] ?? 0n)));
};
