import type { ProspectReference } from "../activity.ts";
import { isFields, refuseUnknown, take } from "../field-reading.ts";
import { parseInstant, type Instant } from "../instant.ts";
import { readExternalId } from "../key.ts";
import { parseProspect } from "../prospect-reference.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "../refusal.ts";
import { shown } from "../shown.ts";
import { isMissing, refuseType } from "../value-type.ts";
import { channelOf, contactKinds, type Channel, type ContactRules } from "./contact-rules.ts";

/** A contact that somebody asks of a member. */
export type PlannedContact = {
  readonly member: string;
  readonly prospect: ProspectReference;
  readonly kind: string;
  readonly channel: Channel;
  readonly at: Instant;
};

type Context = { readonly country: string; readonly now: Instant; readonly rules: ContactRules };

const fields: ReadonlySet<string> = new Set(["member", "prospect", "kind", "at"]);
const nobody: ProspectReference = { kind: "id", value: "" };

/** Who is to contact whom, how and when: now where it does not say. Refuses with every wrong at once, a kind that is no contact among them. */
export const readPlannedContact = (value: unknown, { country, now, rules }: Context): Outcome<PlannedContact> => {
  if (!isFields(value))
    return refused(refuseType(value, "object", '{"member": "raj", "prospect": "mina@example.com", "kind": "call"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(value, fields, found);
  const text = (name: string, sample: string): string | null => {
    const each = value[name];
    if (typeof each === "string") return each;
    found.push(isMissing(each) ? refusal("required", `/${name}`) : refuseType(each, "string", sample, `/${name}`));
    return null;
  };
  const member = text("member", '"raj"');
  const prospect = text("prospect", '"mina@example.com"');
  const kind = text("kind", '"call"');
  const channel = kind === null ? undefined : channelOf(kind, rules);
  if (kind !== null && channel === undefined)
    found.push(refusal("contact-kind", "/kind", { found: shown(kind), known: [...contactKinds(rules).keys()].join(", ") }));
  const at = value["at"];
  const contact = {
    member: member === null ? "" : take(readExternalId(member, "/member"), "", found),
    prospect: prospect === null ? nobody : take(parseProspect(prospect, "/prospect", country), nobody, found),
    kind: kind ?? "",
    channel: channel ?? "telephone",
    at: isMissing(at) ? now : take(parseInstant(at, "/at"), now, found),
  };
  return outcomeOf(() => contact, found);
};
