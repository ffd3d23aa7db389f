import fc from "fast-check";
import { expect, test } from "vitest";
import { aMember, anAudience, aPlan, aQuota, aTeam, metricsNamed } from "../../tests/company-samples.ts";
import { plansInForce } from "./asked.ts";
import type { Counted } from "./attainment.ts";
import { CREDIT_PER_COUNT } from "./credit.ts";
import type { Member, Team } from "./member.ts";
import type { DayCredit } from "./member-credits.ts";
import { provenances } from "./metric.ts";
import { defaultCalendar, periodContaining } from "./period.ts";
import { teamAsksOf } from "./team-asks.ts";
import { teamAttainmentsOf } from "./team-attainment.ts";
import { teamTree } from "./team-tree.ts";

const period = periodContaining("month", 20_500, defaultCalendar);
const days = Array.from({ length: period.endsBefore - period.startsOn }, (_, index) => period.startsOn + index);
const metrics = metricsNamed("calls");
const noTeam = "";

const named = (ids: readonly string[]): readonly Team[] =>
  ids.map((id, index) => ({ ...aTeam(id, index === 0 ? null : (ids[Math.floor((index - 1) / 2)] ?? null)), number: index + 1 }));

/** korea above seoul and busan; seoul above gangnam. */
const teams = named(["korea", "seoul", "busan", "gangnam"]);

const withTeams = (plans: readonly { readonly team: string; readonly target: number; readonly atLeast?: number }[]) =>
  plans.map(({ team, target, atLeast }, index) => {
    const { versions, ...plan } = aPlan({
      id: `${team}-${index}`,
      number: index + 1,
      audience: anAudience({ team }),
      require: { ...aQuota("calls", target), ...(atLeast === undefined ? {} : { atLeast: BigInt(atLeast) * CREDIT_PER_COUNT }) },
    });
    return { ...plan, versions: [{ ...versions[0], of: "team" as const }] as const };
  });

/** One member's days: which team on each, and how many calls of which provenance. */
type Story = {
  readonly teams: readonly string[];
  readonly calls: readonly { readonly on: number; readonly count: number; readonly provenance: number }[];
  readonly role: Member["role"];
};

/** Only the days on which the team changes, from long before or from the first day on. */
const memberOf = ({ teams: daily, role }: Story, number: number): Member => {
  const changes = daily.flatMap((team, index) =>
    index > 0 && daily[index - 1] === team
      ? []
      : [{ value: team === noTeam ? null : team, from: index === 0 ? -Infinity : (days[index] ?? 0) }],
  );
  return aMember({ id: `m${number}`, number, team: changes, role });
};

const countedOf = (stories: readonly Story[]): Counted => {
  const columns = provenances.map(() => new BigInt64Array(stories.length + 1));
  const byDay = new Map<number, DayCredit[]>();
  for (const [index, { calls }] of stories.entries()) {
    for (const { on, count, provenance } of calls) {
      const amount = BigInt(count) * CREDIT_PER_COUNT;
      const column = columns[provenance];
      if (column !== undefined) column[index + 1] = (column[index + 1] ?? 0n) + amount;
      byDay.set(index + 1, [
        ...(byDay.get(index + 1) ?? []),
        { metricNumber: 1, memberNumber: index + 1, localDay: days[on] ?? 0, provenance: provenances[provenance] ?? "captured", amount },
      ]);
    }
  }
  return { credits: new Map([[1, columns]]), byDay: new Map([[1, byDay]]), counting: new Set() };
};

const attained = (stories: readonly Story[], plans: ReturnType<typeof withTeams>) =>
  teamAttainmentsOf(teamAsksOf(plansInForce(plans, period.startsOn, defaultCalendar), { metrics, teams }), {
    members: stories.map((story, index) => memberOf(story, index + 1)),
    tree: teamTree(teams),
    counted: countedOf(stories),
    period,
    today: () => period.startsOn,
  });

const stories = fc.array(
  fc.record({
    // A few stays, so that members often move and often come back.
    teams: fc
      .array(fc.tuple(fc.constantFrom("korea", "seoul", "busan", "gangnam", noTeam), fc.integer({ min: 1, max: 31 })), {
        minLength: 1,
        maxLength: 4,
      })
      .map((stays) => {
        const daily = stays.flatMap(([team, length]) => Array.from({ length }, () => team)).slice(0, days.length);
        return [...daily, ...Array.from({ length: days.length - daily.length }, () => daily.at(-1) ?? noTeam)];
      }),
    calls: fc.array(
      fc.record({
        on: fc.nat({ max: days.length - 1 }),
        count: fc.integer({ min: 1, max: 3 }),
        provenance: fc.nat({ max: provenances.length - 1 }),
      }),
      { maxLength: 8 },
    ),
    role: fc.constantFrom("rep" as const, "manager" as const),
  }),
  { maxLength: 8 },
);

const above: Readonly<Record<string, readonly string[]>> = {
  korea: ["korea"],
  seoul: ["seoul", "korea"],
  busan: ["busan", "korea"],
  gangnam: ["gangnam", "seoul", "korea"],
};
const belongs = (team: string, ancestor: string): boolean => (above[team] ?? []).includes(ancestor);

test("a team is credited with what each of its members did on each day that was the team's, and heads have enough on these days", () => {
  fc.assert(
    fc.property(stories, fc.integer({ min: 1, max: 5 }), (all, atLeast) => {
      const plans = withTeams(
        teams.flatMap(({ id }) => [
          { team: id, target: 5 },
          { team: id, target: 2, atLeast },
        ]),
      );
      const rows = attained(all, plans);
      expect(rows).toHaveLength(8);
      for (const { team, requirement, headsOf } of rows) {
        if (requirement.type !== "quota" || requirement.credited === null) throw new Error("a quota that is counted");
        // Nothing shared with the product: day by day, whose team it was.
        const given = all.map(({ teams: daily, calls }) =>
          calls.filter(({ on }) => belongs(daily[on] ?? "", team.id)).reduce((sum, { count }) => sum + count, 0),
        );
        const isHead = all.map(({ teams: daily, role }) => role === "rep" && daily.some((each) => belongs(each, team.id)));
        const expected =
          requirement.asked.atLeast === undefined
            ? given.reduce((sum, each) => sum + each, 0)
            : given.filter((each, index) => isHead[index] === true && each >= atLeast).length;
        expect([team.id, requirement.credited]).toEqual([team.id, BigInt(expected) * CREDIT_PER_COUNT]);
        expect(headsOf).toBe(isHead.filter(Boolean).length);
        if (requirement.asked.atLeast === undefined) {
          const { captured, imported, selfReported, attested } = requirement.coverage;
          expect(captured + imported + selfReported + attested).toBe(requirement.credited);
        }
      }
    }),
  );
});

test("teams that share out the members share out their credits: what the branches have and what was done elsewhere is what the company has", () => {
  fc.assert(
    fc.property(stories, (all) => {
      const credited = attained(
        all,
        withTeams([
          { team: "korea", target: 1 },
          { team: "seoul", target: 1 },
          { team: "busan", target: 1 },
        ]),
      ).map(({ requirement }) => (requirement.type === "quota" ? (requirement.credited ?? 0n) : 0n));
      const direct = all
        .flatMap(({ teams: daily, calls }) => calls.filter(({ on }) => daily[on] === "korea"))
        .reduce((sum, { count }) => sum + count, 0);
      expect((credited[1] ?? 0n) + (credited[2] ?? 0n) + BigInt(direct) * CREDIT_PER_COUNT).toBe(credited[0]);
    }),
  );
});

test("nobody's credits of days in another team count, though they did them in the same period", () => {
  const moved: Story = {
    teams: days.map((_, index) => (index < 15 ? "seoul" : "busan")),
    calls: [
      { on: 14, count: 4, provenance: 0 },
      { on: 15, count: 7, provenance: 0 },
    ],
    role: "rep",
  };
  const rows = attained(
    [moved],
    withTeams([
      { team: "seoul", target: 5 },
      { team: "busan", target: 5 },
      { team: "seoul", target: 1, atLeast: 5 },
    ]),
  );
  expect(rows.map(({ requirement }) => requirement.type === "quota" && [requirement.credited, requirement.status])).toEqual([
    [40_000n, "open"],
    [70_000n, "met"],
    [0n, "open"],
  ]);
});

test("a team without anybody, and a target of nothing, are told as they are", () => {
  const [empty, excused] = attained(
    [],
    withTeams([
      { team: "seoul", target: 5 },
      { team: "busan", target: 0 },
    ]),
  );
  expect(empty?.requirement).toMatchObject({ credited: 0n, status: "open", progress: { done: 0, of: 1 } });
  expect(excused?.requirement).toMatchObject({ status: "excused", progress: null });
});
