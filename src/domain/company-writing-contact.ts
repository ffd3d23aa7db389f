import type { ContactRuleEntry, ContactRulesEntry } from "./company-file.ts";
import { isoDay } from "./day.ts";
import type { ContactCap, CountryRule } from "./signals/contact-rules.ts";
import type { OwnContactRules } from "./signals/own-contact-rules.ts";

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

const datedEntry = ({ from, off, isCounted }: Pick<ContactCap, "from" | "off" | "isCounted">) => ({
  ...(Number.isFinite(from) ? { from: isoDay(from) } : {}),
  ...(off === null ? {} : { off }),
  ...(isCounted ? {} : { counted: false }),
});

const ruleEntry = (rule: CountryRule): ContactRuleEntry => ({
  country: rule.country,
  ...datedEntry(rule),
  channels: rule.channels,
  ...(rule.source === null ? {} : { source: rule.source }),
});

/** What a company says of the rules of contact as its file says it; undefined where it says nothing. */
export const contactRulesEntry = ({ caps, countries, zones, channels }: OwnContactRules): ContactRulesEntry | undefined => {
  const quiet = countries.filter((rule) => rule.rule === "quiet-hours");
  const bases = countries.filter((rule) => rule.rule === "basis");
  const entry: ContactRulesEntry = {
    ...(caps.length === 0
      ? {}
      : { caps: caps.map((cap) => ({ contacts: cap.most, days: cap.days, ...datedEntry(cap), channels: cap.channels })) }),
    ...(quiet.length === 0
      ? {}
      : {
          quietHours: quiet.map((rule) => ({
            ...ruleEntry(rule),
            ...(rule.off === null ? { begins: clock(rule.quietFrom), ends: clock(rule.quietBefore) } : {}),
          })),
        }),
    ...(bases.length === 0 ? {} : { basis: bases.map((rule) => ({ ...ruleEntry(rule), effect: rule.effect })) }),
    ...(Object.keys(zones).length === 0 ? {} : { zones }),
    ...(Object.keys(channels).length === 0
      ? {}
      : { channels: Object.fromEntries(Object.entries(channels).map(([kind, channel]) => [kind, channel ?? "none"])) }),
  };
  return Object.keys(entry).length === 0 ? undefined : entry;
};

/** The same for a list of changes, rule by rule. */
export const contactRulesFields = (rules: OwnContactRules): Readonly<Record<string, string>> => {
  const entry = contactRulesEntry(rules);
  if (entry === undefined) return {};
  const text = (value: object): string =>
    Object.entries(value)
      .map(([field, each]) => `${field}: ${typeof each === "object" ? JSON.stringify(each) : String(each)}`)
      .join(", ");
  const named = (list: string, entries: readonly (object & { readonly country?: string; readonly from?: string | null | undefined })[]) =>
    entries.map(({ country, from, ...more }) => [
      ["contactRules", list, country, from].filter((part) => part !== undefined && part !== null).join("."),
      text(more),
    ]);
  return Object.fromEntries([
    ...named("caps", entry.caps ?? []),
    ...named("quietHours", entry.quietHours ?? []),
    ...named("basis", entry.basis ?? []),
    ...Object.entries(entry.zones ?? {}).map(([country, zones]) => [`contactRules.zones.${country}`, zones.join(", ")]),
    ...Object.entries(entry.channels ?? {}).map(([kind, channel]) => [`contactRules.channels.${kind}`, channel]),
  ]);
};
