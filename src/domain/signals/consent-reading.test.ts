import { describe, expect, test } from "vitest";
import type { Outcome } from "../refusal.ts";
import { readBasis, readOptOut } from "./consent-reading.ts";

const now = BigInt(Date.UTC(2026, 2, 2, 12)) * 1000n;
const context = { country: "KR", now };
const refusals = (outcome: Outcome<unknown>): readonly string[] =>
  outcome.ok ? [] : outcome.refusals.map(({ code, pointer }) => `${code} ${pointer}`.trim());

describe("an opt-out", () => {
  test("is a person's by all channels and from now on, where it says nothing else", () => {
    expect(readOptOut({ prospect: "010-1234-5678" }, context)).toEqual({
      ok: true,
      value: { subject: { prospect: { kind: "phone", value: "+821012345678" } }, list: null, channels: null, from: now, reason: null },
    });
  });
  test("is a company's by its domain, or of a list, for some channels", () => {
    const order = {
      domain: "@Northwind.Example",
      list: "두낫콜 2026-02",
      channels: ["telephone", "message", "telephone"],
      from: "2026-02-01T00:00:00Z",
    };
    expect(readOptOut(order, context)).toMatchObject({
      value: { subject: { domain: "northwind.example" }, list: "두낫콜 2026-02", channels: ["telephone", "message"] },
    });
  });
  test.each([
    ["mina", ["type"]],
    [{}, ["opt-out-subject"]],
    [{ prospect: "a@b.example", domain: "b.example" }, ["opt-out-subject"]],
    [{ domain: "not a domain" }, ["opt-out-domain /domain"]],
    [{ prospect: "a@b.example", channels: ["phone"] }, ["enum /channels/0"]],
    [{ prospect: "a@b.example", channels: [] }, ["type /channels"]],
    [{ prospect: "a@b.example", from: "2027-01-01T00:00:00Z", why: "x" }, ["unknown-field /why", "date-future /from"]],
  ])("of %j it is told what is wrong", (fields, wrong) => {
    expect(refusals(readOptOut(fields, context))).toEqual(wrong);
  });
});

describe("a basis", () => {
  test("is of a kind, from now on and for the day only, where it says nothing else", () => {
    expect(readBasis({ prospect: "mina@example.com", kind: "consent" }, context)).toEqual({
      ok: true,
      value: {
        prospect: { kind: "email", value: "mina@example.com" },
        kind: "consent",
        channels: null,
        from: now,
        until: null,
        coversQuietHours: false,
        evidence: null,
      },
    });
  });
  test.each([
    [[], ["type"]],
    [{ kind: "consent" }, ["required /prospect"]],
    [{ prospect: "a@b.example", kind: "hope" }, ["enum /kind"]],
    [{ prospect: "a@b.example", kind: "contract", until: "2026-01-01T00:00:00Z" }, ["basis-order /until"]],
    [
      { prospect: "a@b.example", kind: "contract", coversQuietHours: "yes", evidence: "x" },
      ["type /coversQuietHours", "url-scheme /evidence"],
    ],
  ])("of %j it is told what is wrong", (fields, wrong) => {
    expect(refusals(readBasis(fields, context))).toEqual(wrong);
  });
});
