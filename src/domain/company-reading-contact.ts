import { isSupportedCountry } from "libphonenumber-js/min";
import { readDay, readName, refuseUnknown, take, type Findings } from "./company-reading-basics.ts";
import type { ContactRuleEntry, ContactRulesEntry } from "./company-file.ts";
import { builtInKinds, type Company } from "./company.ts";
import { isoDay, type Day } from "./day.ts";
import { refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { channels, defaultContactRules, type Channel, type CountryRule, type LegalSource } from "./signals/contact-rules.ts";
import type { OwnContactRules } from "./signals/own-contact-rules.ts";
import { readText } from "./text.ts";
import { readWebAddress } from "./web-address.ts";
import { parseZone } from "./zone.ts";

const MOST_CONTACTS = 1000;
const MOST_DAYS = 366;
const LONGEST_REASON = 500;

/** `21:00` as minutes after midnight. */
const readTime = (findings: Findings, value: string | null | undefined, pointer: string): number => {
  const [, hour = "", minute = ""] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(value ?? "") ?? [];
  if (hour === "") findings.push(refusal("contact-time", pointer, { found: shown(value ?? "") }));
  return Number(hour) * 60 + Number(minute);
};

const readWhole = (findings: Findings, found: number, limit: number, pointer: string): number => {
  if (!Number.isInteger(found) || found < 1 || found > limit)
    findings.push(refusal("contact-number", pointer, { found: shown(String(found)), limit }));
  return found;
};

const readDated = (findings: Findings, { from, off, counted }: Pick<ContactRuleEntry, "from" | "off" | "counted">, pointer: string) => ({
  from: readDay(findings, from, `${pointer}/from`) ?? -Infinity,
  off: off === null || off === undefined ? null : take(findings, readText(off, `${pointer}/off`, { max: LONGEST_REASON }), ""),
  isCounted: counted ?? true,
});

const readCountry = (findings: Findings, country: string, pointer: string): string => {
  if (!/^[A-Z]{2}$/.test(country) || !isSupportedCountry(country))
    findings.push(refusal("country-unknown", `${pointer}/country`, { found: shown(country) }));
  return country;
};

const readSource = (findings: Findings, source: ContactRuleEntry["source"], pointer: string): LegalSource | null => {
  if (source === null || source === undefined) return null;
  const { en, ko } = readName(findings, source.name, "", `${pointer}/source/name`);
  return {
    name: { en: en ?? ko ?? "", ko: ko ?? en ?? "" },
    url: take(findings, readWebAddress(source.url, `${pointer}/source/url`), ""),
  };
};

/** Two of the same that begin on one day: neither would be the later. */
const refuseSameDay = (findings: Findings, entries: readonly { readonly key: string; readonly from: Day }[], list: string): void => {
  const seen = new Set<string>();
  for (const [index, { key, from }] of entries.entries()) {
    const name = `${key} ${from}`;
    if (seen.has(name))
      findings.push(refusal("contact-rule-repeated", `${list}/${index}`, { found: key, from: Number.isFinite(from) ? isoDay(from) : "–" }));
    seen.add(name);
  }
};

const orUsual = (found: readonly Channel[] | null | undefined, usual: readonly Channel[]): readonly Channel[] =>
  found === null || found === undefined ? usual : [...new Set(found)];

const readCaps = (findings: Findings, entries: NonNullable<ContactRulesEntry["caps"]>): OwnContactRules["caps"] => {
  const [usual] = defaultContactRules.caps;
  const caps = entries.map((entry, index) => {
    const pointer = `/contactRules/caps/${index}`;
    const dated = readDated(findings, entry, pointer);
    return {
      ...dated,
      most: readWhole(findings, entry.contacts ?? usual?.most ?? 0, MOST_CONTACTS, `${pointer}/contacts`),
      days: readWhole(findings, entry.days ?? usual?.days ?? 0, MOST_DAYS, `${pointer}/days`),
      channels: orUsual(entry.channels, usual?.channels ?? channels),
    };
  });
  refuseSameDay(
    findings,
    caps.map(({ from }) => ({ key: "cap", from })),
    "/contactRules/caps",
  );
  return caps.toSorted((one, other) => (one.from < other.from ? -1 : 1));
};

const readQuietHours = (
  findings: Findings,
  entries: NonNullable<ContactRulesEntry["quietHours"]>,
  zones: ReadonlySet<string>,
): readonly CountryRule[] =>
  entries.map((entry, index) => {
    const pointer = `/contactRules/quietHours/${index}`;
    const dated = readDated(findings, entry, pointer);
    if (dated.off === null && !zones.has(entry.country))
      findings.push(refusal("contact-zones", pointer, { country: shown(entry.country) }));
    const time = (value: string | null | undefined, field: string): number =>
      dated.off === null ? readTime(findings, value, `${pointer}/${field}`) : 0;
    return {
      ...dated,
      rule: "quiet-hours",
      country: readCountry(findings, entry.country, pointer),
      channels: orUsual(entry.channels, ["telephone", "message"]),
      quietFrom: time(entry.begins, "begins"),
      quietBefore: time(entry.ends, "ends"),
      source: readSource(findings, entry.source, pointer),
    };
  });

const readBases = (findings: Findings, entries: NonNullable<ContactRulesEntry["basis"]>): readonly CountryRule[] =>
  entries.map((entry, index) => {
    const pointer = `/contactRules/basis/${index}`;
    return {
      ...readDated(findings, entry, pointer),
      rule: "basis",
      effect: entry.effect ?? "refuse",
      country: readCountry(findings, entry.country, pointer),
      channels: orUsual(entry.channels, channels),
      source: readSource(findings, entry.source, pointer),
    };
  });

/** What the company says of the rules of contact. Refuses what it cannot mean, and two rules of one thing from one day. */
export const readContactRules = (findings: Findings, entry: ContactRulesEntry, kinds: Pick<Company, "kinds">["kinds"]): OwnContactRules => {
  const zones = Object.fromEntries(
    Object.entries(entry.zones ?? {}).map(([country, named]) => [
      country,
      named.map((zone, index) => take(findings, parseZone(zone, `/contactRules/zones/${country}/${index}`), zone)),
    ]),
  );
  const known = [...builtInKinds, ...kinds.map(({ id }) => id)];
  const own = Object.entries(entry.channels ?? {});
  for (const [kind] of own)
    if (!known.includes(kind)) findings.push(refuseUnknown("kind", kind, known, `/contactRules/channels/${kind.replaceAll("/", "~1")}`));
  const quiet = readQuietHours(
    findings,
    entry.quietHours ?? [],
    new Set([...Object.keys(defaultContactRules.zones), ...Object.keys(zones)]),
  );
  const bases = readBases(findings, entry.basis ?? []);
  const named = (rules: readonly CountryRule[]) => rules.map(({ country, from }) => ({ key: country, from }));
  refuseSameDay(findings, named(quiet), "/contactRules/quietHours");
  refuseSameDay(findings, named(bases), "/contactRules/basis");
  return {
    caps: readCaps(findings, entry.caps ?? []),
    countries: [...quiet, ...bases],
    zones,
    channels: Object.fromEntries(own.map(([kind, channel]) => [kind, channel === "none" ? null : channel])),
  };
};
