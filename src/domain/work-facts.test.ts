import { defaultBoardRules } from "./leaderboard.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { aMember, aTeam } from "../../tests/company-samples.ts";
import type { Company, Settings } from "./company.ts";
import { defaultDisputeRules } from "./dispute-rules.ts";
import { heldOn, type Dated, type Member } from "./member.ts";
import { defaultCalendar } from "./period.ts";
import { workFactsIn } from "./work-facts.ts";
import { mondayToFriday } from "./working-days.ts";

const company: Company = {
  id: "hill",
  name: { en: "Hill" },
  country: "KR",
  timeZone: "Asia/Seoul",
  currency: "KRW",
  calendar: defaultCalendar,
  workingDays: mondayToFriday,
  holidays: "KR",
  calendars: [{ id: "own", name: {}, base: "US", days: [], working: [], years: [], provisional: [] }],
  clocksPauseOnLeave: false,
  domains: [],
  kinds: [],
  sources: [],
  attributes: {},
  factors: [],
  sameActs: [],
  targetTables: [],
  disputes: defaultDisputeRules,
  boards: defaultBoardRules,
  retention: {},
  words: {},
  funnel: null,
  rewards: [],
  exchangeRates: [],
};
const settingsOf = (settings: Pick<Settings, "members" | "teams"> & { readonly company?: Company }): Settings => ({
  companyId: 1,
  version: 1n,
  company,
  metrics: [],
  plans: [],
  ...settings,
});

const day = fc.integer({ min: 0, max: 9 });
const dated = (value: fc.Arbitrary<string>): fc.Arbitrary<Dated<string | null>> =>
  fc
    .tuple(fc.boolean(), fc.uniqueArray(fc.tuple(day, fc.option(value)), { selector: ([from]) => from, maxLength: 3 }))
    .map(([fromStart, entries]) =>
      entries
        .toSorted(([a], [b]) => a - b)
        .map(([from, held], index) => ({ value: held, from: fromStart && index === 0 ? -Infinity : from })),
    );
const calendars = fc.constantFrom("KR", "US", "own", "DE-BY");
const teamIds = ["top", "middle", "low"];

test("on each day the member's own calendar holds, else that of the nearest team of the day, else the company's", () => {
  fc.assert(
    fc.property(
      fc.tuple(...teamIds.map(() => fc.option(calendars))),
      fc.array(fc.tuple(dated(fc.constantFrom(...teamIds)), dated(calendars)), { minLength: 1, maxLength: 5 }),
      fc.option(calendars),
      (ofTeams, drawn, ofCompany) => {
        const teams = teamIds.map((id, index) => ({ ...aTeam(id, teamIds[index - 1] ?? null), holidays: ofTeams[index] ?? null }));
        const members = drawn.map(([team, holidays], index): Member => aMember({ id: `m${index}`, number: index + 1, team, holidays }));
        const factsOf = workFactsIn(settingsOf({ company: { ...company, holidays: ofCompany }, teams, members }), new Map());
        for (const member of members) {
          for (let on = -1; on <= 10; on += 1) {
            const place = teamIds.indexOf(heldOn(member.team, on) ?? "");
            const upwards = ofTeams.slice(0, place + 1).toReversed();
            const expected = heldOn(member.holidays, on) ?? upwards.find((each) => each !== null) ?? ofCompany;
            expect([on, heldOn(factsOf(member).calendar, on)?.id ?? null]).toEqual([on, expected]);
          }
        }
      },
    ),
  );
});

test("members of whom the same holds have the very same facts, until one of them is away", () => {
  const members = ["raj", "mina", "sol"].map((id, index) => aMember({ id, number: index + 1, team: index === 2 ? "low" : "top" }));
  const teams = [aTeam("top"), aTeam("low", "top")];
  const settings = settingsOf({ teams, members });
  const there = workFactsIn(settings, new Map());
  expect(new Set(members.map(there)).size).toBe(1);
  const away = { span: { startsOn: 1, endsBefore: 2 }, off: 100 };
  const [raj, mina, sol] = members.map(workFactsIn(settings, new Map([[2, [away]]])));
  expect(raj).toBe(sol);
  expect(mina).toEqual({ ...raj, leaves: [away] });
});
