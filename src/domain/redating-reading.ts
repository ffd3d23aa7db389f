import { parseSpan, type Span } from "./day.ts";
import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { readExternalId } from "./key.ts";
import { accepted, outcomeOf, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** Whose records are to be dated anew, on which days, and why. */
export type RedatingOrder = { readonly member: string | null; readonly span: Span; readonly reason: string };

const fieldNames: ReadonlySet<string> = new Set(["member", "from", "before", "reason"]);

const LONGEST_REASON = 1000;

/** An order to date records anew, from a JSON object. Refuses with every wrong at once; a reason must be given. */
export const readRedating = (fields: unknown): Outcome<RedatingOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"member": "raj", "from": "2026-03-01", …}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, fieldNames, found);
  const member = isMissing(fields["member"]) ? accepted(null) : readExternalId(fields["member"], "/member");
  const span = parseSpan(fields["from"], fields["before"], { from: "/from", before: "/before" });
  const reason = readText(fields["reason"], "/reason", { max: LONGEST_REASON, hasLines: true });
  const order = {
    member: take<string | null>(member, null, found),
    span: take(span, { startsOn: 0, endsBefore: 0 }, found),
    reason: take(reason, "", found),
  };
  return outcomeOf(() => order, found);
};
