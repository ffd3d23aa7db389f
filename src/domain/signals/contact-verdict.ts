import { isoDay } from "../day.ts";
import { dayIn, type Instant } from "../instant.ts";
import { refusal, type Refusal } from "../refusal.ts";
import type { Words } from "../refusals/words.ts";
import { offsetAt } from "../zone-offset.ts";
import { channelWords, type Channel, type ContactCap, type ContactRules, type CountryRule, type LegalSource } from "./contact-rules.ts";

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
    /** On whose clocks days are told. */
    readonly dayZone: string;
  };
  /** Those that concern the recipient, their company's among them. */
  readonly optOuts: readonly OptOut[];
  readonly bases: readonly ContactBasis[];
  /** When and how the prospect was contacted, by whomever; this contact is not among them. */
  readonly contacts: readonly { readonly at: Instant; readonly channel: Channel }[];
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
const everyWay: Words = { en: "by any way", ko: "모든 방법" };

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
  const values = { who: recipient.name, on: isoDay(dayIn(recipient.dayZone, from)), ways: waysOf(channels) };
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
  return { rule: "R2", says, source: rule.source, forbids: forbids(rule, contact) };
};

/** What was made already counts, where the rule is not one that the count goes by. */
const forbids = ({ isCounted }: { readonly isCounted: boolean }, { is }: Contact): boolean => is === "planned" || isCounted;

/** The rules of the recipient's country, of each kind the latest that had begun by then. */
const rulesFor = (rules: ContactRules, { at, channel, recipient }: Contact): readonly CountryRule[] => {
  const day = dayIn(recipient.dayZone, at);
  const began = rules.countries
    .filter(({ country, from }) => country === recipient.country && from <= day)
    .toSorted((a, b) => b.from - a.from);
  return began
    .filter((rule, place) => began.findIndex((other) => other.rule === rule.rule) === place)
    .filter((rule) => rule.off === null && rule.channels.includes(channel));
};

const basisFinding = (contact: Contact, rule: (CountryRule & { readonly rule: "basis" }) | undefined): ContactFinding | undefined => {
  if (contact.bases.some((basis) => holds(basis, contact))) return undefined;
  const says = refusal("contact-no-basis", "", { way: channelWords[contact.channel] });
  return { rule: "R3", says, source: rule?.source ?? null, forbids: rule?.effect === "refuse" && forbids(rule, contact) };
};

/** The cap that had begun by then and is not off; undefined where none holds for the channel. */
const capOn = ({ caps }: ContactRules, { at, channel, recipient: { dayZone } }: Contact): ContactCap | undefined => {
  const day = dayIn(dayZone, at);
  const cap = caps.findLast(({ from }) => from <= day);
  return cap?.off === null && cap.channels.includes(channel) ? cap : undefined;
};

const numberUnder = ({ days, channels }: ContactCap, { at, contacts }: Contact): number =>
  contacts.filter((each) => channels.includes(each.channel) && each.at > at - BigInt(days) * microsPerDay && each.at <= at).length + 1;

const capFinding = (rules: ContactRules, contact: Contact): ContactFinding | undefined => {
  const cap = capOn(rules, contact);
  if (cap === undefined) return undefined;
  const number = numberUnder(cap, contact);
  const { most, days } = cap;
  return number <= most
    ? undefined
    : { rule: "R10", says: refusal("contact-cap", "", { number, most, days }), source: null, forbids: forbids(cap, contact) };
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

/** So often a rule may send a contact on to a later time, at which another one holds. */
const MOST_STEPS = 50;

const quietEnds = (rule: CountryRule & { readonly rule: "quiet-hours" }, { at, recipient }: Contact): Instant => {
  const waits = recipient.zones.flatMap((zone) => {
    const minute = localMinute(zone, at);
    return isQuiet(minute, rule) ? [(rule.quietBefore - minute + minutesPerDay) % minutesPerDay] : [];
  });
  const minute = 60_000_000n;
  return (at / minute) * minute + BigInt(Math.max(1, ...waits)) * minute;
};

/** When the rules that speak against the contact at its time no longer do; null where one does for good, as far as is known. */
const laterTime = (contact: Contact, rules: ContactRules, findings: readonly ContactFinding[]): Instant | null => {
  const times = findings
    .filter(({ forbids: isForbidden }) => isForbidden)
    .map(({ rule }): Instant | null => {
      if (rule === "R1") return contact.optOuts.find((each) => holds(each, contact))?.until ?? null;
      if (rule === "R3") return null;
      if (rule === "R2") {
        const quiet = rulesFor(rules, contact).find((each) => each.rule === "quiet-hours");
        return quiet === undefined ? null : quietEnds(quiet, contact);
      }
      const cap = capOn(rules, contact);
      if (cap === undefined) return null;
      const span = BigInt(cap.days) * microsPerDay;
      const within = contact.contacts
        .filter((each) => cap.channels.includes(each.channel) && each.at > contact.at - span && each.at <= contact.at)
        .map(({ at }) => at)
        .toSorted((one, other) => (one < other ? -1 : 1));
      const last = within[within.length - cap.most];
      return last === undefined ? null : last + span;
    });
  return times.reduce<Instant | null>((latest, time) => (latest === null || time === null ? null : time > latest ? time : latest), 0n);
};

/** From when on a planned contact may be made: its own time, a later one, or null where nothing known ends what speaks against it. */
export const allowedFrom = (contact: Contact, rules: ContactRules): Instant | null => {
  let at = contact.at;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const moved: Contact = { ...contact, is: "planned", at };
    const { counts, findings } = contactVerdict(moved, rules);
    if (counts) return at;
    const later = laterTime(moved, rules, findings);
    if (later === null || later <= at) return null;
    at = later;
  }
  return null;
};
