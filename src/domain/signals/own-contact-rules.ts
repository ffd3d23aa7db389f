import { defaultContactRules, type ContactRules, type CountryRule } from "./contact-rules.ts";

/** What a company says itself of the rules of contact; what it does not say is as `defaultContactRules` has it. */
export type OwnContactRules = ContactRules;

export const noOwnContactRules: OwnContactRules = { caps: [], countries: [], zones: {}, channels: {} };

const kept = new WeakMap<OwnContactRules, ContactRules>();

/** What a company goes by: its own rules from their days on, and the usual ones where it has none. */
export const contactRulesOf = ({ contactRules: own }: { readonly contactRules: OwnContactRules }): ContactRules => {
  const known = kept.get(own);
  if (known !== undefined) return known;
  const isReplaced = (rule: CountryRule): boolean =>
    own.countries.some((each) => each.country === rule.country && each.rule === rule.rule && each.from <= rule.from);
  const rules: ContactRules = {
    caps: [...defaultContactRules.caps, ...own.caps],
    countries: [...own.countries, ...defaultContactRules.countries.filter((rule) => !isReplaced(rule))],
    zones: { ...defaultContactRules.zones, ...own.zones },
    channels: own.channels,
  };
  kept.set(own, rules);
  return rules;
};
