import type { AttributeValue } from "./activity.ts";
import type { AttributeType } from "./company.ts";
import { isFields, pointerPart, refuseSecret, refuseUnknown, take } from "./field-reading.ts";
import { readMoney } from "./money.ts";
import { readInteger } from "./number.ts";
import { accepted, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** The attributes that a company declares, and the currency of those that are money and name none. */
export type AttributeContext = { readonly attributes: ReadonlyMap<string, AttributeType>; readonly currency: string };

const longestAttribute = 1000;
/** What the database keeps of a whole number. */
const anyInteger = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

const readAttribute = (value: unknown, type: AttributeType, pointer: string, context: AttributeContext): Outcome<AttributeValue> => {
  if (type === "string") return readText(value, pointer, { max: longestAttribute, hasLines: true });
  if (type === "int") {
    const safe = refuseSecret(accepted(String(value)), pointer);
    return safe.ok ? readInteger(value, pointer, anyInteger) : safe;
  }
  if (type === "money") return readMoney({ amount: value, fallback: context.currency, pointers: { amount: pointer, currency: pointer } });
  return typeof value === "boolean" ? accepted(value) : refused(refuseType(value, "boolean", "true", pointer));
};

/** Attributes by their declared types; null when none is told. Those that are not declared, and values of another type, are put to the refusals. */
export const readAttributes = (
  value: unknown,
  context: AttributeContext,
  found: Refusal[],
): Readonly<Record<string, AttributeValue>> | null => {
  if (!isFields(value)) {
    found.push(refuseType(value, "object", '{"campaign": "spring"}', "/attributes"));
    return null;
  }
  const read: [string, AttributeValue][] = [];
  refuseUnknown(value, context.attributes, found, "/attributes");
  for (const [name, each] of Object.entries(value)) {
    const type = context.attributes.get(name);
    if (type !== undefined && !isMissing(each))
      read.push([name, take<AttributeValue>(readAttribute(each, type, `/attributes/${pointerPart(name)}`, context), "", found)]);
  }
  // By name, so that the order in which a sender writes them makes no revision.
  return read.length === 0 ? null : Object.fromEntries(read.sort(([a], [b]) => (a < b ? -1 : 1)));
};
