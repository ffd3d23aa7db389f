import { expect, test } from "vitest";
import { aMember } from "../../tests/company-samples.ts";
import { nearestAmong } from "./nearest-members.ts";

const someone = (id: string, number: number, name: object, more: object = {}) => aMember({ id, number, name, ...more });
const members = [
  someone("diane-kim", 1, { en: "Diane Kim" }, { email: "dkim@example.com" }),
  someone("joe", 2, { en: "Joseph Park" }, { code: "E-1042" }),
  someone("minsu", 3, { ko: "김민수", en: "Minsu Kim" }),
  someone("gone", 4, { en: "Diana Kim" }, { ended: true }),
  someone("angel", 5, { en: "José Ángel" }),
];

test.each([
  ["Diane Kim", ["diane-kim"]],
  ["Kim, Diane", ["diane-kim"]],
  ["D. Kim", ["diane-kim"]],
  ["Dianne Kim", ["diane-kim"]],
  ["dkim@other.example", ["diane-kim"]],
  ["Kim", ["diane-kim", "minsu"]],
  ["김 민수", ["minsu"]],
  ["jose angel", ["angel"]],
  ["E1042", ["joe"]],
  ["Joe Park", ["joe"]],
  ["Ext 7", []],
  ["…", []],
  ["", []],
])("%j may mean %j", (reference, ids) => expect(nearestAmong(members)(reference).map(({ id }) => id)).toEqual(ids));

test("what is common to thousands tells nobody apart, and their own words do", () => {
  const many = Array.from({ length: 10_000 }, (_, index) => someone(`p${index}`, index + 1, { en: `Person ${index}` }));
  const nearest = nearestAmong(many);
  const asked = Array.from({ length: 200 }, (_, index) => nearest(`person, ${index * 50}`).map(({ id }) => id));
  expect(asked.map(([id]) => id)).toEqual(asked.map((_, index) => `p${index * 50}`));
  expect(nearest("Person")).toEqual([]);
});
