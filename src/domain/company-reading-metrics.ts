import { attributeOf, attributePrefix, type FieldType } from "./activity-fields.ts";
import type { MeasureEntry, MetricEntry } from "./company-file.ts";
import { firstDifference, metricVersionFields } from "./company-changes.ts";
import type { Company, Settings } from "./company.ts";
import { parseCurrency } from "./currency.ts";
import type { Day } from "./day.ts";
import { expressionText, fieldsIn } from "./expression.ts";
import { metricFields, readStored } from "./metric-expression.ts";
import { isMoney, provenances, unitOf, type Measure, type Metric, type MetricVersion, type OncePer } from "./metric.ts";
import { perhaps } from "./meant.ts";
import { parseExpression } from "./parse-expression.ts";
import { refusal, type Refusal } from "./refusal.ts";
import { isSame } from "./same.ts";
import { shown } from "./shown.ts";
import type { Words } from "./refusals/words.ts";
import { readDay, readId, readName, take, type Findings } from "./company-reading-basics.ts";
import { readFactorOf } from "./company-reading-factors.ts";
import { nextNumber } from "./company-reading-people.ts";
import { byId, readReason, supersede, type NamedVersion, type Placed } from "./company-reading-versions.ts";

type Summable = Exclude<Measure, { readonly type: "count" }>["of"];

/** The fields that can be added up, with their types. */
const summableFields = ({ attributes }: Company): ReadonlyMap<string, { readonly of: Summable; readonly type: "int" | "money" }> => {
  const own = Object.entries(attributes).flatMap(([name, type]) =>
    type === "int" || type === "money" ? [{ of: `${attributePrefix}${name}` as const, type }] : [],
  );
  const fields = [
    { of: "quantity", type: "int" },
    { of: "durationSeconds", type: "int" },
    { of: "amount", type: "money" },
    ...own,
  ] as const;
  return new Map(fields.map((field) => [field.of, field]));
};

const refuseSum = (found: string, company: Company, pointer: string): Refusal => {
  const names = [...summableFields(company).keys()];
  const attribute = attributeOf(found);
  const type = attribute === undefined ? undefined : company.attributes[attribute];
  return type === undefined
    ? refusal("measure-field", pointer, { found: shown(found), choices: names.join(", "), hint: perhaps(found, names) })
    : refusal("measure-type", pointer, { found: shown(found), type });
};

const readMeasure = (findings: Findings, entry: MeasureEntry | null | undefined, company: Company, pointer: string): Measure => {
  if (entry === null || entry === undefined || entry === "count") return { type: "count" };
  const { sum, currency, factor } = entry;
  const field = summableFields(company).get(sum);
  const byFactor = factor === null || factor === undefined ? {} : { factor: readFactorOf(findings, factor, company, `${pointer}/factor`) };
  const isGiven = currency !== null && currency !== undefined;
  if (field === undefined) findings.push(refuseSum(sum, company, `${pointer}/sum`));
  if (field?.type === "money") {
    const code = isGiven ? take(findings, parseCurrency(currency, `${pointer}/currency`), company.currency) : company.currency;
    // The type says that the field is one of money.
    return { type: "sum", of: field.of as "amount", currency: code, ...byFactor };
  }
  if (field !== undefined && isGiven) findings.push(refusal("currency-not-counted", `${pointer}/currency`));
  return { type: "sum", of: (field?.of ?? "quantity") as "quantity", ...byFactor };
};

/** Added to the refusal of a day that is gone. */
const orWithReason: Words = {
  en: " To start earlier, say why in reason: the days since then are counted anew.",
  ko: " 더 일찍 시작하려면 reason에 이유를 쓰세요. 그날부터 다시 셉니다.",
};

const readVersion = (findings: Findings, { entry, pointer }: Placed<MetricEntry>, company: Company): NamedVersion<MetricVersion> => {
  const measure = readMeasure(findings, entry.measure, company, `${pointer}/measure`);
  take(findings, parseExpression(entry.where, metricFields(company, measure), `${pointer}/where`), null);
  const startsOn = readDay(findings, entry.startsOn, `${pointer}/startsOn`);
  const named = entry.provenance ?? [];
  const reason = readReason(findings, entry.reason, `${pointer}/reason`);
  const oncePer: OncePer | null =
    entry.oncePer === null || entry.oncePer === undefined
      ? null
      : { prospect: entry.oncePer.prospect, within: entry.oncePer.within ?? "member" };
  return {
    pointer,
    hasStart: startsOn !== null,
    value: {
      version: 0,
      startsOn: startsOn ?? -Infinity,
      name: readName(findings, entry.name, entry.id, `${pointer}/name`),
      where: entry.where,
      measure,
      oncePer,
      provenance: named.length === 0 ? null : provenances.filter((each) => named.includes(each)),
      ...(reason === null ? {} : { reason }),
    },
  };
};

/** The expression in its one spelling: another spacing or bracket is no other rule. */
const meaningOf = (version: MetricVersion, company: Company): MetricVersion => {
  const read = readStored(company, version);
  return read.ok ? { ...version, where: expressionText(read.value) } : version;
};

/** What of two versions counts otherwise, in words; undefined when they count the same. A name counts nothing. */
const differenceBetween =
  (company: Company) =>
  (before: MetricVersion, after: MetricVersion): Words | undefined =>
    firstDifference(
      metricVersionFields({ ...meaningOf(before, company), name: {} }),
      metricVersionFields({ ...meaningOf(after, company), name: {} }),
    );

export const countsTheSame = (company: Company, one: MetricVersion, other: MetricVersion): boolean =>
  differenceBetween(company)(one, other) === undefined;

const unitText = (version: MetricVersion): Words => {
  const unit = unitOf(version.measure);
  if (unit.type === "money") return { en: unit.currency, ko: unit.currency };
  return unit.type === "seconds" ? { en: "seconds", ko: "초" } : { en: "pieces", ko: "건수" };
};

const refuseOtherUnit = (findings: Findings, id: string, first: MetricVersion, named: readonly NamedVersion<MetricVersion>[]): void => {
  for (const { value, pointer } of named) {
    if (!isSame(unitOf(value.measure), unitOf(first.measure)))
      findings.push(refusal("metric-unit", `${pointer}/measure`, { id, found: unitText(value), before: unitText(first) }));
  }
};

export const readMetrics = (
  findings: Findings,
  entries: readonly Placed<MetricEntry>[],
  before: Settings | null,
  company: Company,
  today: Day,
): readonly Metric[] => {
  const known = new Map((before?.metrics ?? []).map((metric) => [metric.id, metric]));
  let next = nextNumber(before?.metrics ?? []);
  const metrics: Metric[] = [];
  const named = byId(entries);
  for (const [id, placed] of named) {
    readId(findings, id, `${placed[0].pointer}/id`);
    const stored = known.get(id);
    const versions = placed.map((each) => readVersion(findings, each, company));
    if (stored === undefined && versions.every(({ hasStart }) => hasStart)) {
      const [first] = versions.toSorted((a, b) => a.value.startsOn - b.value.startsOn);
      findings.push(refusal("metric-first-version", `${first?.pointer ?? "/metrics"}/startsOn`, { id }));
    }
    const [first, ...later] = supersede(findings, {
      thing: "metric",
      id,
      stored: stored?.versions ?? [],
      named: versions,
      today,
      difference: differenceBetween(company),
      earliest: () => today,
      past: { isAllowed: (version) => version.reason !== undefined, how: orWithReason },
    });
    if (first === undefined) continue;
    refuseOtherUnit(findings, id, first, versions);
    metrics.push({
      number: stored?.number ?? next++,
      id,
      ended: placed.some(({ entry }) => entry.ended === true),
      versions: [first, ...later],
    });
  }
  const gone = (before?.metrics ?? []).filter(({ id }) => !named.has(id)).map((metric) => ({ ...metric, ended: true }));
  return [...gone, ...metrics].toSorted((a, b) => a.number - b.number);
};

/** The fields that a measure reads: what it sums, and what its factor goes by. */
const fieldsMeasured = (measure: Measure, { factors }: Company): readonly { readonly name: string; readonly type: FieldType }[] => {
  if (measure.type === "count") return [];
  const table = factors.find(({ id }) => id === measure.factor);
  return [
    { name: measure.of, type: isMoney(measure) ? "money" : "int" },
    ...(table === undefined ? [] : [{ name: table.by, type: "string" as const }]),
  ];
};

/**
 * What a version asks that stands already must stay what it was: its kinds, the types of its attributes, and the currency of the amounts that
 * it compares. The numbers of days gone would change with them, or could not be counted again.
 */
export const refuseFieldsInUse = (findings: Findings, metrics: readonly Metric[], before: Settings | null, company: Company): void => {
  if (before === null) return;
  const stored = new Map(before.metrics.map((metric) => [metric.id, metric.versions]));
  const told = new Set<string>();
  const tell = (code: "attribute-in-use" | "currency-in-use" | "kind-in-use", pointer: string, found: string, metric: string): void => {
    if (!told.has(`${pointer} ${metric}`)) findings.push(refusal(code, pointer, { found, metric }));
    told.add(`${pointer} ${metric}`);
  };
  for (const { id, versions } of metrics) {
    for (const version of versions.filter(({ startsOn }) => stored.get(id)?.some((each) => each.startsOn === startsOn))) {
      const asked = readStored(before.company, version);
      const strict = parseExpression(version.where, metricFields({ ...before.company, kinds: company.kinds }, version.measure), "");
      for (const { code, values } of strict.ok ? [] : strict.refusals) {
        if (code === "rule-value" && typeof values["found"] === "string") tell("kind-in-use", "/kinds", values["found"], id);
      }
      for (const { name, type } of [...(asked.ok ? fieldsIn(asked.value) : []), ...fieldsMeasured(version.measure, before.company)]) {
        const attribute = attributeOf(name);
        if (attribute !== undefined && company.attributes[attribute] !== type)
          tell("attribute-in-use", `/attributes/${attribute}`, attribute, id);
        const hasOwnCurrency = unitOf(version.measure).type === "money";
        if (type === "money" && !hasOwnCurrency && company.currency !== before.company.currency)
          tell("currency-in-use", "/company/currency", before.company.currency, id);
      }
    }
  }
};
