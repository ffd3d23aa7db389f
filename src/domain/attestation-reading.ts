import { activityFieldNames, readActivity, type ActivityContext } from "./activity-reading.ts";
import type { ActivityReport } from "./activity.ts";
import { isFields, refuseUnknown, take, type Fields } from "./field-reading.ts";
import { isoInstant, type Instant } from "./instant.ts";
import { ATTESTED_SOURCE } from "./own-sources.ts";
import { outcomeOf, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { refuseType } from "./value-type.ts";

/** An activity that a person enters, since no source told it, and why. */
export type Attestation = { readonly report: ActivityReport; readonly reason: string };

const ofItsSource: ReadonlySet<string> = new Set(["source", "provenance", "revisedAt", "voidedAt", "voidReason"]);
/** What is entered of an activity: everything but what only a source says. */
const fieldNames: ReadonlySet<string> = new Set([...activityFieldNames.filter((name) => !ofItsSource.has(name)), "reason"]);
const longestReason = 1000;

/** Without an `externalId` it gets `madeId`. Refuses with every wrong at once. */
export const readAttestation = (
  fields: unknown,
  context: Omit<ActivityContext, "attests">,
  { now, madeId }: { readonly now: Instant; readonly madeId: string },
): Outcome<Attestation> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"member": "raj", "kind": "call", "reason": "…", …}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, fieldNames, found);
  const { reason: why, ...told } = fields;
  const reason = take(readText(why, "/reason", { max: longestReason, hasLines: true }), "", found);
  const known: Fields = Object.fromEntries(Object.entries(told).filter(([name]) => fieldNames.has(name)));
  // A daily total is known by what it is of.
  const externalId = known["externalId"] ?? (known["total"] === true ? undefined : madeId);
  // A person's correction is news, also where it says again what was said before: it is never a delivery made twice.
  const report = readActivity(
    { ...known, source: ATTESTED_SOURCE, externalId, revisedAt: isoInstant(now) },
    { ...context, attests: true },
    now,
  );
  return outcomeOf(() => {
    if (!report.ok) throw new Error("an attestation that was refused was read");
    return { report: report.value, reason };
  }, [...found, ...(report.ok ? [] : report.refusals)]);
};
