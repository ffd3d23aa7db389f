import { currencyDecimals } from "../../domain/currency.ts";
import type { EffortOrder } from "../client.ts";

export const goals = ["results", "income", "worth"] as const;
export type Goal = (typeof goals)[number];
export const rateSources = ["funnel", "assumed", "typed"] as const;
export type RateSource = (typeof rateSources)[number];

/** What is typed, as it is typed; in the address as one text. */
export type Question = {
  readonly goal: Goal;
  readonly results: string;
  readonly income: string;
  readonly each: string;
  readonly worth: string;
  /** In hundredths. */
  readonly chance: number;
  readonly member: string;
  readonly cadence: string;
  readonly source: RateSource;
  readonly first: string;
  readonly last: string;
  readonly stages: readonly { readonly rate: string; readonly minutes: string }[];
  readonly minutes: Readonly<Record<string, string>>;
  readonly hours: string;
  readonly contacts: string;
};

export const emptyQuestion: Question = {
  goal: "results",
  results: "",
  income: "",
  each: "",
  worth: "",
  chance: 80,
  member: "",
  cadence: "month",
  source: "funnel",
  first: "",
  last: "",
  stages: [{ rate: "", minutes: "" }],
  minutes: {},
  hours: "6",
  contacts: "",
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** What an address says; what is not understood is as it begins. */
export const questionOf = (said: string | undefined, otherwise: Question): Question => {
  let found: unknown;
  try {
    found = JSON.parse(said ?? "");
  } catch {
    return otherwise;
  }
  if (!isRecord(found)) return otherwise;
  const { goal, source, chance, stages, minutes } = found;
  const texts = (["results", "income", "each", "worth", "member", "cadence", "first", "last", "hours", "contacts"] as const).map(
    (key) => [key, found[key] === undefined ? otherwise[key] : textOf(found[key])] as const,
  );
  return {
    ...otherwise,
    ...Object.fromEntries(texts),
    goal: goals.find((each) => each === goal) ?? otherwise.goal,
    source: rateSources.find((each) => each === source) ?? otherwise.source,
    chance: typeof chance === "number" && chance >= 50 && chance <= 95 ? chance : otherwise.chance,
    stages: Array.isArray(stages)
      ? stages.filter(isRecord).map((stage) => ({ rate: textOf(stage["rate"]), minutes: textOf(stage["minutes"]) }))
      : otherwise.stages,
    minutes: isRecord(minutes)
      ? Object.fromEntries(Object.entries(minutes).map(([key, value]) => [key, textOf(value)]))
      : otherwise.minutes,
  };
};

/** Only what is otherwise than at the beginning, so that an address is short. */
export const saidOf = (question: Question, otherwise: Question): string | undefined => {
  const other = Object.entries(question).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(otherwise[key as keyof Question]), // its own keys
  );
  return other.length === 0 ? undefined : JSON.stringify(Object.fromEntries(other));
};

const whole = (text: string): number | undefined => (/^\d{1,9}$/.test(plain(text)) ? Number(plain(text)) : undefined);
const decimal = (text: string): number | undefined => (/^\d{1,6}(\.\d{1,4})?$/.test(plain(text)) ? Number(plain(text)) : undefined);
/** As people group digits. */
const plain = (text: string): string => text.replaceAll(/[\s,]/g, "");

const moneyOf = (text: string, currency: string): string | undefined => {
  const amount = plain(text);
  const decimals = currencyDecimals(currency) ?? 2;
  return new RegExp(decimals === 0 ? "^\\d{1,13}$" : `^\\d{1,13}(\\.\\d{1,${decimals}})?$`).test(amount) ? amount : undefined;
};

const stageOf = ({ rate, minutes }: Question["stages"][number]) => {
  const [, reached, of] = /^(\d{1,9})\s*(?:of|중)\s*(\d{1,9})$/.exec(rate.trim().replaceAll(",", "")) ?? [];
  const spent = decimal(minutes);
  const said =
    reached === undefined || of === undefined ? { rate: rate.trim() } : { counted: { reached: Number(reached), of: Number(of) } };
  return rate.trim() === "" ? undefined : { ...said, ...(spent === undefined ? {} : { minutes: spent }) };
};

const wantedOf = ({ goal, results, income, each, worth }: Question, currency: string): EffortOrder["wanted"] | undefined => {
  if (goal === "results") {
    const count = whole(results);
    return count === undefined ? undefined : { results: count };
  }
  if (goal === "worth") {
    const amount = moneyOf(worth, currency);
    return amount === undefined ? undefined : { worth: amount };
  }
  const [needed, pay] = [moneyOf(income, currency), moneyOf(each, currency)];
  return needed === undefined || pay === undefined ? undefined : { income: needed, each: pay };
};

/** What the server is asked; undefined while something is missing. */
export const orderOf = (question: Question, currency: string): EffortOrder | undefined => {
  const wanted = wantedOf(question, currency);
  const stages = question.stages.flatMap((stage) => stageOf(stage) ?? []);
  if (wanted === undefined || (question.source === "typed" && stages.length < question.stages.length)) return undefined;
  const minutes = Object.fromEntries(
    Object.entries(question.minutes).flatMap(([stage, text]) => {
      const spent = decimal(text);
      return spent === undefined ? [] : [[stage, spent]];
    }),
  );
  const [hours, contacts] = [decimal(question.hours), whole(question.contacts)];
  return {
    wanted,
    chance: question.chance / 100,
    cadence: question.cadence,
    ...(question.member === "" ? {} : { member: question.member }),
    ...(question.source === "typed"
      ? { stages }
      : {
          rates: question.source,
          minutes,
          ...(question.first === "" ? {} : { first: question.first }),
          ...(question.last === "" ? {} : { last: question.last }),
        }),
    ...(hours === undefined ? {} : { hoursPerDay: hours }),
    ...(contacts === undefined ? {} : { contacts }),
  };
};
