import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allOf, anAudience, anyOf, aMember, aPlan, aQuota, aTeam, metricsNamed, fullTime } from "../../tests/company-samples.ts";
import { askedQuotas, type Ask, type AskedQuota, type AskedRequirement, type DerivationStep } from "./ask.ts";
import { askedOn, plansInForce } from "./asked.ts";
import { CREDIT_PER_COUNT } from "./credit.ts";
import { daysIn, isoDay, parseDay, type Day, type Span } from "./day.ts";
import { fraction, type Fraction } from "./fraction.ts";
import { heldOn, type Member } from "./member.ts";
import { defaultCalendar } from "./period.ts";
import type { Plan, Requirement } from "./plan.ts";
import { teamTree } from "./team-tree.ts";

const day = (text: string): Day => {
  const read = parseDay(text, "");
  if (!read.ok) throw new Error(text);
  return read.value;
};

const metrics = metricsNamed("calls", "emails", "contacts");
const teams = [aTeam("sales"), aTeam("seoul", "sales"), aTeam("busan", "sales"), aTeam("support")];
const tree = teamTree(teams);
const march: Span = { startsOn: day("2026-03-01"), endsBefore: day("2026-04-01") };

const asking = (plans: readonly Plan[], on: Day): ((member: Member) => readonly Ask[]) => {
  const asked = askedOn(on, { inForce: plansInForce(plans, on, defaultCalendar), metrics, tree, working: fullTime });
  return (member) => asked(member)?.asks ?? [];
};
const asksOf = (member: Member, plans: readonly Plan[], on: Day): readonly Ask[] => asking(plans, on)(member);

const spanText = ({ startsOn, endsBefore }: Span): string => `${isoDay(startsOn).slice(8)}-${isoDay(endsBefore - 1).slice(8)}`;
const count = (credit: bigint): string => String(Number(credit) / Number(CREDIT_PER_COUNT));

const exactText = ({ done, of }: Fraction): string => {
  const { done: above, of: below } = fraction(done, BigInt(of) * CREDIT_PER_COUNT);
  return `${above}/${below}`;
};

const stepText = (step: DerivationStep): string => {
  if (step.step === "base") return `base ${count(step.value)}`;
  if (step.step === "replaced") return `replaced ${step.plan}`;
  if (step.step === "rounding") return `of ${exactText(step.exact)}`;
  if (step.step !== "part" && step.step !== "employed") return step.step;
  const days = `${spanText(step.span)} ${step.days}/${step.ofDays}`;
  return step.step === "employed" ? `employed ${days}` : `${step.plan} ${step.team} ${days} of ${count(step.base)} = ${count(step.value)}`;
};
const quotaText = ({ metric, target, derivation, ownDays, teams: split }: AskedQuota): string => {
  const own = ownDays === null ? "" : ` on ${ownDays.map(spanText).join(" ")}`;
  const parts = split === null ? "" : ` {${split.map((part) => `${part.team} ${part.days} ${count(part.target)}`).join(", ")}}`;
  return `${metric.id} ${count(target)}${own} (${derivation.map(stepText).join("; ")})${parts}`;
};
const text = (asked: AskedRequirement): string =>
  asked.type === "quota" ? quotaText(asked) : `${asked.type}[${asked.parts.map(text).join(", ")}]`;
const shown = (asks: readonly Ask[]): readonly string[] => asks.map((ask) => `${ask.plan.id}: ${text(ask.requirement)}`);

const ofTeam = (id: string, number: number, require: Requirement): Plan =>
  aPlan({ id, number, audience: anAudience({ team: id }), require });
const ofPhase = (id: string, number: number, require: Requirement): Plan =>
  aPlan({ id, number, audience: anAudience({ phase: id }), require });

const always = (value: string | null): Member["team"] => [{ value, from: -Infinity }];
const moving = (...stays: readonly (readonly [team: string, from: string])[]): Member["team"] =>
  stays.map(([value, from]) => ({ value, from: from === "" ? -Infinity : day(from) }));
const mover = aMember({ id: "mo", team: moving(["seoul", ""], ["busan", "2026-03-16"]) });
const [before, after] = [day("2026-03-10"), day("2026-03-20")];

describe("a member who changes team within the period", () => {
  test("is asked what both teams ask once, for the whole period: the sum of each target for its days", () => {
    const plans = [ofTeam("seoul", 1, aQuota("calls", 150)), ofTeam("busan", 2, aQuota("calls", 100))];
    // 150 × 15/31 + 100 × 16/31 = 3,850/31 = 124.19…
    const asked =
      "calls 124 (seoul seoul 01-15 15/31 of 150 = 72; busan busan 16-31 16/31 of 100 = 52; of 3850/31) {seoul 15 72, busan 16 52}";
    expect(shown(asksOf(mover, plans, before))).toEqual([`seoul: ${asked}`]);
    expect(shown(asksOf(mover, plans, after))).toEqual([`busan: ${asked}`]);
  });

  test("is asked by one plan for both as before, and the teams share it", () => {
    const plans = [ofTeam("sales", 1, aQuota("calls", 100))];
    expect(shown(asksOf(mover, plans, after))).toEqual(["sales: calls 100 (base 100) {seoul 15 48, busan 16 52}"]);
  });

  test("is asked what one team alone asks on its days alone", () => {
    const plans = [ofTeam("seoul", 1, aQuota("calls", 150)), ofTeam("busan", 2, aQuota("emails", 30))];
    const asked = [
      "seoul: calls 73 on 01-15 (seoul seoul 01-15 15/31 of 150 = 73; of 2250/31) {seoul 15 73}",
      "busan: emails 15 on 16-31 (busan busan 16-31 16/31 of 30 = 15; of 480/31) {busan 16 15}",
    ];
    expect(shown(asksOf(mover, plans, before))).toEqual(asked);
    expect(shown(asksOf(mover, plans, after))).toEqual(asked);
  });

  test("has one row for each plan: what goes together stands with the plan of the day asked about", () => {
    const plans = [
      ofTeam("seoul", 1, allOf(aQuota("calls", 150), aQuota("emails", 31))),
      ofTeam("busan", 2, allOf(aQuota("contacts", 31), aQuota("calls", 100))),
    ];
    const calls =
      "calls 124 (seoul seoul 01-15 15/31 of 150 = 72; busan busan 16-31 16/31 of 100 = 52; of 3850/31) {seoul 15 72, busan 16 52}";
    const emails = "emails 15 on 01-15 (seoul seoul 01-15 15/31 of 31 = 15) {seoul 15 15}";
    const contacts = "contacts 16 on 16-31 (busan busan 16-31 16/31 of 31 = 16) {busan 16 16}";
    expect(shown(asksOf(mover, plans, before))).toEqual([`seoul: allOf[${calls}, ${emails}]`, `busan: allOf[${contacts}]`]);
    expect(shown(asksOf(mover, plans, after))).toEqual([`seoul: allOf[${emails}]`, `busan: allOf[${contacts}, ${calls}]`]);
  });

  test("who comes back has the days of both stays", () => {
    const back = aMember({ id: "back", team: moving(["seoul", ""], ["support", "2026-03-11"], ["seoul", "2026-03-21"]) });
    const plans = [ofTeam("seoul", 1, aQuota("calls", 31))];
    expect(shown(asksOf(back, plans, after))).toEqual([
      "seoul: calls 21 on 01-10 21-31 (seoul seoul 01-10 10/31 of 31 = 10; seoul seoul 21-31 11/31 of 31 = 11) {seoul 21 21}",
    ]);
  });

  test("what neither asks all the time stays apart, also when both ask the same", () => {
    const twice = aMember({ id: "twice", team: moving(["seoul", ""], ["support", "2026-03-11"], ["busan", "2026-03-21"]) });
    const plans = [ofTeam("seoul", 1, aQuota("calls", 31)), ofTeam("busan", 2, aQuota("calls", 62))];
    expect(shown(asksOf(twice, plans, before))).toEqual([
      "seoul: calls 10 on 01-10 (seoul seoul 01-10 10/31 of 31 = 10) {seoul 10 10}",
      "busan: calls 22 on 21-31 (busan busan 21-31 11/31 of 62 = 22) {busan 11 22}",
    ]);
  });

  test("a target that is rounded to nothing is excused by being 0", () => {
    const late = aMember({ id: "late", team: moving(["seoul", ""], ["busan", "2026-03-31"]) });
    expect(shown(asksOf(late, [ofTeam("busan", 1, aQuota("calls", 10))], after))).toEqual([
      "busan: calls 0 on 31-31 (busan busan 31-31 1/31 of 10 = 0; of 10/31) {busan 1 0}",
    ]);
  });

  test("rounding is half up, once, and to the decimals of the targets", () => {
    const half = aMember({ id: "half", team: moving(["seoul", ""], ["busan", "2026-02-15"]) });
    const february = (require: Requirement): string => shown(asksOf(half, [ofTeam("seoul", 1, require)], day("2026-02-20"))).join();
    expect(february(aQuota("calls", 5))).toContain("calls 3 on");
    expect(february({ type: "quota", metric: "calls", target: 55_000n })).toContain("calls 2.8 on");
  });

  test("without a change inside of the period nothing is split", () => {
    const plans = [ofTeam("sales", 1, aQuota("calls", 100))];
    const asked = askedOn(before, { inForce: plansInForce(plans, before, defaultCalendar), metrics, tree, working: fullTime });
    const settled = aMember({ id: "settled", team: "seoul" });
    const earlier = aMember({ id: "earlier", team: moving(["busan", ""], ["seoul", "2026-03-01"]) });
    const later = aMember({ id: "later", team: moving(["seoul", ""], ["busan", "2026-04-01"]) });
    expect([asked(earlier), asked(later)]).toEqual([asked(settled), asked(settled)]);
    expect(asked(earlier)).toBe(asked(settled));
  });
});

describe("a member who changes phase within the period", () => {
  const growing = aMember({
    id: "growing",
    team: "seoul",
    phase: [
      { value: "probation", from: -Infinity },
      { value: "established", from: day("2026-03-11") },
    ],
  });

  test("is asked by the plan of each phase for its days, in one team", () => {
    const plans = [
      aPlan({ id: "everyone", number: 1, require: aQuota("calls", 100) }),
      ofPhase("probation", 2, allOf(aQuota("calls", 250), aQuota("contacts", 31))),
    ];
    expect(shown(asksOf(growing, plans, after))).toEqual([
      // 250 × 10/31 + 100 × 21/31 = 4,600/31 = 148.38…
      "everyone: calls 148 (probation seoul 01-10 10/31 of 250 = 80; replaced everyone; everyone seoul 11-31 21/31 of 100 = 68; of 4600/31)",
      "probation: allOf[contacts 10 on 01-10 (probation seoul 01-10 10/31 of 31 = 10)]",
    ]);
  });

  test("a choice is judged on its own days, since by itself it could be met by what is asked otherwise", () => {
    const plans = [
      ofPhase("probation", 1, anyOf(aQuota("calls", 250), aQuota("contacts", 50))),
      ofPhase("established", 2, aQuota("calls", 100)),
    ];
    expect(shown(asksOf(growing, plans, before))).toEqual([
      "probation: anyOf[calls 81 on 01-10 (probation seoul 01-10 10/31 of 250 = 81; of 2500/31), contacts 16 on 01-10 (probation seoul 01-10 10/31 of 50 = 16; of 500/31)]",
      "established: calls 68 on 11-31 (established seoul 11-31 21/31 of 100 = 68; of 2100/31)",
    ]);
  });

  test("the same choice of both is one choice, quota by quota", () => {
    const choice = (calls: number, contacts: number): Requirement => anyOf(aQuota("calls", calls), allOf(aQuota("contacts", contacts)));
    const plans = [ofPhase("probation", 1, choice(250, 50)), ofPhase("established", 2, choice(100, 20))];
    expect(shown(asksOf(growing, plans, after))).toEqual([
      "established: anyOf[calls 148 (probation seoul 01-10 10/31 of 250 = 80; established seoul 11-31 21/31 of 100 = 68; of 4600/31), " +
        "allOf[contacts 30 (probation seoul 01-10 10/31 of 50 = 16; established seoul 11-31 21/31 of 20 = 14; of 920/31)]]",
    ]);
  });

  test("phase and team may change on different days", () => {
    const both = aMember({ ...growing, id: "both", team: mover.team });
    const plans = [ofTeam("sales", 1, aQuota("calls", 100)), ofPhase("probation", 2, aQuota("calls", 250))];
    expect(shown(asksOf(both, plans, after))).toEqual([
      "sales: calls 148 (probation seoul 01-10 10/31 of 250 = 81; replaced sales; sales seoul 11-15 5/31 of 100 = 16; " +
        "sales busan 16-31 16/31 of 100 = 51; of 4600/31) {seoul 15 97, busan 16 51}",
    ]);
  });
});

describe("a member who joins or leaves within the period", () => {
  const plans = [ofTeam("sales", 1, aQuota("calls", 100))];
  test.each<[string, Partial<Member>, string]>([
    ["joined", { employedFrom: day("2026-03-10") }, "calls 100 (base 100; employed 10-31 22/31)"],
    ["leaves", { employedBefore: day("2026-03-21") }, "calls 100 (base 100; employed 01-20 20/31)"],
  ])("%s: the target stays, and the derivation tells the days", (_, employment, expected) => {
    expect(shown(asksOf(aMember({ id: "new", team: "seoul", ...employment }), plans, day("2026-03-12")))).toEqual([`sales: ${expected}`]);
  });

  test("and moves as well: the days of employment are those that are shared out", () => {
    const joined = aMember({ ...mover, employedFrom: day("2026-03-12") });
    const apart = [ofTeam("seoul", 1, aQuota("calls", 40)), ofTeam("busan", 2, aQuota("calls", 20))];
    expect(shown(asksOf(joined, apart, after))).toEqual([
      "busan: calls 24 (seoul seoul 12-15 4/20 of 40 = 8; busan busan 16-31 16/20 of 20 = 16; employed 12-31 20/31) {seoul 4 8, busan 16 16}",
    ]);
  });

  test("a team that was left before employment began has no part, but what was recorded then is its own", () => {
    const joined = aMember({ id: "joined", team: moving(["seoul", ""], ["busan", "2026-03-10"]), employedFrom: day("2026-03-10") });
    expect(shown(asksOf(joined, plans, after))).toEqual(["sales: calls 100 (base 100; employed 10-31 22/31) {seoul 0 0, busan 22 100}"]);
  });
});

describe("laws", () => {
  const dated = (values: readonly (string | null)[]) =>
    fc
      .array(fc.record({ value: fc.constantFrom(...values), from: fc.integer({ min: march.startsOn - 2, max: march.endsBefore + 1 }) }), {
        maxLength: 4,
      })
      .map((entries) => [...new Map(entries.map((entry) => [entry.from, entry])).values()].toSorted((a, b) => a.from - b.from));
  const members = fc
    .record({
      team: dated(["seoul", "busan", "support", null]),
      phase: dated(["probation", "established"]),
      from: fc.integer({ min: march.startsOn - 5, max: march.startsOn + 12 }),
      before: fc.integer({ min: march.startsOn + 16, max: march.endsBefore + 5 }),
    })
    .map(({ team, phase, from, before: left }) => aMember({ id: "mo", team, phase, employedFrom: from, employedBefore: left }));
  const quotas = fc
    .tuple(fc.constantFrom(...metrics.keys()), fc.integer({ min: 0, max: 300 }))
    .map(([metric, target]) => aQuota(metric, target));
  const several = fc.tuple(quotas, fc.array(quotas, { maxLength: 2 }));
  const requirements = fc.oneof(
    quotas,
    several.map(([first, rest]) => anyOf(first, ...rest)),
    several.map(([first, rest]) => allOf(first, ...rest)),
    fc.tuple(quotas, several).map(([quota, [first, rest]]) => allOf(quota, anyOf(first, ...rest))),
  );
  const audiences = fc.constantFrom(
    anAudience(),
    anAudience({ team: "sales" }),
    anAudience({ team: "seoul" }),
    anAudience({ team: "support" }),
    anAudience({ phase: "probation" }),
    anAudience({ phase: "established", team: "busan" }),
  );
  const companies = fc
    .uniqueArray(fc.tuple(audiences, requirements), { minLength: 1, maxLength: 4, selector: ([audience]) => audience })
    .map((all) => all.map(([audience, require], index) => aPlan({ id: `p${index}`, number: index + 1, audience, require })));

  const employedDays = ({ employedFrom, employedBefore }: Member): readonly Day[] =>
    Array.from({ length: daysIn(march) }, (_, index) => march.startsOn + index).filter((on) => employedFrom <= on && on < employedBefore);

  type Piece = { readonly plan: string; readonly shape: string; readonly targets: readonly bigint[] };
  const shape = (asked: AskedRequirement): string => (asked.type === "quota" ? asked.metric.id : `(${asked.parts.map(shape).join()})`);
  const pieces = ({ plan, requirement }: Ask, asked: AskedRequirement = requirement): readonly (Piece & { own: number | null })[] => {
    if (asked.type === "allOf") return asked.parts.flatMap((part) => pieces({ plan, requirement } as Ask, part)); // only these two are read
    const [first] = askedQuotas(asked);
    const own = first?.ownDays?.reduce((days, span) => days + daysIn(span), 0) ?? null;
    return [{ plan: plan.id, shape: shape(asked), targets: askedQuotas(asked).map(({ target }) => target), own }];
  };
  const rounded = (sum: bigint, of: number): bigint => {
    const counts = sum / CREDIT_PER_COUNT;
    return ((2n * counts + BigInt(of)) / (2n * BigInt(of))) * CREDIT_PER_COUNT;
  };

  // Each day by itself, of a member who was always as on that day: what is asked then, added up over the days.
  test("every target is that of the days one by one", () => {
    fc.assert(
      fc.property(members, companies, fc.nat(), (member, plans, pick) => {
        const days = employedDays(member);
        const on = days[pick % days.length] ?? march.startsOn;
        const asksOn = asking(plans, on);
        const byDay = days.map((each) => {
          const frozen = aMember({ id: "mo", team: always(heldOn(member.team, each)), phase: always(heldOn(member.phase, each)) });
          return asksOn(frozen).flatMap((ask) => pieces(ask));
        });
        fc.pre(byDay.every((day1) => new Set(day1.map((piece) => piece.shape)).size === day1.length));
        const all = byDay.flat();
        const expected: string[] = [];
        for (const each of new Set(all.map((piece) => piece.shape))) {
          const alike = all.filter((piece) => piece.shape === each);
          const isWhole = alike.length === days.length;
          const leading = byDay[days.indexOf(on)]?.find((piece) => piece.shape === each)?.plan;
          for (const plan of isWhole ? [leading ?? ""] : new Set(alike.map((piece) => piece.plan))) {
            const its = isWhole ? alike : alike.filter((piece) => piece.plan === plan);
            const targets = (its[0]?.targets ?? []).map((_, index) =>
              rounded(
                its.reduce((sum, piece) => sum + (piece.targets[index] ?? 0n), 0n),
                days.length,
              ),
            );
            expected.push(`${plan} ${each} ${targets.join()} ${isWhole ? "whole" : "own"}`);
          }
        }
        const found = asksOn(member).flatMap((ask) => pieces(ask));
        expect(
          found.map((piece) => `${piece.plan} ${piece.shape} ${piece.targets.join()} ${piece.own === null ? "whole" : "own"}`).toSorted(),
        ).toEqual(expected.toSorted());
      }),
    );
  });

  test("parts and teams add up to the target and to the days, exactly", () => {
    fc.assert(
      fc.property(members, companies, fc.nat(), (member, plans, pick) => {
        const days = employedDays(member);
        for (const ask of asksOf(member, plans, days[pick % days.length] ?? march.startsOn)) {
          for (const { target, derivation, teams: split, ownDays } of askedQuotas(ask.requirement)) {
            const parts = derivation.filter((step) => step.step === "part");
            const asked = parts.length === 0 ? days.length : parts.reduce((sum, part) => sum + part.days, 0);
            const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
            if (parts.length > 0) expect(sum(parts.map(({ value }) => value))).toBe(target);
            expect(ownDays === null).toBe(asked === days.length);
            if (split === null) continue;
            expect(sum(split.map((part) => part.target))).toBe(target);
            expect(split.reduce((total, part) => total + part.days, 0)).toBe(asked);
            // No day is two teams', and together they have the days whose credits are held against the target.
            const credited = split.flatMap(({ spans }) => spans).reduce((total, span) => total + daysIn(span), 0);
            expect(credited).toBe((ownDays ?? [march]).reduce((total, span) => total + daysIn(span), 0));
          }
        }
      }),
    );
  });

  test("on whatever day of the period is asked, as much is asked of the same", () => {
    fc.assert(
      fc.property(members, companies, fc.array(fc.nat(), { minLength: 2, maxLength: 5 }), (member, plans, picks) => {
        const days = employedDays(member);
        const asked = picks.map((pick) =>
          asksOf(member, plans, days[pick % days.length] ?? march.startsOn)
            .flatMap((ask) => pieces(ask))
            .map((piece) => `${piece.own === null ? "" : piece.plan} ${piece.shape} ${piece.targets.join()}`)
            .toSorted(),
        );
        for (const each of asked) expect(each).toEqual(asked[0]);
      }),
    );
  });
});
