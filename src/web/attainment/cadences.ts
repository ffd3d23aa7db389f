import { en } from "../words/en.ts";

type KnownCadence = keyof typeof en.cadence;

/** Cadences that have a word; a company's own periods are called by their labels alone. */
export const isKnownCadence = (cadence: string): cadence is KnownCadence => cadence in en.cadence;

const fromShort: readonly string[] = Object.keys(en.cadence);

/** The period lengths that the company's plans have, from the shortest. */
export const cadencesOf = (plans: readonly { readonly cadence: string }[]): readonly string[] =>
  [...new Set(plans.map(({ cadence }) => cadence))].toSorted((a, b) => fromShort.indexOf(a) - fromShort.indexOf(b));

/** A month is what most companies look at; else the shortest there is. */
export const defaultCadence = (cadences: readonly string[]): string | undefined =>
  cadences.find((cadence) => cadence === "month") ?? cadences[0];
