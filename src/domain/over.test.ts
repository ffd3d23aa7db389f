import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { overStanding } from "./over.ts";

type Status = Parameters<typeof overStanding>[2][number];
const of: Readonly<Record<string, Status>> = { "+": "met", "-": "missed", ".": "open", "?": "counting", x: "excused" };
const periods = (signs: string): readonly Status[] => [...signs].map((sign) => of[sign] ?? "open");

describe("met in so many of the periods", () => {
  test.for<[signs: string, needed: number, standing: string]>([
    ["+-++", 3, "3/3 met"],
    ["+-+.", 3, "2/3 open"],
    ["+--.", 3, "1/3 missed"],
    ["++++", 3, "4/3 met"],
    ["+x.?", 2, "1/2 counting"],
    ["xxxx", 3, "0/0 excused"],
    ["", 3, "0/0 excused"],
    // Two of four weeks away: the two that are left are all that can be asked for.
    ["x++x", 3, "2/2 met"],
    ["x+-x", 3, "1/2 missed"],
  ])("%s, %d of them: %s", ([signs, needed, standing]) => {
    const { done, needed: enough, status } = overStanding("atLeast", needed, periods(signs));
    expect(`${done}/${enough} ${status}`).toBe(standing);
  });
});

describe("met so many times in a row", () => {
  test.for<[signs: string, needed: number, standing: string]>([
    ["++-++", 3, "2/3 missed"],
    ["-+++-", 3, "3/3 met"],
    ["+-++.", 3, "2/3 open"],
    ["++-..", 3, "2/3 missed"],
    // Approved leave neither counts nor breaks the row.
    ["++x+", 3, "3/3 met"],
    ["+x+x-", 2, "2/2 met"],
    ["+xx.", 2, "1/2 open"],
    ["+x-x+", 2, "1/2 missed"],
  ])("%s, %d of them: %s", ([signs, needed, standing]) => {
    const { done, needed: enough, status } = overStanding("inARow", needed, periods(signs));
    expect(`${done}/${enough} ${status}`).toBe(standing);
  });

  const drawn = fc.array(fc.constantFrom<Status>("met", "missed", "open", "excused"), { maxLength: 12 });

  test("is the same without the periods that are excused", () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 6 }), fc.constantFrom("atLeast" as const, "inARow" as const), (all, needed, rule) => {
        const without = all.filter((status) => status !== "excused");
        expect(overStanding(rule, needed, all)).toEqual(overStanding(rule, needed, without));
      }),
    );
  });

  test("is decided when whatever the open periods become makes no difference", () => {
    const endings = (all: readonly Status[]): readonly (readonly Status[])[] =>
      all.reduce<readonly (readonly Status[])[]>(
        (lists, status) =>
          lists.flatMap((list) => (status === "open" ? (["met", "missed"] as const) : [status]).map((each) => [...list, each])),
        [[]],
      );
    /** Read as a person would: the signs in a line, and the longest run of plusses in it. */
    const isMet = (rule: "atLeast" | "inARow", needed: number, all: readonly Status[]): boolean => {
      const line = all
        .filter((status) => status !== "excused")
        .map((status) => (status === "met" ? "+" : "-"))
        .join("");
      const enough = Math.min(needed, line.length);
      return rule === "atLeast" ? line.replaceAll("-", "").length >= enough : line.includes("+".repeat(enough));
    };
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom<Status>("met", "missed", "open", "excused"), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom("atLeast" as const, "inARow" as const),
        (all, needed, rule) => {
          if (all.every((status) => status === "excused")) return;
          const ways = new Set(endings(all).map((ending) => isMet(rule, needed, ending)));
          const expected = ways.size === 2 ? "open" : ways.has(true) ? "met" : "missed";
          expect(overStanding(rule, needed, all).status).toBe(expected);
        },
      ),
    );
  });
});
