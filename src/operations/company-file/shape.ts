import type { z } from "zod";
import { didYouMean } from "../../domain/meant.ts";
import { nearest } from "../../domain/nearest.ts";
import { refusal, type Refusal, type RefusalCode } from "../../domain/refusal.ts";
import type { Words } from "../../domain/refusals/words.ts";
import { shown } from "../../domain/shown.ts";
import { jsonType } from "../../domain/value-type.ts";
import { fieldsAt } from "./fields.ts";
import { noneLeftOut, restOf, type Rest, type Wrongs } from "./rest.ts";
import { companyFileShape } from "./schema.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const pointerOf = (path: Path): string => path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inside, part) =>
      typeof inside === "object" && inside !== null && Object.hasOwn(inside, part) ? Reflect.get(inside, part) : undefined,
    value,
  );

/** A file with more wrongs than this is not mended by reading them one by one. */
export const MOST_REFUSALS = 500;

/** Deeper than any file needs; a reader that calls itself stays far from the end of its stack. */
const DEEPEST = 40;

/** What no schema library looks for: nesting without end, and the one key that a plain object has no place for. */
const refuseStructure = (value: unknown): Refusal | undefined => {
  const waiting: { readonly value: unknown; readonly path: Path }[] = [{ value, path: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next.value !== "object" || next.value === null) continue;
    if (next.path.length > DEEPEST) return refusal("company-file-depth", pointerOf(next.path), { limit: DEEPEST });
    for (const [key, inside] of Object.entries(next.value)) {
      const path = [...next.path, Array.isArray(next.value) ? Number(key) : key];
      if (key === "__proto__") return refusal("unknown-field", pointerOf(path), { found: key, hint: didYouMean(undefined) });
      if (typeof inside === "object" && inside !== null) waiting.push({ value: inside, path });
    }
  }
  return undefined;
};

const examples: Readonly<Record<string, string>> = {
  string: '"northwind"',
  number: "250",
  boolean: "true",
  array: "[ … ]",
  object: "{ … }",
  externalId: '"0042"',
  code: '"0042"',
  startsOn: '"2026-01-05"',
  employedFrom: '"2026-01-05"',
  employedThrough: '"2026-01-05"',
  from: '"2026-01-05"',
  name: '"Advisers"',
  where: '"kind == \\"call\\""',
  measure: '"count"',
  target: "250",
  require: "{ metric: outbound-calls, target: 250 }",
  score: "{ needed: 100, parts: [ … ] }",
  over: "{ cadence: week, of: { … }, atLeast: 3 }",
  carryOver: "{ surplus: 20% }",
  makeUp: "{ within: 1 }",
  basis: "{ quota: { plan: weekly, metric: calls } }",
  tiers: "[ { from: 0%, below: none, amount: 0 } ]",
  cap: "none",
  budget: "none",
  gate: "none",
  for: "{ team: sales }",
  interpolate: "false",
};

/** What is missing where a sentence of its own says what to write. */
const requiredCodes: Readonly<Record<string, RefusalCode>> = {
  require: "requirement-empty",
  timeZone: "tz-required",
  currency: "currency-required",
};
const requiredExamples: Readonly<Record<string, string>> = { timeZone: "Asia/Seoul", currency: "USD" };

/** What the whole of a file may be instead. */
const shapes: Readonly<Record<string, Words>> & { readonly string: Words } = {
  string: { en: "a text", ko: "글" },
  number: { en: "a number", ko: "숫자" },
  boolean: { en: "true or false", ko: "true나 false" },
  array: { en: "a list", ko: "목록" },
};

const jsonNames: Readonly<Record<string, string>> = { record: "object", int: "number", enum: "string" };

const refuseValue = (value: unknown, path: Path, wanted: string): Refusal => {
  const pointer = pointerOf(path);
  const field = String(path.findLast((part) => typeof part === "string"));
  if (value === undefined || value === null)
    return refusal(requiredCodes[field] ?? "required", pointer, { example: requiredExamples[field] ?? "" });
  if (path.length === 0) return refusal("company-file-shape", pointer, { found: shapes[jsonType(value)] ?? shapes.string });
  const type = jsonNames[wanted] ?? wanted;
  return refusal("type", pointer, { wanted: type, example: examples[field] ?? examples[type] ?? "…", found: jsonType(value) });
};

/** The nearest name, or all of them when none is near. */
const hintAmong = (found: string, names: readonly string[]): Words => {
  const near = nearest(found, names);
  return near === undefined ? { en: ` There are: ${names.join(", ")}.`, ko: ` 쓸 수 있는 것: ${names.join(", ")}.` } : didYouMean(near);
};

const refuseUnknownField = (key: string, path: Path): Refusal =>
  refusal("unknown-field", pointerOf([...path, key]), { found: shown(key), hint: hintAmong(key, fieldsAt(path)) });

const OTHER_TYPE = 1000;

/** How far a value is from one choice of a union: another type is farthest, then come fields that the choice does not have, then those it lacks. */
const distanceOf = (issues: readonly Issue[], found: unknown): number =>
  issues.reduce((sum, { code, path, ...issue }) => {
    const isOtherType = code === "invalid_type" || (code === "invalid_value" && typeof found !== "string");
    if (isOtherType && path.length === 0) return sum + OTHER_TYPE;
    if (code === "unrecognized_keys" && path.length === 0 && "keys" in issue) return sum + 10 * issue.keys.length;
    return sum + (code === "invalid_type" && path.length === 1 ? 9 : 1);
  }, 0);

const typesWanted = (issues: readonly Issue[]): readonly string[] =>
  issues.flatMap((issue) =>
    issue.code === "invalid_type" && issue.path.length === 0 ? [jsonNames[issue.expected] ?? issue.expected] : [],
  );

const refuseUnion = (choices: readonly (readonly Issue[])[], value: unknown, path: Path): readonly Refusal[] => {
  const found = at(value, path);
  const [near] = choices.map((issues) => ({ issues, distance: distanceOf(issues, found) })).toSorted((a, b) => a.distance - b.distance);
  const fields = fieldsAt(path);
  const keys = typeof found === "object" && found !== null && !Array.isArray(found) ? Object.keys(found) : undefined;
  if (keys?.length === 0 && fields.includes("anyOf")) return [refusal("requirement-empty", pointerOf(path))];
  // What names no field of any choice comes near to none of them.
  if (keys !== undefined && keys.length > 0 && !keys.some((key) => fields.includes(key)))
    return keys.slice(0, MOST_REFUSALS).map((key) => refuseUnknownField(key, path));
  if (near === undefined || found === undefined || found === null || near.distance >= OTHER_TYPE)
    return [refuseValue(found, path, [...new Set(choices.flatMap(typesWanted))].join(" / "))];
  return near.issues.flatMap((issue) => refusalsOf(issue, value, [...path, ...issue.path]));
};

/** `path` is from the top of the file; an issue inside a union knows only its way from there. */
const refusalsOf = (issue: Issue, value: unknown, path: Path): readonly Refusal[] => {
  const found = at(value, path);
  const pointer = pointerOf(path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => refuseUnknownField(key, path));
    case "invalid_value": {
      if (typeof found !== "string") return [refuseValue(found, path, "string")];
      const choices = issue.values.map(String);
      return [refusal("enum", pointer, { found: shown(found), choices: choices.join(", "), hint: didYouMean(nearest(found, choices)) })];
    }
    case "too_small":
      return [refusal("list-empty", pointer)];
    case "invalid_union":
      return refuseUnion(issue.errors, value, path);
    case "invalid_type":
      return [refuseValue(found, path, issue.expected)];
    default:
      return [refuseValue(found, path, "object")];
  }
};

/** The first wrongs of a file; those of one kind that go on without end are not even looked at. */
const firstRefusals = (issues: readonly Issue[], value: unknown): readonly Refusal[] => {
  const refusals: Refusal[] = [];
  for (const issue of issues) {
    const few = issue.code === "unrecognized_keys" ? { ...issue, keys: issue.keys.slice(0, MOST_REFUSALS) } : issue;
    for (const refusal of refusalsOf(few, value, issue.path).slice(0, MOST_REFUSALS)) refusals.push(refusal);
    if (refusals.length >= MOST_REFUSALS) break;
  }
  return refusals.slice(0, MOST_REFUSALS);
};

const issuesOf = (value: unknown): readonly Issue[] => companyFileShape.safeParse(value).error?.issues ?? [];

const wrongsOf = (issues: readonly Issue[]): Wrongs => ({
  unknown: issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? [{ path: issue.path, keys: issue.keys }] : [])),
  places: issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? [] : [issue.path])),
});

/** What is wrong with the shape, and what is left of the file without it, so that the rest can be looked at in the same go. */
export type Shape = {
  readonly refusals: readonly Refusal[];
  /** Null when too little is left. */
  readonly rest: Rest | null;
};

export const readShape = (value: unknown): Shape => {
  const structure = refuseStructure(value);
  if (structure !== undefined) return { refusals: [structure], rest: null };
  const issues = issuesOf(value);
  const refusals = firstRefusals(issues, value);
  const rest = issues.length === 0 ? { value, leftOut: noneLeftOut } : restOf(value, wrongsOf(issues));
  const read = rest === null ? undefined : companyFileShape.safeParse(rest.value);
  return { refusals, rest: rest === null || read?.success !== true ? null : { file: read.data, leftOut: rest.leftOut } };
};
