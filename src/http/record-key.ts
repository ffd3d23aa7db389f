import { z } from "zod";
import { readExternalId, readSource } from "../domain/key.ts";
import { outcomeOf } from "../domain/refusal.ts";
import { readText } from "../domain/text.ts";
import { valueOf } from "./refused-request.ts";

const LONGEST_REASON = 1000;

export const recordPath = z.strictObject({ source: z.string(), externalId: z.string() });

/** The key in an address, by the same rules as in a body: what could never have been stored is not looked for. */
export const keyOf = ({ source, externalId }: z.output<typeof recordPath>): { readonly source: string; readonly externalId: string } => {
  const readSourceOutcome = readSource(source, "/source");
  const readId = readExternalId(externalId, "/externalId");
  const refusals = [readSourceOutcome, readId].flatMap((each) => (each.ok ? [] : each.refusals));
  return valueOf(
    outcomeOf(() => ({ source: readSourceOutcome.ok ? readSourceOutcome.value : "", externalId: readId.ok ? readId.value : "" }), refusals),
  );
};

export const readReason = (found: string): string => valueOf(readText(found, "/reason", { max: LONGEST_REASON, hasLines: true }));
