import { describe, expect, test } from "vitest";
import { aMember, aTeam } from "../../tests/company-samples.ts";
import type { Caller } from "./access.ts";
import type { Settings } from "./company.ts";
import { leadersAbove, ledBy } from "./leaders.ts";
import type { Role } from "./member.ts";
import { isLed, isSeen, sightOf } from "./sight.ts";
import { parseDay } from "./day.ts";

const day = (text: string): number => {
  const read = parseDay(text, "");
  return read.ok ? read.value : NaN;
};
const today = day("2026-03-31");

const members = [
  aMember({ id: "top", number: 1, team: "sales", role: "manager" }),
  aMember({ id: "red lead", number: 2, team: "red", role: "manager" }),
  aMember({ id: "beside", number: 3, team: "red", role: "manager" }),
  aMember({ id: "rep", number: 4, team: "red" }),
  aMember({ id: "blue", number: 5, team: "blue" }),
  aMember({ id: "moved", number: 6, team: [{ value: "red", from: -Infinity }, { value: "blue", from: today }] }), // prettier-ignore
  aMember({ id: "left", number: 7, team: "red", employedBefore: today }),
  aMember({ id: "ended", number: 8, team: "red", ended: true }),
  aMember({ id: "coming", number: 9, team: "red", employedFrom: today + 1 }),
  aMember({ id: "teamless", number: 10, role: "manager" }),
  aMember({ id: "plain manager", number: 11, team: "red" }),
];
// Nothing else of the settings is read.
const settings = {
  members,
  teams: [aTeam("sales"), aTeam("red", "sales"), aTeam("blue", "sales"), aTeam("deep", "red")],
} as unknown as Settings;

const caller = (memberNumber: number | null, ...roles: readonly Role[]): Caller => ({
  companyId: 1,
  by: "x",
  type: "user",
  userNumber: 1,
  keyNumber: null,
  memberNumber,
  roles,
  scopes: [],
});
const sight = (memberNumber: number | null, ...roles: readonly Role[]) => {
  const { members: seen, teams } = sightOf(caller(memberNumber, ...roles), "attainment:read", settings, today);
  return { seen: seen === "all" ? seen : [...seen], teams: teams === "all" ? teams : [...teams].toSorted() };
};

describe("who is seen", () => {
  test.for([
    ["a rep sees themselves and the teams that they are in", sight(4, "rep"), { seen: [4], teams: ["red", "sales"] }],
    [
      "a manager sees the present members of the team, without who leads beside them",
      sight(2, "manager"),
      { seen: [2, 4, 11], teams: ["deep", "red", "sales"] },
    ],
    [
      "who leads the team above sees the managers and members of those below",
      sight(1, "manager"),
      { seen: [1, 2, 3, 4, 5, 6, 11], teams: ["blue", "deep", "red", "sales"] },
    ],
    ["the role of an account alone leads nobody", sight(11, "manager"), { seen: [11], teams: ["red", "sales"] }],
    ["the role of the company file alone opens nothing", sight(2, "rep"), { seen: [2], teams: ["red", "sales"] }],
    ["a manager in no team leads nobody", sight(10, "manager"), { seen: [10], teams: [] }],
    ["who has left sees what was theirs", sight(7, "rep"), { seen: [7], teams: ["red", "sales"] }],
    ["a viewer sees nobody, and every team", sight(4, "viewer"), { seen: [], teams: "all" }],
    ["roles add up", sight(4, "viewer", "rep"), { seen: [4], teams: "all" }],
    ["operations see all", sight(null, "operations"), { seen: "all", teams: "all" }],
    ["an account that is no member has nothing of its own", sight(null, "rep", "manager"), { seen: [], teams: [] }],
    ["no role, no sight", sight(4), { seen: [], teams: [] }],
  ] as const)("%s", ([, found, expected]) => expect(found).toEqual(expected));

  test("whom a manager leads is who has them among the leaders above, but for operations and admins", () => {
    for (const leader of members)
      for (const member of members.filter(
        ({ ended, employedFrom, employedBefore }) => !ended && employedFrom <= today && today < employedBefore,
      ))
        expect([leader.id, member.id, ledBy(leader, settings, today).includes(member)]).toEqual([
          leader.id,
          member.id,
          leadersAbove(member, settings, today).flat().includes(leader),
        ]);
  });
});

describe("since when", () => {
  test("others' things are seen from the first day of the month thirteen months back, the own ones from the beginning", () => {
    const ofManager = sightOf(caller(2, "manager"), "attainment:read", settings, today);
    expect([
      isSeen(ofManager, 4, day("2025-02-01")),
      isSeen(ofManager, 4, day("2025-01-31")),
      isSeen(ofManager, 2, day("1999-01-01")),
    ]).toEqual([true, false, true]);
    expect(sightOf(caller(2, "manager"), "attainment:read", settings, day("2026-01-15")).since).toBe(day("2024-12-01"));
  });

  test("over themselves nobody decides", () => {
    const ofManager = sightOf(caller(2, "manager"), "activities:rule", settings, today);
    expect([isLed(ofManager, 4), isLed(ofManager, 2), isLed(ofManager, 5)]).toEqual([true, false, false]);
  });
});
