import type { FastifySchemaCompiler } from "fastify";
import { z } from "zod";
import { controlExceptLines, nul, refuseCharacter } from "../domain/characters.ts";
import { perhaps } from "../domain/meant.ts";
import { outcomeOf, refusal, type Refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { LONGEST_PAGE } from "../operations/list-activities.ts";
import { RefusedRequest } from "./refused-request.ts";

/** As many values as a parameter has been given. */
export type Parameters = Readonly<Record<string, readonly string[]>>;

/** `?on=2026-03-31&team=sales`; percent signs that stand for nothing were refused with the address. */
export const parseParameters = (text: string): Parameters => {
  const parameters: Record<string, string[]> = Object.create(null) as Record<string, string[]>; // a parameter may be called __proto__
  for (const [name, value] of new URLSearchParams(text)) (parameters[name] ??= []).push(value);
  return parameters;
};

const refuseText = (name: string, value: string): Refusal | undefined =>
  refuseCharacter("text-nul", nul, value, `?${name}`) ?? refuseCharacter("text-control", controlExceptLines, value, `?${name}`);

type Shape = Readonly<Record<string, z.ZodType>>;

const choicesOf = (schema: z.ZodType | undefined): readonly string[] => {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  return inner instanceof z.ZodEnum ? inner.options.map(String) : [];
};

const refusalOf = (issue: z.core.$ZodIssue, shape: Shape, values: Readonly<Record<string, string>>): Refusal => {
  const name = String(issue.path[0] ?? "");
  const pointer = `?${name}`;
  const found = values[name];
  if (found === undefined) return refusal("required", pointer);
  const choices = choicesOf(shape[name]);
  return refusal("enum", pointer, { found: shown(found), choices: choices.join(", "), hint: perhaps(found, choices) });
};

/**
 * The parameters of a query or a path: each at most once, none that is not known, no control characters. What the texts mean is for the domain
 * to read, which has the better sentences; a schema only tells names, choices and which may be left out.
 */
export const readParameters = (schema: z.ZodObject, found: Parameters): Readonly<Record<string, unknown>> => {
  const { shape } = schema;
  const refusals: Refusal[] = [];
  const values: Record<string, string> = {};
  for (const [name, given] of Object.entries(found)) {
    const [value = "", ...more] = given;
    if (!Object.hasOwn(shape, name))
      refusals.push(refusal("parameter-unknown", `?${shown(name)}`, { found: shown(name), hint: perhaps(name, Object.keys(shape)) }));
    else if (more.length > 0) refusals.push(refusal("parameter-repeated", `?${name}`, { found: name }));
    else {
      const bad = refuseText(name, value);
      if (bad !== undefined) refusals.push(bad);
      values[name] = value;
    }
  }
  const read = schema.safeParse(values);
  if (!read.success) refusals.push(...read.error.issues.map((issue) => refusalOf(issue, shape, values)));
  const outcome = outcomeOf(() => read.data ?? {}, refusals);
  if (!outcome.ok) throw new RefusedRequest(outcome.refusals);
  return outcome.value;
};

/** Bodies pass: the domain reads them, strictly and all refusals at once. */
export const validatorCompiler: FastifySchemaCompiler<unknown> = ({ schema, httpPart }) => {
  if (httpPart === "body" || !(schema instanceof z.ZodObject)) return (data: unknown) => ({ value: data });
  return (data: Readonly<Record<string, string | readonly string[]>>) => ({
    value: readParameters(
      schema,
      Object.fromEntries(Object.entries(data).map(([name, value]) => [name, typeof value === "string" ? [value] : value])),
    ),
  });
};

/** A whole number from `least` to `most`; `undefined` when it was left out. */
export const readWhole = (
  name: string,
  found: string | undefined,
  { least, most }: { least: number; most: number },
): number | undefined => {
  if (found === undefined) return undefined;
  if (/^\d{1,9}$/.test(found) && Number(found) >= least && Number(found) <= most) return Number(found);
  throw new RefusedRequest([refusal("whole-range", `?${name}`, { found: shown(found), least, most })]);
};

/** How many at most; `undefined` leaves it to the operation. Refuses what is not a whole number from 1 to 200. */
export const readLimit = (found: string | undefined, longest = LONGEST_PAGE): number | undefined => {
  if (found === undefined) return undefined;
  const limit = /^[1-9]\d{0,5}$/.test(found) ? Number(found) : Infinity;
  if (limit <= longest) return limit;
  throw new RefusedRequest([refusal("limit-range", "?limit", { found: shown(found), limit: longest })]);
};
