import { expect, test } from "vitest";
import { fieldTypes } from "./activity-fields.ts";
import type { MetricVersion } from "./metric.ts";
import { parseExpression } from "./parse-expression.ts";
import { waysToCount } from "./way-to-count.ts";

const fields = fieldTypes({ kinds: ["call", "visit", "email"], attributes: {}, currency: { code: "KRW", decimals: 0 } });

const ways = (where: string, more: Partial<MetricVersion> = {}) => {
  const parsed = parseExpression(where, fields, "/where");
  if (!parsed.ok) throw new Error(parsed.refusals[0].code);
  return waysToCount(parsed.value, {
    version: 1,
    startsOn: 0,
    name: { en: "m" },
    where,
    measure: { type: "count" },
    oncePer: null,
    provenance: null,
    ...more,
  });
};

test("what a metric counts is entered with what it asks for", () => {
  expect(ways('kind == "call" && direction == "outbound" && durationSeconds >= 60 && prospect.stage != "customer"')).toEqual([
    { kind: "call", direction: "outbound", asksProspect: true, asksDuration: true, asksOutcome: false },
  ]);
  expect(ways('kind == "visit" && outcome == "held"', { oncePer: { prospect: "week", within: "member" } })).toEqual([
    { kind: "visit", direction: null, asksProspect: true, asksDuration: false, asksOutcome: true },
  ]);
});

test("several kinds are several ways, however they are written", () => {
  expect(ways('kind in ["call", "visit"]').map(({ kind }) => kind)).toEqual(["call", "visit"]);
  expect(ways('(kind == "call" || kind == "visit") && total').map(({ kind }) => kind)).toEqual(["call", "visit"]);
});

test("a metric that takes whatever comes, or leaves out a kind, names none", () => {
  expect(ways("true")).toEqual([]);
  expect(ways('kind != "email"')).toEqual([]);
  expect(ways('kind == "call" || durationSeconds > 60')).toEqual([]);
});
