import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isoInstant, parseInstant } from "../instant.ts";
import { sentence } from "../refusal.ts";
import { mondayToFriday, WHOLE_DAY } from "../working-days.ts";
import { weekdayOf } from "../day.ts";
import { dueAt, urgencyOf, type Urgency } from "./due.ts";
import { route, unsuggested, unsuggestedWords, type Candidate } from "./routing.ts";
import { actOn, holderOf, isLate, suggestionActs, suggestionState, type Suggestion, type SuggestionAct } from "./suggestion.ts";

const at = (text: string): bigint => {
  const instant = parseInstant(text, "");
  if (!instant.ok) throw new Error(text);
  return instant.value;
};
const weekdays = { zone: "Asia/Seoul", workedOn: (day: number) => mondayToFriday[weekdayOf(day) - 1] ?? 0 };

describe("due in the rep's working time", () => {
  // 2026-03-06 is a Friday.
  test.each([
    ["2026-03-06T10:00:00+09:00", "hour", "2026-03-06T02:00:00Z"],
    ["2026-03-06T17:30:00+09:00", "hour", "2026-03-09T00:30:00Z"],
    ["2026-03-06T22:00:00+09:00", "hour", "2026-03-09T01:00:00Z"],
    ["2026-03-06T06:00:00+09:00", "hour", "2026-03-06T01:00:00Z"],
    ["2026-03-06T10:00:00+09:00", "day", "2026-03-09T01:00:00Z"],
    ["2026-03-07T12:00:00+09:00", "day", "2026-03-09T09:00:00Z"],
    ["2026-03-06T09:00:00+09:00", "days", "2026-03-10T09:00:00Z"],
  ] as const)("what came at %s and has one %s is due at %s", (came, urgency: Urgency, due) => {
    const found = dueAt(at(came), urgency, weekdays);
    expect(found === null ? null : isoInstant(found)).toBe(due);
  });
  test("who asks waits an hour, who writes of the topic a day, who likes some days", () => {
    expect([urgencyOf.click, urgencyOf.mention, urgencyOf.like]).toEqual(["hour", "day", "days"]);
  });
  test("half a day is its morning, a clock that changes is read right, and who never works has nothing due", () => {
    const halves = { zone: "Asia/Seoul", workedOn: () => WHOLE_DAY / 2 };
    expect(isoInstant(dueAt(at("2026-03-06T13:00:00+09:00"), "hour", halves) ?? 0n)).toBe("2026-03-07T00:30:00Z");
    // In New York the clocks go forward on 2026-03-08.
    const american = { zone: "America/New_York", workedOn: () => WHOLE_DAY };
    expect(isoInstant(dueAt(at("2026-03-07T17:30:00-05:00"), "hour", american) ?? 0n)).toBe("2026-03-08T13:30:00Z");
    expect(dueAt(at("2026-03-06T13:00:00+09:00"), "hour", { zone: "Asia/Seoul", workedOn: () => 0 })).toBeNull();
  });
});

describe("routing", () => {
  const rep = (memberNumber: number, differs: Partial<Candidate> = {}): Candidate => ({
    memberNumber,
    isThere: true,
    open: 0,
    givenToday: 0,
    lastGivenAt: null,
    ...differs,
  });
  const cap = { dailyCap: 10 };
  test("a prospect's owner has it, however much they have open, and nobody else while they are away or had their fill", () => {
    expect(route(2, [rep(1), rep(2, { open: 9 })], cap)).toEqual({ to: 2, by: "owner" });
    expect(route(2, [rep(1), rep(2, { isThere: false })], cap)).toEqual({ to: null, because: "owner-away" });
    expect(route(3, [rep(1)], cap)).toEqual({ to: null, because: "owner-away" });
    expect(route(2, [rep(1), rep(2, { givenToday: 10 })], cap)).toEqual({ to: null, because: "daily-cap" });
  });
  test("of the team it is whoever has least open, then who waited longest, then the number", () => {
    expect(route(null, [rep(1, { open: 2 }), rep(2, { open: 1 })], cap)).toEqual({ to: 2, by: "turn" });
    expect(route(null, [rep(1, { lastGivenAt: 5n }), rep(2, { lastGivenAt: 4n })], cap)).toMatchObject({ to: 2 });
    expect(route(null, [rep(1, { lastGivenAt: 5n }), rep(2)], cap)).toMatchObject({ to: 2 });
    expect(route(null, [rep(2), rep(1)], cap)).toMatchObject({ to: 1 });
  });
  test("who is away or had the daily cap is passed over, and when all are it waits", () => {
    expect(route(null, [rep(1, { isThere: false }), rep(2, { open: 5 })], cap)).toMatchObject({ to: 2 });
    expect(route(null, [rep(1, { givenToday: 10 })], cap)).toEqual({ to: null, because: "daily-cap" });
    expect(route(null, [rep(1, { isThere: false })], cap)).toEqual({ to: null, because: "nobody-there" });
  });
  test("given one after the other, a team's loads never differ by more than one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 60 }), (reps, signals) => {
        const team = Array.from({ length: reps }, (_, number) => rep(number));
        for (let signal = 0; signal < signals; signal += 1) {
          const { to } = route(null, team, { dailyCap: 1_000 });
          const chosen = team.findIndex(({ memberNumber }) => memberNumber === to);
          team[chosen] = { ...rep(chosen), open: (team[chosen]?.open ?? 0) + 1, lastGivenAt: BigInt(signal) };
        }
        const loads = team.map(({ open }) => open);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      }),
    );
  });
  test("a signal makes no suggestion for who opted out, beside an open one, shortly after a contact, and where it is held out", () => {
    const now = at("2026-03-06T10:00:00+09:00");
    const rules = { coolDownDays: 7, heldOut: 0.1 };
    const plain = { isOptedOut: false, hasOpen: false, lastContactAt: null, draw: 0.5 };
    const day = 86_400_000_000n;
    expect(unsuggested(plain, rules, now)).toBeUndefined();
    expect(unsuggested({ ...plain, isOptedOut: true, hasOpen: true }, rules, now)).toBe("opted-out");
    expect(unsuggested({ ...plain, hasOpen: true }, rules, now)).toBe("open");
    expect(unsuggested({ ...plain, lastContactAt: now - 7n * day + 1n }, rules, now)).toBe("cool-down");
    expect(unsuggested({ ...plain, lastContactAt: now - 7n * day }, rules, now)).toBeUndefined();
    expect(unsuggested({ ...plain, draw: 0.0999 }, rules, now)).toBe("held-out");
    expect(unsuggested({ ...plain, draw: 0.1 }, rules, now)).toBeUndefined();
    expect(unsuggested({ ...plain, draw: 0 }, { ...rules, heldOut: 0 }, now)).toBeUndefined();
    expect(unsuggestedWords[unsuggested({ ...plain, hasOpen: true }, rules, now) ?? "held-out"].ko).toContain("이미 열려 있는 추천 연락");
  });
});

describe("a suggestion", () => {
  const open: Suggestion = { number: 1, givenTo: null, dueAt: 500n, expiresAt: 1_000n, acts: [] };
  const act = (kind: SuggestionAct["act"], by: number | null, when = 100n, said = ""): SuggestionAct => ({ act: kind, by, at: when, said });
  const nameOf = (number: number) => `member ${number}`;
  const done = (suggestion: Suggestion, ...acts: readonly SuggestionAct[]): Suggestion => {
    let now = suggestion;
    for (const each of acts) {
      const outcome = actOn(now, each, nameOf);
      if (!outcome.ok) throw new Error(sentence(outcome.refusals[0], "en"));
      now = outcome.value;
    }
    return now;
  };
  const refusedWith = (suggestion: Suggestion, each: SuggestionAct) => {
    const outcome = actOn(suggestion, each, nameOf);
    return outcome.ok ? "accepted" : outcome.refusals[0].code;
  };

  test("two claim it at once: one has it, and the other hears who", () => {
    const claimed = done(open, act("claim", 1));
    expect([suggestionState(claimed), holderOf(claimed)]).toEqual(["claimed", 1]);
    const other = actOn(claimed, act("claim", 2), nameOf);
    expect(other.ok ? "" : sentence(other.refusals[0], "en")).toBe(
      "member 1 has this suggestion. Two people never hold the same prospect.",
    );
    expect(actOn(claimed, act("claim", 1, 200n), nameOf)).toEqual({ ok: true, value: claimed });
  });
  test("one that was given to somebody is theirs until they give it back, with a reason", () => {
    const given = { ...open, givenTo: 1 };
    expect(refusedWith(given, act("claim", 2))).toBe("suggestion-held");
    expect(refusedWith(given, act("release", 1))).toBe("required");
    expect(suggestionState(done(given, act("release", 1, 100n, "on leave"), act("claim", 2)))).toBe("claimed");
  });
  test("it is contacted, or dismissed for a reason, and stays so but for whoever takes the dismissal back", () => {
    expect(suggestionState(done(open, act("contact", 1)))).toBe("contacted");
    expect(refusedWith(open, act("dismissal", 1))).toBe("required");
    const dismissed = done(open, act("dismissal", 1, 100n, "a competitor"));
    expect(suggestionState(done(open, act("dismissal", 1, 100n, "a competitor"), act("restoration", 1, 200n)))).toBe("claimed");
    expect(refusedWith(dismissed, act("restoration", 2, 200n))).toBe("suggestion-done");
    for (const kind of suggestionActs.filter((each) => each !== "restoration"))
      expect(refusedWith(dismissed, act(kind, 1, 200n, "x"))).toBe("suggestion-done");
  });
  test("when its time is over nobody takes it any more, and not before it expires", () => {
    expect(refusedWith(open, act("expiry", null, 999n))).toBe("suggestion-early");
    expect(refusedWith(open, act("claim", 1, 1_000n))).toBe("suggestion-over");
    expect(suggestionState(done(open, act("claim", 1), act("expiry", null, 1_000n)))).toBe("expired");
  });
  test("it is late once its time to answer is gone and nobody has", () => {
    expect([isLate(open, 500n), isLate(open, 501n)]).toEqual([false, true]);
    expect(isLate(done(open, act("contact", 1)), 501n)).toBe(false);
  });
  test("whatever is tried in whatever order, nobody acts on what another holds, and what is done stays done", () => {
    const tried = fc.record({
      act: fc.constantFrom(...suggestionActs),
      by: fc.constantFrom(1, 2, 3),
      said: fc.constantFrom("", "why"),
      step: fc.bigInt(0n, 300n),
    });
    fc.assert(
      fc.property(fc.constantFrom(null, 1, 2), fc.array(tried, { maxLength: 12 }), (givenTo, attempts) => {
        let now: Suggestion = { ...open, givenTo };
        let clock = 0n;
        for (const { act: kind, by, said, step } of attempts) {
          clock += step;
          const before = now;
          const holder = holderOf(before);
          const outcome = actOn(before, { act: kind, by: kind === "expiry" ? null : by, at: clock, said }, nameOf);
          if (!outcome.ok) continue;
          expect(kind === "restoration" ? ["dismissed"] : ["open", "claimed"]).toContain(suggestionState(before));
          if (kind !== "expiry") expect([null, by]).toContain(holder);
          expect(clock >= before.expiresAt).toBe(kind === "expiry");
          now = outcome.value;
        }
      }),
    );
  });
});
