import { parseCadence } from "./cadence.ts";
import { readChoice } from "./choice.ts";
import { parseDay, type Day } from "./day.ts";
import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { readInteger } from "./number.ts";
import type { Cadence } from "./period.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

export const directions = ["outbound", "inbound"] as const;
export type Direction = (typeof directions)[number];

/** What is counted: a kind of activity, in one direction or any. */
export type Counted = { readonly kind: string; readonly direction: Direction | null };

export type QuotaOrder = Counted & {
  readonly cadence: Cadence;
  readonly target: number;
  /** By id or name; null: every rep. */
  readonly team: string | null;
  /** Null: the period that runs; `first-day`: the one of the first such activity. */
  readonly startsOn: Day | "first-day" | null;
};

const fieldNames: ReadonlySet<string> = new Set(["kind", "direction", "cadence", "target", "for", "startsOn", "fromFirstDay"]);
const example = '{"kind": "call", "direction": "outbound", "cadence": "week", "target": 50}';

const readTeam = (value: unknown, found: Refusal[]): string | null => {
  if (isMissing(value)) return null;
  if (!isFields(value)) {
    found.push(refuseType(value, "object", '{"team": "advisers"}', "/for"));
    return null;
  }
  refuseUnknown(value, new Set(["team"]), found, "/for");
  return take(readText(value["team"], "/for/team", { max: 200 }), "", found);
};

/** A quota on a kind of activity. Refuses with everything that is wrong at once; whether there are such a kind, team and period the company says. */
export const readQuotaOrder = (fields: unknown): Outcome<QuotaOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", example, ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, fieldNames, found);
  const { direction, cadence, target, startsOn, fromFirstDay } = fields;
  if (!isMissing(fromFirstDay) && typeof fromFirstDay !== "boolean")
    found.push(refuseType(fromFirstDay, "boolean", "true", "/fromFirstDay"));
  if (!isMissing(startsOn) && fromFirstDay === true) found.push(refusal("quota-start-both", "/fromFirstDay"));
  const text = (field: string): string => take(readText(fields[field], `/${field}`, { max: 100 }), "", found);
  const written = isMissing(cadence) || typeof cadence !== "string" ? text("cadence") : cadence;
  const order: QuotaOrder = {
    kind: text("kind"),
    direction: isMissing(direction) ? null : take(readChoice(direction, directions, "/direction"), "outbound", found),
    cadence: written === "" ? "week" : take<Cadence>(parseCadence(written, "/cadence"), "week", found),
    target: Number(take(readInteger(target, "/target", { min: 1n, max: 1_000_000n }), 1n, found)),
    team: readTeam(fields["for"], found),
    startsOn:
      fromFirstDay === true ? "first-day" : isMissing(startsOn) ? null : take<Day | null>(parseDay(startsOn, "/startsOn"), null, found),
  };
  return outcomeOf(() => order, found);
};
