import fc from "fast-check";
import { expect, test } from "vitest";
import { aRewardVersion, rate, tiersFrom } from "../../../tests/reward-samples.ts";
import { sentence } from "../refusal.ts";
import { correctionOf, dueOf, entered, standingOf, type LedgerCause, type LedgerEntry, type NewEntry } from "./ledger.ts";
import { rewardLine, rewardLineText, type RewardLine } from "./reward-line.ts";

const CALL = 10_000n;
const period = { startsOn: 20_513, endsBefore: 20_544 };
const by: LedgerCause = { type: "person", by: "jung", reason: "agreed" };
const same = { member: "raj", reward: "calls-bonus", period, currency: "KRW", cause: by };
const advance = (amountMinor: bigint): NewEntry => ({ ...same, type: "advance", amountMinor, advancedOn: 20_520 });
const earn = (amountMinor: bigint): NewEntry => ({ ...same, type: "earn", amountMinor, earnedOn: 20_544 });
const reverse = (reverses: number, amountMinor: bigint): NewEntry => ({
  ...same,
  type: "reverse",
  amountMinor,
  reversedOn: 20_550,
  reverses,
});
const adjust = (amountMinor: bigint): NewEntry => ({ ...same, type: "adjust", amountMinor, adjustedOn: 20_550, adjusts: null });

const ledgerOf = (...entries: readonly NewEntry[]): readonly LedgerEntry[] =>
  entries.reduce<readonly LedgerEntry[]>((ledger, entry) => {
    const next = entered(ledger, entry);
    if (!next.ok) throw new Error(sentence(next.refusals[0], "en"));
    return next.value;
  }, []);

const refusedWith = (ledger: readonly LedgerEntry[], entry: NewEntry): readonly string[] => {
  const outcome = entered(ledger, entry);
  return outcome.ok ? [] : outcome.refusals.flatMap((refusal) => [refusal.code, sentence(refusal, "en"), sentence(refusal, "ko")]);
};

test("what is earned stands first for what was advanced", () => {
  const ledger = ledgerOf(advance(100n), earn(60n));
  expect(standingOf(ledger)).toEqual({ earnedMinor: 60n, outstandingMinor: 40n, payableMinor: 100n });
  expect(dueOf(ledger, 100n)).toEqual({ dueMinor: 0n, carriedMinor: 0n });
  expect(dueOf(ledgerOf(advance(100n), earn(60n), earn(100n)), 100n)).toEqual({ dueMinor: 60n, carriedMinor: 0n });
  expect(dueOf(ledgerOf(advance(100n), earn(250n), advance(50n)), 250n)).toEqual({ dueMinor: 50n, carriedMinor: 0n });
});

test("what is reversed after it was paid is taken from what comes next, and never asked back", () => {
  const ledger = ledgerOf(earn(100n), reverse(1, 30n));
  expect(dueOf(ledger, 100n)).toEqual({ dueMinor: 0n, carriedMinor: 30n });
  expect(dueOf(ledgerOf(earn(100n), reverse(1, 30n), earn(50n)), 100n)).toEqual({ dueMinor: 20n, carriedMinor: 0n });
  expect(dueOf(ledgerOf(earn(100n), adjust(-30n), adjust(5n)), 0n)).toEqual({ dueMinor: 75n, carriedMinor: 0n });
});

test("what cannot be entered is refused with what would be right", () => {
  const ledger = ledgerOf(earn(100n), reverse(1, 30n), advance(5n));
  for (const entry of [advance(0n), advance(-1n), reverse(1, 0n), adjust(0n), earn(0n)])
    expect(refusedWith(ledger, entry)[0]).toBe("reward-entry-amount");
  expect(refusedWith(ledger, { ...earn(1n), currency: "USD" })[0]).toBe("reward-entry-currency");
  for (const entry of [reverse(2, 1n), reverse(3, 1n), reverse(9, 1n), { ...reverse(1, 1n), reward: "other" }])
    expect(refusedWith(ledger, entry)[0]).toBe("reward-entry-unknown");
  expect(refusedWith(ledger, reverse(1, 71n))).toEqual([
    "reward-entry-left",
    "Of entry 1 70 KRW is left, so 71 KRW cannot be reversed. Reverse 70 KRW at most.",
    "원장 1번에서 남은 금액은 70 KRW이므로 71 KRW을(를) 취소할 수 없습니다. 70 KRW까지 취소할 수 있습니다.",
  ]);
  expect(refusedWith(ledger, earn(-5n))).toEqual([]);
});

/** ₩5,000 for each call above 150. */
const lineOf = (calls: number): RewardLine =>
  rewardLine(
    "calls-bonus",
    aRewardVersion({
      basis: { type: "surplus", plan: "monthly", metric: "calls" },
      unit: { type: "count" },
      tiers: tiersFrom([0n, rate(5000n, CALL)]),
    }),
    {
      period,
      before: { credited: 0n, target: 0n },
      after: { credited: BigInt(calls) * CALL, target: 150n * CALL },
      gate: null,
      behind: { records: calls, digest: String(calls) },
    },
  );
const earnedBy = (line: RewardLine): NewEntry => ({
  ...same,
  type: "earn",
  amountMinor: line.amountMinor,
  earnedOn: 20_544,
  cause: { type: "line", fingerprint: rewardLineText(line) },
});

test("whoever is above the quota earns, and an activity that is voided takes it back with a line that names it", () => {
  const ledger = ledgerOf(earnedBy(lineOf(162)));
  const call = { metric: "calls", source: "dialer", externalId: "c-12" };
  const cause = { type: "records", changed: [{ ...call, became: "voided", credited: 0n }] } as const;
  const reversal = correctionOf({ entries: ledger, of: same, nowMinor: lineOf(161).amountMinor, on: 20_550, cause });
  expect(reversal).toEqual({ ...same, type: "reverse", amountMinor: 5_000n, reversedOn: 20_550, reverses: 1, cause });
  const after = ledgerOf(earnedBy(lineOf(162)), ...(reversal === null ? [] : [reversal]));
  expect(standingOf(after)).toMatchObject({ earnedMinor: 55_000n });
  expect(after[0]).toEqual(ledger[0]);
  // Restored, it is given again; what was corrected is not corrected twice.
  const restored = { type: "records", changed: [{ ...call, became: "added", credited: CALL }] } as const;
  expect(correctionOf({ entries: after, of: same, nowMinor: lineOf(161).amountMinor, on: 20_551, cause })).toBeNull();
  expect(correctionOf({ entries: after, of: same, nowMinor: lineOf(162).amountMinor, on: 20_551, cause: restored })).toMatchObject({
    type: "adjust",
    amountMinor: 5_000n,
    adjusts: 1,
    cause: restored,
  });
});

test("a line that is no more is reversed whole, and below the quota nothing was earned", () => {
  const cause = { type: "settings", version: 12n } as const;
  expect(correctionOf({ entries: ledgerOf(earnedBy(lineOf(162))), of: same, nowMinor: 0n, on: 20_550, cause })).toMatchObject({
    type: "reverse",
    amountMinor: 60_000n,
    cause,
  });
  expect(lineOf(149).amountMinor).toBe(0n);
});

test("where nothing was earned what comes late is an adjustment, and what a person entered is not taken back", () => {
  const cause = { type: "settings", version: 12n } as const;
  expect(correctionOf({ entries: [], of: same, nowMinor: 5_000n, on: 20_550, cause })).toEqual({
    ...same,
    type: "adjust",
    amountMinor: 5_000n,
    adjustedOn: 20_550,
    adjusts: null,
    cause,
  });
  const entries = ledgerOf(earnedBy(lineOf(162)), { ...adjust(7n), cause: by });
  expect(correctionOf({ entries, of: same, nowMinor: 60_000n, on: 20_550, cause })).toBeNull();
});

test("however often a line is corrected, what stands is what it comes to, and nothing entered is refused", () =>
  fc.assert(
    fc.property(fc.integer({ min: 151, max: 200 }), fc.array(fc.integer({ min: 100, max: 250 }), { maxLength: 12 }), (first, later) => {
      let ledger = ledgerOf(earnedBy(lineOf(first)));
      for (const calls of later) {
        const correction = correctionOf({
          entries: ledger,
          of: same,
          nowMinor: lineOf(calls).amountMinor,
          on: 20_560,
          cause: { type: "settings", version: 1n },
        });
        if (correction !== null) {
          const next = entered(ledger, correction);
          if (!next.ok) throw new Error(sentence(next.refusals[0], "en"));
          ledger = next.value;
        }
        expect(standingOf(ledger).earnedMinor).toBe(lineOf(calls).amountMinor);
      }
    }),
  ));

test("paid as it falls due, what was paid less what is carried is what is earned and what is advanced", () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom("advance", "earn", "adjust"), fc.bigInt({ min: -50n, max: 100n })), { maxLength: 20 }),
      (steps) => {
        let ledger: readonly LedgerEntry[] = [];
        let paid = 0n;
        for (const [type, size] of steps) {
          const next = entered(ledger, type === "advance" ? advance(size) : type === "earn" ? earn(size) : adjust(size));
          if (!next.ok) continue;
          ledger = next.value;
          const { dueMinor, carriedMinor } = dueOf(ledger, paid);
          paid += dueMinor;
          const { earnedMinor, outstandingMinor } = standingOf(ledger);
          expect(paid - carriedMinor).toBe(earnedMinor + outstandingMinor);
          expect(dueOf(ledger, paid).dueMinor).toBe(0n);
        }
      },
    ),
  ));
