import { useTranslations } from "use-intl";
import { useCompany } from "../company.tsx";
import { useFormats } from "../formats.tsx";
import { en } from "../words/en.ts";

type KnownCadence = keyof typeof en.cadence;

/** Cadences that every company has; months from a day and lists of periods are a company's own. */
const isKnownCadence = (cadence: string): cadence is KnownCadence => cadence in en.cadence;

const monthFrom = /^month-from-(\d{1,2}|last)$/;
const listOf = (cadence: string): string | undefined => /^list:(.+)$/.exec(cadence)?.[1];

type Listed = { readonly id: string };

/** Whether it can be asked for: an address may have been typed, or name a list that another company has. */
export const isCadence = (cadence: string, lists: readonly Listed[]): boolean =>
  isKnownCadence(cadence) || monthFrom.test(cadence) || lists.some(({ id }) => id === listOf(cadence));

const fromShort: readonly string[] = ["day", "week", "list", "month-from", "month", "quarter", "half", "year"];
const placeOf = (cadence: string): number =>
  fromShort.indexOf(monthFrom.test(cadence) ? "month-from" : listOf(cadence) === undefined ? cadence : "list");

/** The period lengths that the company's plans have, from the shortest; lists stand between weeks and months. */
export const cadencesOf = (plans: readonly { readonly cadence: string }[]): readonly string[] =>
  [...new Set(plans.map(({ cadence }) => cadence))].toSorted((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1));

/** A month is what most companies look at; else the shortest there is. */
export const defaultCadence = (cadences: readonly string[]): string | undefined =>
  cadences.find((cadence) => cadence === "month") ?? cadences.find((cadence) => monthFrom.test(cadence)) ?? cadences[0];

/** `Month`, `Month from the 26th`, `Sales weeks`. */
export const useCadenceName = (): ((cadence: string) => string) => {
  const t = useTranslations();
  const { periodLists = [] } = useCompany();
  const { name } = useFormats();
  return (cadence) => {
    if (isKnownCadence(cadence)) return t(`cadence.${cadence}`);
    const [, day] = monthFrom.exec(cadence) ?? [];
    if (day === "last") return t("cadenceOwn.fromLast");
    if (day !== undefined) return t("cadenceOwn.from", { day });
    const list = listOf(cadence);
    return name(periodLists.find(({ id }) => id === list)?.name) || (list ?? cadence);
  };
};
