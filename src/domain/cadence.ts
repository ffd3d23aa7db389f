import { perhaps } from "./meant.ts";
import { notFound } from "./not-found.ts";
import { cadences, isListCadence, listOf, type Cadence, type CompanyCadence, type CompanyCalendar } from "./period.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";

const monthFrom = /^month-from-([1-9]|1\d|2[0-8]|last)$/;
/** As an id is written. */
const list = /^list:[\p{L}\p{N}][\p{L}\p{M}\p{N}._@-]{0,63}$/u;

export const isCompanyCadence = (text: string): text is CompanyCadence => cadences.some((each) => each === text);

const isCadence = (text: string): text is Cadence => isCompanyCadence(text) || monthFrom.test(text) || list.test(text);

/** Every form that there is. */
export const cadenceExamples = [...cadences, "month-from-26", "month-from-last", "list:ID"] as const;

/**
 * A cadence as it is written everywhere, in the company file, an address and a command: `week`, `month-from-26`, `month-from-last`,
 * `list:sales-weeks`. Whether there is such a list is asked elsewhere.
 */
export const parseCadence = (text: string, pointer: string): Outcome<Cadence> => {
  const plain = text.normalize("NFC");
  if (isCadence(plain)) return accepted(plain);
  return refused(refusal("enum", pointer, { found: shown(text), choices: cadenceExamples.join(", "), hint: perhaps(text, cadences) }));
};

/** Why a question by this cadence cannot be answered: there is no such list. */
export const refuseUnknownList = (cadence: Cadence | undefined, calendar: CompanyCalendar): readonly Refusal[] =>
  cadence === undefined || !isListCadence(cadence) || listOf(cadence, calendar) !== undefined
    ? []
    : [notFound("periodList", cadence.slice("list:".length), calendar.lists ?? [])];
