import fc from "fast-check";
import { expect, test } from "vitest";
import { membersText, prospectsText, prospectText } from "./activity-writing.ts";
import { readMembers, readProspects } from "./participants.ts";
import { parseProspect } from "./prospect-reference.ts";

test.each([
  [[{ reference: "raj", weight: 1n }], "raj"],
  [[{ reference: "raj:50%", weight: 1n }], "raj:50%:100%"],
  [
    [
      { reference: "raj", weight: 1n },
      { reference: "mina", weight: 1n },
    ],
    "raj;mina",
  ],
  [
    [
      { reference: "raj", weight: 600_000n },
      { reference: "mina", weight: 400_000n },
    ],
    "raj:60%;mina:40%",
  ],
  [
    [
      { reference: "raj", weight: 333_333n },
      { reference: "mina", weight: 666_667n },
    ],
    "raj:33.3333%;mina:66.6667%",
  ],
])("%o are written as %s", (members, text) => {
  expect(membersText(members)).toBe(text);
});

test.each([
  ["email", "mina@example.com", "mina@example.com"],
  ["phone", "+821012345678", "+821012345678"],
  ["id", "+821012345678", "id:+821012345678"],
  ["id", "01012345678", "id:01012345678"],
  ["id", "2026-0001", "2026-0001"],
  ["id", "a@b.example", "id:a@b.example"],
  ["handle", "bsky:mina", "bsky:mina"],
  ["id", "bsky:mina", "id:bsky:mina"],
] as const)("the %s %s is written as %s", (kind, value, text) => {
  expect(prospectText({ kind, value }, "KR")).toBe(text);
});

const name = fc.oneof(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
  fc.stringMatching(/^[a-z0-9:%@+=;. -]{1,12}$/),
  fc.constantFrom("010-1234-5678", "+821012345678", "a@b.example", "bsky:x", "id:1", "tel:+821012345678", "5%", "x:5%", "12345678"),
);

test("members read from a text are read the same from what is written of them", () => {
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), fc.boolean(), (names, shared) => {
      const share = 1_000_000 / names.length;
      const text = names.map((each) => (shared && Number.isInteger(share) ? `${each}:${share / 10_000}%` : each)).join(";");
      const read = readMembers(text, "/member");
      if (read.ok) expect(readMembers(membersText(read.value), "/member")).toEqual(read);
    }),
    { numRuns: 5_000 },
  );
});

test("so are prospects, in every country", () => {
  let taken = 0;
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), fc.constantFrom("KR", "US", "DE", "XX"), (names, country) => {
      const read = readProspects(names.join(";"), "/prospect", country);
      if (!read.ok) return;
      taken += 1;
      expect(readProspects(prospectsText(read.value, country), "/prospect", country)).toEqual(read);
      for (const each of read.value) expect(parseProspect(prospectText(each, country), "", country)).toMatchObject({ value: each });
    }),
    { numRuns: 5_000 },
  );
  expect(taken).toBeGreaterThan(1_000);
});
