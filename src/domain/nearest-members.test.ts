import { expect, test } from "vitest";
import { aMember } from "../../tests/company-samples.ts";
import { nearestMembers } from "./nearest-members.ts";

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
])("%j may mean %j", (reference, ids) => expect(nearestMembers(members, reference).map(({ id }) => id)).toEqual(ids));
