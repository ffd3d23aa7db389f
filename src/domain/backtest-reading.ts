import { parseDay, type Day } from "./day.ts";
import { isFields, refuseUnknown, take, type Fields } from "./field-reading.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** What is to be looked back at: a draft by its id, or one that stands in the order itself. */
export type BacktestOrder = {
  readonly of: { readonly draft: string } | { readonly input: unknown };
  readonly plan: string | undefined;
  readonly periods: number | undefined;
  readonly rows: boolean;
};

const LONGEST_ID = 255;

const readMaybeText = (fields: Fields, name: string, found: Refusal[], max = LONGEST_ID): string | undefined =>
  isMissing(fields[name]) ? undefined : take(readText(fields[name], `/${name}`, { max, hasLines: true }), undefined, found);

const readPeriods = (value: unknown): Outcome<number | undefined> => {
  if (isMissing(value)) return accepted(undefined);
  return typeof value === "number" ? accepted(value) : refused(refuseType(value, "number", "12", "/periods"));
};

const readRows = (value: unknown): Outcome<boolean> => {
  if (isMissing(value)) return accepted(true);
  return typeof value === "boolean" ? accepted(value) : refused(refuseType(value, "boolean", "false", "/rows"));
};

/** An order for a backtest, from a JSON object. Refuses with every wrong at once; what it is of must be given, and once. */
export const readBacktest = (fields: unknown): Outcome<BacktestOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"draft": "q2-calls", "periods": 12}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, new Set(["draft", "content", "plan", "periods", "rows"]), found);
  const draft = readMaybeText(fields, "draft", found);
  const hasContent = !isMissing(fields["content"]);
  if (isMissing(fields["draft"]) === !hasContent) found.push(refusal("backtest-of", hasContent ? "/content" : "/draft"));
  const order = {
    of: hasContent ? { input: fields["content"] } : { draft: draft ?? "" },
    plan: readMaybeText(fields, "plan", found),
    periods: take(readPeriods(fields["periods"]), undefined, found),
    rows: take(readRows(fields["rows"]), true, found),
  };
  return outcomeOf(() => order, found);
};

export type PublicationOrder = { readonly startsOn: Day | undefined; readonly reason: string | undefined };

/** How a draft is to be published, from a JSON object. */
export const readPublication = (fields: unknown): Outcome<PublicationOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"startsOn": "2026-05-01"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, new Set(["startsOn", "reason"]), found);
  const startsOn = isMissing(fields["startsOn"]) ? undefined : take(parseDay(fields["startsOn"], "/startsOn"), undefined, found);
  const order = { startsOn, reason: readMaybeText(fields, "reason", found, 1000) };
  return outcomeOf(() => order, found);
};
