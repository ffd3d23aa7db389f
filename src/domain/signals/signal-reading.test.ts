import { describe, expect, test } from "vitest";
import { parseInstant } from "../instant.ts";
import { excerptOf } from "./excerpt.ts";
import { readSignal } from "./signal-reading.ts";
import { leftOfAuthor, purged, revise, type Signal } from "./signal.ts";

const at = (text: string): bigint => {
  const instant = parseInstant(text, "");
  if (!instant.ok) throw new Error(text);
  return instant.value;
};
const context = { country: "KR", now: at("2026-03-02T12:00:00Z") };
const told = { source: "newsletter", externalId: "m-1", kind: "reply", occurredAt: "2026-03-02T10:00:00Z", author: "Mina@Example.com" };
const refusedWith = (fields: unknown): readonly string[] => {
  const outcome = readSignal(fields, context);
  return outcome.ok ? [] : outcome.refusals.map(({ code, pointer }) => `${code} ${pointer}`);
};
const read = (fields: object): Signal => {
  const outcome = readSignal({ ...told, ...fields }, context);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value.signal;
};

describe("a signal is read", () => {
  test("with its author by a name that stays", () => {
    expect(read({})).toMatchObject({ kind: "reply", author: { kind: "email", value: "mina@example.com" }, topic: null, excerpt: null });
  });
  test("a mention needs no author, but a topic or a text to find one in", () => {
    expect(refusedWith({ ...told, kind: "mention", author: undefined })).toEqual(["signal-topic /topic"]);
    expect(refusedWith({ ...told, kind: "mention", author: undefined, text: "은퇴 계획" })).toEqual([]);
  });
  test.each([
    ["no object", ["type "]],
    [{ ...told, author: undefined }, ["signal-author /author"]],
    [{ ...told, kind: "clicks" }, ["enum /kind"]],
    [{ ...told, occurredAt: "2026-03-03T10:00:00Z" }, ["date-future /occurredAt"]],
    [{ ...told, url: "javascript:alert(1)", auther: "x" }, ["unknown-field /auther", "url-scheme /url"]],
    [{ ...told, source: "", externalId: 7 }, ["key-empty /source", "type /externalId"]],
    [{ ...told, text: "x".repeat(20_001) }, ["text-too-long /text"]],
  ])("of %j it is told what is wrong", (fields, refusals) => {
    expect(refusedWith(fields)).toEqual(refusals);
  });
  test("what was taken back is kept as nothing but its having been", () => {
    expect(read({ text: "은퇴 계획", url: "https://a.example/1", purgedAt: "2026-03-02T11:00:00Z" })).toMatchObject({
      excerpt: null,
      url: null,
      author: { value: "mina@example.com" },
    });
  });
});

test("an excerpt is the beginning, without markup and without numbers that may not be kept", () => {
  expect(excerptOf("<p>은퇴 &amp; 연금</p><p>둘째</p>\0")).toBe("은퇴 & 연금\n\n둘째");
  expect(excerptOf(`카드 4111 1111 1111 1111 은퇴`)).toBe("카드 … 은퇴");
  const long = excerptOf("😀".repeat(400));
  expect([...long]).toHaveLength(300);
  expect(long.endsWith("😀…")).toBe(true);
});

describe("a signal told again", () => {
  const first = read({ text: "은퇴 계획", revisedAt: "2026-03-02T10:00:00Z" });
  test("is new once, then a duplicate; another text is a revision, an earlier one stale", () => {
    expect(revise(undefined, first)).toEqual({ is: "new", signal: first });
    expect(revise(first, { ...first })).toEqual({ is: "duplicate", signal: first });
    const later = read({ text: "은퇴 준비", revisedAt: "2026-03-02T10:05:00Z" });
    expect(revise(first, later)).toEqual({ is: "revised", signal: later });
    expect(revise(later, first)).toEqual({ is: "stale", signal: later });
  });
  test("deleted, it stays as a signal, loses what it said, and no replay brings that back", () => {
    const gone = purged(first, at("2026-03-02T11:00:00Z"));
    expect(gone).toMatchObject({ excerpt: null, url: null, externalId: "m-1", kind: "reply", author: first.author });
    expect(revise(gone, first)).toEqual({ is: "duplicate", signal: gone });
    expect(revise(first, gone)).toEqual({ is: "purged", signal: gone });
    expect(purged(gone, at("2026-03-02T11:30:00Z"))).toBe(gone);
  });
});

test("of one author only so many signals of a topic count in a day", () => {
  expect([leftOfAuthor(1, 0), leftOfAuthor(1, 1), leftOfAuthor(3, 5)]).toEqual([1, 0, 0]);
});
