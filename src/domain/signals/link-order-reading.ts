import type { ProspectReference } from "../activity.ts";
import { isFields, refuseUnknown, take } from "../field-reading.ts";
import { parseInstant, type Instant } from "../instant.ts";
import { readExternalId } from "../key.ts";
import { parseProspect } from "../prospect-reference.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "../refusal.ts";
import { isMissing, refuseType } from "../value-type.ts";
import { readWebAddress } from "../web-address.ts";

/** Where a link leads, and the topic that a click on it is on. */
export type LinkTarget = { readonly url: string; readonly topic: string | null };

/** Links that one message has, for each of its recipients. */
export type LinkOrder = {
  readonly recipients: readonly ProspectReference[];
  /** When it is sent; a click within a minute is perhaps a scanner's. */
  readonly sentAt: Instant;
  readonly links: readonly LinkTarget[];
};

const orderFields: ReadonlySet<string> = new Set(["recipients", "sentAt", "links"]);
const linkFields: ReadonlySet<string> = new Set(["url", "topic"]);
const MOST_RECIPIENTS = 1_000;
const MOST_LINKS = 20;

const nobody: ProspectReference = { kind: "id", value: "" };

const readList = <T>(
  value: unknown,
  { pointer, most, example }: { readonly pointer: string; readonly most: number; readonly example: string },
  found: Refusal[],
  read: (each: unknown, at: string) => T,
): readonly T[] => {
  if (!Array.isArray(value) || value.length === 0) {
    found.push(isMissing(value) ? refusal("required", pointer) : refuseType(value, "array", example, pointer));
    return [];
  }
  if (value.length > most) {
    found.push(refusal("links-many", pointer, { found: value.length, limit: most }));
    return [];
  }
  return value.map((each, place) => read(each, `${pointer}/${place}`));
};

/** Links to be made, each for each recipient. Refuses with every wrong at once. */
export const readLinkOrder = (
  fields: unknown,
  { country, now }: { readonly country: string; readonly now: Instant },
): Outcome<LinkOrder> => {
  if (!isFields(fields))
    return refused(refuseType(fields, "object", '{"recipients": ["mina@example.com"], "links": [{"url": "https://…"}]}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, orderFields, found);
  const order = {
    recipients: readList(
      fields["recipients"],
      { pointer: "/recipients", most: MOST_RECIPIENTS, example: '["mina@example.com"]' },
      found,
      (each, at) =>
        take(
          typeof each === "string" ? parseProspect(each, at, country) : refused(refuseType(each, "string", '"mina@example.com"', at)),
          nobody,
          found,
        ),
    ),
    sentAt: isMissing(fields["sentAt"]) ? now : take(parseInstant(fields["sentAt"], "/sentAt"), now, found),
    links: readList(
      fields["links"],
      { pointer: "/links", most: MOST_LINKS, example: '[{"url": "https://example.com/plans"}]' },
      found,
      (each, at): LinkTarget => {
        if (!isFields(each)) {
          found.push(refuseType(each, "object", '{"url": "https://example.com/plans"}', at));
          return { url: "", topic: null };
        }
        const inside: Refusal[] = [];
        refuseUnknown(each, linkFields, inside);
        found.push(...inside.map((wrong) => ({ ...wrong, pointer: `${at}${wrong.pointer}` })));
        const { topic } = each;
        return {
          url: take(readWebAddress(each["url"], `${at}/url`), "", found),
          topic: isMissing(topic) ? null : take<string | null>(readExternalId(topic, `${at}/topic`), null, found),
        };
      },
    ),
  };
  return outcomeOf(() => order, found);
};
