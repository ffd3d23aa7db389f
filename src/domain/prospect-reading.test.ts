import { describe, expect, test } from "vitest";
import { prospectContext, readProspect } from "./prospect-reading.ts";

const context = prospectContext({ attributes: { campaign: "string" }, country: "KR", currency: "KRW", timeZone: "Asia/Seoul" });
const told = (fields: unknown): unknown => {
  const outcome = readProspect(fields, context);
  return outcome.ok ? outcome.value : outcome.refusals.map(({ code, pointer }) => `${code} ${pointer}`.trim());
};

test("every field is read, each name of the same prospect", () => {
  expect(
    told({
      id: "P-1",
      name: "Mina Kim",
      email: "Mina@Example.com",
      phone: "010-1234-5678",
      handle: "bsky:@mina.bsky.social",
      stage: "Customer",
      stageFrom: "2026-03-02",
      owner: "raj",
      timeZone: "Asia/Seoul",
      segment: "retail",
      attributes: { campaign: "spring" },
    }),
  ).toEqual({
    references: [
      { kind: "id", value: "P-1" },
      { kind: "email", value: "mina@example.com" },
      { kind: "phone", value: "+821012345678" },
      { kind: "handle", value: "bsky:mina.bsky.social" },
    ],
    facts: [
      { aspect: "stage", value: "customer", from: 1_772_377_200_000_000n },
      { aspect: "segment", value: "retail", from: null },
    ],
    name: "Mina Kim",
    owner: "raj",
    timeZone: "Asia/Seoul",
    attributes: { campaign: "spring" },
  });
});

test("a stage without a day holds from the beginning, one with an instant from then", () => {
  expect(told({ id: "1a", stage: "lead" })).toMatchObject({ facts: [{ value: "lead", from: null }] });
  expect(told({ id: "1a", stage: "lead", stageFrom: "2026-03-02T00:00:00Z" })).toMatchObject({ facts: [{ from: 1_772_409_600_000_000n }] });
});

describe("refused:", () => {
  test.each<[string, unknown, readonly string[]]>([
    ["what is no object", [], ["type"]],
    ["nobody", { name: "Mina" }, ["prospect-unnamed"]],
    [
      "names that are none",
      { id: "", email: "mina", phone: "+1-1", handle: "mina" },
      ["key-empty /id", "email-format /email", "phone-format /phone", "handle-format /handle"],
    ],
    ["a stage that looks like a slip", { id: "a", stage: "custmer" }, ["stage-slip /stage"]],
    ["a day without a stage", { id: "a", stageFrom: "2026-03-02" }, ["stage-missing /stage"]],
    ["a day that does not exist", { id: "a", stage: "lead", stageFrom: "2026-02-30" }, ["date-invalid /stageFrom"]],
    [
      "a zone that there is not, and consent, which is not taken yet",
      { id: "a", timeZone: "Mars/Base", consentBasis: "opt-in", doNotContact: true },
      ["unknown-field /consentBasis", "unknown-field /doNotContact", "tz-unknown /timeZone"],
    ],
    ["an attribute that is not declared", { id: "a", attributes: { mood: "good" } }, ["unknown-field /attributes/mood"]],
  ])("%s", (_, fields, expected) => {
    expect(told(fields)).toEqual(expected);
  });
});
