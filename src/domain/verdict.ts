import { attributePrefix } from "./activity-fields.ts";
import { targetText } from "./target-text.ts";
import type { Credit, Unit } from "./credit.ts";
import { isoDay, type Day } from "./day.ts";
import {
  expressionText,
  fieldsIn,
  quoted,
  type Comparison,
  type Expression,
  type FieldReference,
  type Leaf,
  type Literal,
} from "./expression.ts";
import { converted, factorOn, factorText, type Factor, type FactorTable } from "./factor.ts";
import { nameIn, type Language, type Name } from "./language.ts";
import { creditPerUnit, isMoney, MOST_SUMMED, unitOf, type MetricVersion, type Provenance, type Window } from "./metric.ts";
import { moneyText, type Money } from "./money.ts";
import type { Ruling } from "./ruling.ts";
import { shown } from "./shown.ts";
import type { Bar } from "./signals/barred.ts";
import { barPhrase } from "./signals/bar-words.ts";
import { booleanPhrases, fieldLabels, verdictWords } from "./verdict-words.ts";

/** Whether an activity counts for a metric: what it adds, or everything that keeps it from counting. */
export type Verdict =
  | {
      readonly counted: true;
      readonly credit: Credit;
      /** How the summed value became it, where a factor table says so. */
      readonly conversion?: Conversion;
      /** What was ruled, where something was. */
      readonly ruling?: Ruling;
      /** Of a daily total: what it is counted beside. */
      readonly total?: TotalBeside;
    }
  | { readonly counted: false; readonly failing: readonly [FailedCondition, ...FailedCondition[]] };

/** What a daily total states, and what the records of its member, kind and day count for: it adds the difference. */
export type TotalBeside = { readonly stated: Credit; readonly recorded: Credit; readonly unit: Unit };

/** A field's value as it stands in the record; null when it is missing. */
export type FoundValue = string | bigint | boolean | Money | null;

/** The record that a verdict is about: its values by field name, and whether it names a prospect at all. */
export type Found = {
  readonly fields: Readonly<Record<string, FoundValue>>;
  readonly namesProspect: boolean;
  /** A signal of the prospect, and not a later one. */
  readonly answersSignal: boolean;
};

export type FailedCondition =
  /** One of the parts of `where` that are joined by `&&`. `condition` is its text. */
  | {
      readonly code: "condition";
      readonly expression: Expression;
      readonly condition: string;
      readonly found: readonly { readonly field: FieldReference; readonly value: FoundValue }[];
      readonly namesProspect: boolean;
      readonly answersSignal: boolean;
    }
  /** A ruling says that the record does not count. */
  | { readonly code: "ruled-out"; readonly ruling: Ruling }
  | { readonly code: "voided"; readonly reason: string | null }
  /** `employed`: of the member whom the reference names and who was not employed on that day, the first or the last day; null when it names nobody. */
  | {
      readonly code: "unattributed";
      readonly reference: string;
      readonly employed: { readonly from: Day } | { readonly through: Day } | null;
    }
  /** Another source's record of the same act counts in its place. */
  | { readonly code: "same-act"; readonly holder: { readonly source: string; readonly externalId: string } }
  /** A rule of contact kept it from being made, or it was made against one. */
  | { readonly code: "contact"; readonly bar: Bar }
  | { readonly code: "provenance"; readonly found: Provenance; readonly needed: readonly Provenance[] }
  | { readonly code: "currency"; readonly found: Money; readonly needed: string }
  | { readonly code: "no-prospect" }
  /** The metric sums a field that the record lacks. */
  | { readonly code: "measure-missing"; readonly field: FieldReference }
  /** The metric sums an attribute, which here is no number that one record can have. */
  | { readonly code: "measure-range"; readonly field: FieldReference; readonly found: bigint }
  /** The factor table says nothing of the value on the record's day. */
  | { readonly code: "factor-missing"; readonly table: Name; readonly field: FieldReference; readonly found: string; readonly on: Day }
  /** The prospect's one credit of the window belongs to an earlier activity. */
  | {
      readonly code: "window-taken";
      readonly window: Window;
      /** Null: the record of somebody whose things are not to be seen. */
      readonly holder: { readonly source: string; readonly externalId: string; readonly on: Day; readonly memberName: Name | null } | null;
    }
  /** All that a daily total states is here as records. */
  | { readonly code: "total-covered"; readonly total: TotalBeside }
  /** Another total of the same member, kind and day states more. */
  | { readonly code: "total-exceeded"; readonly by: { readonly source: string; readonly externalId: string } };

/** A summed value and what a factor left of it, before members and prospects have their shares. */
export type Conversion = {
  readonly field: FieldReference;
  readonly value: bigint | Money;
  readonly factor: Factor;
  readonly table: Name;
  readonly key: string;
  readonly from: Day;
  readonly credit: Credit;
  readonly unit: Unit;
};

/** What a record's value comes to by the factor of its day; null where the table has none. */
export const conversionOf = (
  { measure }: MetricVersion,
  table: FactorTable,
  { fields, on }: { readonly fields: Found["fields"]; readonly on: Day },
): Conversion | null => {
  const key = fields[table.by];
  if (measure.type === "count" || typeof key !== "string") return null;
  const value = fields[measure.of];
  const held = factorOn(table, key, on);
  if (held === null || (typeof value !== "bigint" && !isAmount(value))) return null;
  const credit = converted(typeof value === "bigint" ? value * creditPerUnit(measure) : value.amountMinor, held.value);
  const field = { name: measure.of, type: isMoney(measure) ? "money" : "int" } as const;
  return { field, value, factor: held.value, table: table.name, key, from: held.from, credit, unit: unitOf(measure) };
};

const isAmount = (value: FoundValue | undefined): value is Money => typeof value === "object" && value !== null;

/**
 * Each condition of an expression that the database found false, with what the record has in the fields that it asks.
 * `holds` comes in the order of `conditionsOf`; the decision is the database's alone.
 */
export const failingConditions = (conditions: readonly Expression[], holds: readonly boolean[], found: Found): readonly FailedCondition[] =>
  conditions
    .filter((_, index) => holds[index] !== true)
    .map((expression) => ({
      code: "condition",
      expression,
      condition: expressionText(expression),
      found: fieldsIn(expression).map((field) => ({ field, value: found.fields[field.name] ?? null })),
      namesProspect: found.namesProspect,
      answersSignal: found.answersSignal,
    }));

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");

const money = (amount: Money, language: Language): string => {
  const [whole = "", rest] = moneyText(amount).split(".");
  const number = grouped(whole) + (rest === undefined ? "" : `.${rest}`);
  return language === "ko" && amount.currency === "KRW" ? `${number}원` : `${number} ${amount.currency}`;
};

const creditText = (credit: Credit, unit: Unit, language: Language): string => {
  if (unit.type === "money") return money({ amountMinor: credit, currency: unit.currency }, language);
  const [whole = "", decimals] = targetText(credit, unit).split(".");
  const number = grouped(whole) + (decimals === undefined ? "" : `.${decimals}`);
  return unit.type === "seconds" ? verdictWords[language].seconds(number) : number;
};

/** How a daily total stands beside the records of its day: `12 of the 15 are here as records`. */
export const totalSentence = ({ stated, recorded, unit }: TotalBeside, language: Language): string =>
  verdictWords[language].totalBeside(creditText(stated, unit, language), creditText(recorded, unit, language));

const isPlain = (text: string): boolean => /^[\p{L}\p{N}_][\p{L}\p{N}_\- ]*$/u.test(text);

const labelOf = (field: FieldReference, language: Language): string =>
  fieldLabels.get(field.name)?.[language] ??
  shown(field.name.startsWith(attributePrefix) ? field.name.slice(attributePrefix.length) : field.name);

const writtenOrNamed = (name: Name | undefined, value: string, language: Language): string => {
  if (name !== undefined) return nameIn(name, language);
  return isPlain(value) ? shown(value) : quoted(shown(value));
};

/** What a value of a field is called; undefined: as it is written. */
export type ValueName = (field: string, value: string) => Name | undefined;

const asWritten: ValueName = () => undefined;

/** A value in the unit of its field: `41 s`, `Monday`, `12.50 USD`. */
const valueText = (field: FieldReference, value: Exclude<FoundValue, null>, language: Language, nameOf = asWritten): string => {
  const words = verdictWords[language];
  switch (typeof value) {
    case "boolean":
      return (
        booleanPhrases.get(field.name)?.[value ? "yes" : "no"][language] ??
        words.asks(labelOf(field, language), value ? words.yes : words.no)
      );
    case "object":
      return money(value, language);
    case "string":
      if (field.name === "provenance" && Object.hasOwn(words.provenance, value))
        return Object.entries(words.provenance).find(([each]) => each === value)?.[1] ?? value;
      return writtenOrNamed(nameOf(field.name, value), value, language);
    default: {
      const number = grouped(String(value));
      if (field.name === "durationSeconds") return words.seconds(number);
      if (field.name === "weekday") return words.weekdays[Number(value) - 1] ?? number;
      return field.name === "localHour" ? words.hour(number) : number;
    }
  }
};

/** The words of a yes or no name what it is about. */
const saysItsField = (field: FieldReference): boolean => field.type === "bool";

const literalText = (field: FieldReference, value: Literal, language: Language, nameOf: ValueName): string =>
  valueText(field, typeof value === "object" ? { amountMinor: value.amountMinor, currency: value.currency.code } : value, language, nameOf);

const opposite: Readonly<Record<Comparison, Comparison>> = { "==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<" };

/** What a leaf asks of its field, without the field's name: `60 s or more`. `isNegated`: the leaf stands under a `!`. */
const neededBy = (leaf: Leaf, isNegated: boolean, language: Language, nameOf = asWritten): string => {
  const words = verdictWords[language];
  switch (leaf.type) {
    case "compare": {
      const operator = isNegated ? opposite[leaf.operator] : leaf.operator;
      if (typeof leaf.value === "boolean") return valueText(leaf.field, (operator === "==") === leaf.value, language);
      return (leaf.field.name === "weekday" ? words.weekdayCompared : words.compared)[operator](
        literalText(leaf.field, leaf.value, language, nameOf),
      );
    }
    case "size":
      return words.compared[isNegated ? opposite[leaf.operator] : leaf.operator](words.characters(grouped(String(leaf.value))));
    case "in": {
      const values = leaf.values.map((value) => literalText(leaf.field, value, language, nameOf));
      return isNegated ? words.noneOf(values) : words.oneOf(values);
    }
    case "has":
      return isNegated ? words.absent : words.present;
    case "text":
      return (isNegated ? words.noText : words.text)[leaf.operator](quoted(shown(leaf.value)));
    case "field":
      return valueText(leaf.field, !isNegated, language);
  }
};

const described = (expression: Expression, isNegated: boolean, language: Language, nameOf: ValueName): string => {
  const words = verdictWords[language];
  switch (expression.type) {
    case "not":
      return described(expression.part, !isNegated, language, nameOf);
    case "always":
      return expression.value === isNegated ? words.never : words.always;
    case "and":
    case "or": {
      const parts = expression.parts.map((part) => {
        const text = described(part, isNegated, language, nameOf);
        return part.type === "and" || part.type === "or" ? `(${text})` : text;
      });
      return ((expression.type === "and") === isNegated ? words.any : words.all)(parts);
    }
    default: {
      const needed = neededBy(expression, isNegated, language, nameOf);
      return saysItsField(expression.field) && expression.type !== "has" ? needed : words.asks(labelOf(expression.field, language), needed);
    }
  }
};

/** A condition in words: `duration: 60 s or more`; its values by their names, where they have any. */
export const describeCondition = (expression: Expression, language: Language, nameOf = asWritten): string =>
  described(expression, false, language, nameOf);

/** The one leaf of a condition that is a leaf or its negation. */
const soleLeaf = (expression: Expression, isNegated = false): { readonly leaf: Leaf; readonly isNegated: boolean } | undefined => {
  switch (expression.type) {
    case "not":
      return soleLeaf(expression.part, !isNegated);
    case "and":
    case "or":
    case "always":
      return undefined;
    default:
      return { leaf: expression, isNegated };
  }
};

type FailedRule = Extract<FailedCondition, { code: "condition" }>;

/** What is missing with everything that could be asked of it. */
const wholeWords = (
  { name }: FieldReference,
  { namesProspect, answersSignal }: FailedRule,
  words: { readonly noProspect: string; readonly noSignal: string },
): string | undefined => {
  if (name.startsWith("prospect.") && !namesProspect) return words.noProspect;
  return name.startsWith("signal.") && !answersSignal ? words.noSignal : undefined;
};

/** What the record has: `41 s`, `direction is inbound`, `time unknown`. */
const foundText = (
  field: FieldReference,
  value: FoundValue,
  failed: FailedRule,
  { language, nameOf }: { readonly language: Language; readonly nameOf: ValueName },
): string => {
  const words = verdictWords[language];
  if (value === null) {
    if (field.name === "localHour") return words.timeUnknown;
    return wholeWords(field, failed, words) ?? words.unknown(labelOf(field, language));
  }
  const text = valueText(field, value, language, nameOf);
  return saysItsField(field) || field.name === "durationSeconds" || field.name === "weekday"
    ? text
    : words.is(labelOf(field, language), text);
};

/** Stages that are kept out, and colleagues: the act was done, but not towards a prospect. */
const isKeptOut = ({ leaf, isNegated }: { readonly leaf: Leaf; readonly isNegated: boolean }): boolean => {
  if (leaf.field.name === "prospect.stage")
    return leaf.type === "compare"
      ? (leaf.operator === "!=") !== isNegated && ["==", "!="].includes(leaf.operator)
      : leaf.type === "in" && isNegated;
  if (leaf.field.name !== "prospect.isColleague") return false;
  return leaf.type === "field" ? isNegated : leaf.type === "compare" && ((leaf.operator === "!=") === (leaf.value === true)) !== isNegated;
};

const inOtherCurrency = (leaf: Leaf, value: FoundValue): value is Money =>
  typeof value === "object" &&
  value !== null &&
  (leaf.type === "compare" || leaf.type === "in") &&
  (leaf.type === "in" ? leaf.values : [leaf.value]).some((wanted) => typeof wanted === "object" && wanted.currency.code !== value.currency);

const ruleSentence = (failed: FailedRule, language: Language, nameOf: ValueName): string => {
  const words = verdictWords[language];
  const sole = soleLeaf(failed.expression);
  const found = failed.found.map(({ field, value }) => foundText(field, value, failed, { language, nameOf }));
  if (sole === undefined) {
    const needed = describeCondition(failed.expression, language, nameOf);
    return words.needs(found.length === 0 ? needed : [...new Set(found)].join(", "), needed);
  }
  const [first] = failed.found;
  const value = first?.value ?? null;
  const [text = ""] = found;
  if (value === null && (sole.leaf.field.name === "localHour" || wholeWords(sole.leaf.field, failed, words) !== undefined)) return text;
  if (isKeptOut(sole)) return words.notToProspects(text);
  if (inOtherCurrency(sole.leaf, value))
    return words.needs(words.otherCurrency(money(value, language)), neededBy(sole.leaf, sole.isNegated, language, nameOf));
  return words.needs(text, neededBy(sole.leaf, sole.isNegated, language, nameOf));
};

/** `120,000 KRW × 30% (Conversion rate: term, from 2026-01-01) = 36,000 KRW`. */
export const conversionSentence = ({ field, value, factor, table, key, from, credit, unit }: Conversion, language: Language): string =>
  verdictWords[language].converted({
    value: valueText(field, value, language),
    factor: factorText(factor),
    table: shown(nameIn(table, language)),
    key: shown(key),
    from: Number.isFinite(from) ? isoDay(from) : undefined,
    credit: creditText(credit, unit, language),
  });

const recordText = ({ source, externalId }: { readonly source: string; readonly externalId: string }): string =>
  `${shown(source)} ${quoted(shown(externalId))}`;

/** Why an activity does not count, one sentence for each reason: `41 s, this metric needs 60 s or more`; values by their names, where they have any. */
export const failureSentence = (failed: FailedCondition, language: Language, nameOf: ValueName): string => {
  const words = verdictWords[language];
  switch (failed.code) {
    case "condition":
      return ruleSentence(failed, language, nameOf);
    case "ruled-out":
      return words.ruledOut(shown(failed.ruling.by), failed.ruling.at.slice(0, 10), shown(failed.ruling.reason), failed.ruling.dispute);
    case "voided":
      return words.voided(shown(failed.reason ?? ""));
    case "unattributed": {
      const reference = quoted(shown(failed.reference));
      if (failed.employed === null) return words.unattributed(reference);
      return "from" in failed.employed
        ? words.employedFrom(reference, isoDay(failed.employed.from))
        : words.employedThrough(reference, isoDay(failed.employed.through));
    }
    case "same-act":
      return words.sameAct(recordText(failed.holder));
    case "contact":
      return barPhrase(failed.bar, language);
    case "provenance":
      return words.needs(words.provenance[failed.found], words.oneOf(failed.needed.map((each) => words.provenance[each])));
    case "currency":
      return words.currency(money(failed.found, language), failed.needed);
    case "no-prospect":
      return words.noProspect;
    case "measure-missing":
      return words.unknown(labelOf(failed.field, language));
    case "measure-range":
      return words.needs(
        words.is(labelOf(failed.field, language), grouped(String(failed.found))),
        words.compared["<="](grouped(String(MOST_SUMMED))),
      );
    case "factor-missing":
      return words.noFactor(
        shown(nameIn(failed.table, language)),
        words.is(labelOf(failed.field, language), quoted(shown(failed.found))),
        isoDay(failed.on),
      );
    case "window-taken": {
      if (failed.holder === null) return words.windowTaken(failed.window, words.someonesElse);
      const { source, externalId, on, memberName } = failed.holder;
      return words.windowTaken(
        failed.window,
        words.holder(recordText({ source, externalId }), isoDay(on), memberName === null ? undefined : shown(nameIn(memberName, language))),
      );
    }
    case "total-covered": {
      const { stated, recorded, unit } = failed.total;
      return words.totalCovered(creditText(stated, unit, language), creditText(recorded, unit, language));
    }
    case "total-exceeded":
      return words.totalExceeded(`${shown(failed.by.source)} ${quoted(shown(failed.by.externalId))}`);
  }
};
