import { isoDay } from "../day.ts";
import { dayIn, type Instant } from "../instant.ts";
import { refusal, type Refusal } from "../refusal.ts";
import type { Words } from "../refusals/words.ts";
import { offsetAt } from "../zone-offset.ts";
import { channelWords, type Channel, type ContactRules, type CountryRule, type LegalSource } from "./contact-rules.ts";

/** That somebody is not to be contacted: their own word, or a company or list that they belong to. `channels` null: by none. */
export type OptOut = {
  readonly scope: "person" | "company" | "list";
  /** Who asked, or the company's or list's name. */
  readonly name: string;
  readonly from: Instant;
  readonly until: Instant | null;
  readonly channels: readonly Channel[] | null;
};

/** What allows to contact somebody: their consent, an inquiry of theirs, a contract. */
export type ContactBasis = {
  readonly from: Instant;
  readonly until: Instant | null;
  readonly channels: readonly Channel[] | null;
  /** Given for the quiet hours too. */
  readonly coversQuietHours: boolean;
};

/** A contact of ours with a prospect that is to be judged. */
export type Contact = {
  /** Planned: it can still be left. Logged: it was made. */
  readonly is: "planned" | "logged";
  readonly channel: Channel;
  readonly at: Instant;
  readonly recipient: {
    readonly name: string;
    /** ISO 3166 alpha-2. */
    readonly country: string;
    /** Where they may be; see `recipientZones`. */
    readonly zones: readonly string[];
  };
  /** Those that concern the recipient, their company's among them. */
  readonly optOuts: readonly OptOut[];
  readonly bases: readonly ContactBasis[];
  /** When the prospect was contacted, by whomever; this contact is not among them. */
  readonly contacts: readonly Instant[];
};

export type ContactRuleName = "R1" | "R2" | "R3" | "R10";

/** What a rule says against a contact, as a sentence in both languages; `source` null: the company's own rule. */
export type ContactFinding = {
  readonly rule: ContactRuleName;
  readonly says: Refusal;
  readonly source: LegalSource | null;
  /** Else it only tells. */
  readonly forbids: boolean;
};

/**
 * Refused: it may not be made. Flagged: it was made against a rule, or a rule only tells. What a rule forbids does not count, and lowers the target instead
 * where it was asked for.
 */
export type ContactVerdict = {
  readonly verdict: "allowed" | "refused" | "flagged";
  readonly counts: boolean;
  readonly findings: readonly ContactFinding[];
};

const microsPerDay = 86_400_000_000n;
const everyWay: Words = { en: "by no means at all", ko: "모든 방법" };

const holds = (
  { from, until, channels }: Pick<OptOut, "from" | "until" | "channels">,
  { at, channel }: Pick<Contact, "at" | "channel">,
): boolean => from <= at && (until === null || at < until) && (channels === null || channels.includes(channel));

const waysOf = (ways: readonly Channel[] | null): Words =>
  ways === null
    ? everyWay
    : {
        en: ways.map((way) => `not by ${channelWords[way].en}`).join(", "),
        ko: ways.map((way) => channelWords[way].ko).join(", "),
      };

const optOutFinding = ({ scope, name, from, channels }: OptOut, { recipient }: Contact): ContactFinding => {
  const [zone = "UTC"] = recipient.zones;
  const values = { who: recipient.name, on: isoDay(dayIn(zone, from)), ways: waysOf(channels) };
  const says =
    scope === "person" ? refusal("contact-opted-out", "", values) : refusal("contact-do-not-contact", "", { ...values, list: name });
  return { rule: "R1", says, source: null, forbids: true };
};

const minutesPerDay = 1440;

const localMinute = (zone: string, at: Instant): number => {
  const second = Number(at / 1_000_000n);
  const minute = Math.floor((second + offsetAt(zone, second)) / 60);
  return ((minute % minutesPerDay) + minutesPerDay) % minutesPerDay;
};

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

const isQuiet = (minute: number, { quietFrom, quietBefore }: { readonly quietFrom: number; readonly quietBefore: number }): boolean =>
  quietFrom < quietBefore ? minute >= quietFrom && minute < quietBefore : minute >= quietFrom || minute < quietBefore;

const quietFinding = (rule: CountryRule & { readonly rule: "quiet-hours" }, contact: Contact): ContactFinding | undefined => {
  const { at, channel, recipient, bases } = contact;
  if (bases.some((basis) => basis.coversQuietHours && holds(basis, contact))) return undefined;
  const zone = recipient.zones.find((each) => isQuiet(localMinute(each, at), rule));
  if (zone === undefined) return undefined;
  const says = refusal("contact-quiet-hours", "", {
    time: clock(localMinute(zone, at)),
    zone,
    from: clock(rule.quietFrom),
    until: clock(rule.quietBefore),
    way: channelWords[channel],
  });
  return { rule: "R2", says, source: rule.source, forbids: true };
};

/** The rules of the recipient's country, of each kind the latest that had begun by then. */
const rulesFor = (rules: ContactRules, { at, channel, recipient }: Contact): readonly CountryRule[] => {
  const [zone = "UTC"] = recipient.zones;
  const day = dayIn(zone, at);
  const began = rules.countries
    .filter(({ country, from }) => country === recipient.country && from <= day)
    .toSorted((a, b) => b.from - a.from);
  return began
    .filter((rule, place) => began.findIndex((other) => other.rule === rule.rule) === place)
    .filter((rule) => rule.channels.includes(channel));
};

const basisFinding = (contact: Contact, rule: (CountryRule & { readonly rule: "basis" }) | undefined): ContactFinding | undefined => {
  if (contact.bases.some((basis) => holds(basis, contact))) return undefined;
  const says = refusal("contact-no-basis", "", { way: channelWords[contact.channel] });
  return { rule: "R3", says, source: rule?.source ?? null, forbids: rule?.effect === "refuse" };
};

const capFinding = ({ cap }: ContactRules, { at, contacts }: Contact): ContactFinding | undefined => {
  const since = at - BigInt(cap.days) * microsPerDay;
  const number = contacts.filter((each) => each > since && each <= at).length + 1;
  return number <= cap.most
    ? undefined
    : { rule: "R10", says: refusal("contact-cap", "", { number, ...cap }), source: null, forbids: true };
};

/**
 * Whether a contact may be made, or counts where it was made, by the rules of the recipient's country and of the company. Every finding names its rule, says
 * what was found, and where the rule stands. No legal advice: a company answers for what it sets.
 */
export const contactVerdict = (contact: Contact, rules: ContactRules): ContactVerdict => {
  const ofCountry = rulesFor(rules, contact);
  const optOut = contact.optOuts.find((each) => holds(each, contact));
  const quiet = ofCountry.find((rule) => rule.rule === "quiet-hours");
  const found = [
    optOut === undefined ? undefined : optOutFinding(optOut, contact),
    quiet === undefined ? undefined : quietFinding(quiet, contact),
    basisFinding(
      contact,
      ofCountry.find((rule) => rule.rule === "basis"),
    ),
    capFinding(rules, contact),
  ];
  const findings = found.filter((finding) => finding !== undefined);
  const counts = !findings.some(({ forbids }) => forbids);
  const verdict = findings.length === 0 ? "allowed" : contact.is === "planned" && !counts ? "refused" : "flagged";
  return { verdict, counts, findings };
};
