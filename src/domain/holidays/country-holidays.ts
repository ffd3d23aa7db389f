/** The public holidays of a country, by year: `01-01:0 12-25:7`, each day with the place of its name among the names. */
export type CountryHolidays = {
  /** In English and Korean. */
  readonly names: readonly (readonly [en: string, ko: string])[];
  readonly years: Readonly<Record<number, string>>;
  /** What parts of the country keep beside it; a part may keep nothing more. */
  readonly parts: Readonly<Record<string, Readonly<Record<number, string>>>>;
  /** The part that is meant by the country's own code; null: what all parts keep. */
  readonly whole: string | null;
};
