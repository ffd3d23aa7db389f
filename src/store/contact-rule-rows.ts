import { isoDay, type Day } from "../domain/day.ts";
import type { ContactCap, CountryRule } from "../domain/signals/contact-rules.ts";
import { noOwnContactRules, type OwnContactRules } from "../domain/signals/own-contact-rules.ts";
import { dayOf } from "./stored-day.ts";

type Stored<T> = T extends { readonly from: Day } ? Omit<T, "from"> & { readonly from: string | null } : never;

/** How rules of contact lie in jsonb: days as ISO text, null from the beginning. */
export type StoredContactRules = Omit<OwnContactRules, "caps" | "countries"> & {
  readonly caps: readonly Stored<ContactCap>[];
  readonly countries: readonly Stored<CountryRule>[];
};

const stored = <T extends { readonly from: Day }>(rule: T): Stored<T> =>
  ({ ...rule, from: Number.isFinite(rule.from) ? isoDay(rule.from) : null }) as unknown as Stored<T>; // the day alone is written otherwise
const read = <T extends { readonly from: Day }>(rule: Stored<T>): T =>
  ({ ...rule, from: dayOf((rule as { readonly from: string | null }).from) }) as unknown as T; // as `stored` wrote it

export const storedContactRules = (rules: OwnContactRules): StoredContactRules => ({
  ...rules,
  caps: rules.caps.map((cap) => stored(cap)),
  countries: rules.countries.map((rule) => stored(rule)),
});

export const readContactRules = (rules: StoredContactRules | undefined): OwnContactRules =>
  rules === undefined
    ? noOwnContactRules
    : {
        ...rules,
        caps: rules.caps.map((cap) => read<ContactCap>(cap)),
        countries: rules.countries.map((rule) => read<CountryRule>(rule)),
      };
