import { attributePrefix, fieldTypes, type FieldTypes } from "./activity-fields.ts";
import type { MeasureEntry, MetricEntry } from "./company-file.ts";
import { builtInKinds, type Company, type Settings } from "./company.ts";
import { currencyDecimals, parseCurrency } from "./currency.ts";
import type { Day } from "./day.ts";
import { expressionText, fieldsIn } from "./expression.ts";
import { provenances, unitOf, type Measure, type Metric, type MetricVersion, type OncePer } from "./metric.ts";
import { parseExpression } from "./parse-expression.ts";
import { refusal } from "./refusal.ts";
import { isSame } from "./same.ts";
import type { Words } from "./refusals/words.ts";
import { readDay, readId, readName, take, type Findings } from "./company-reading-basics.ts";
import { nextNumber } from "./company-reading-people.ts";
import { byId, supersede, type NamedVersion, type Placed } from "./company-reading-versions.ts";

/** What an expression of this company may ask when it counts in this currency. `asStored`: kinds that have gone since are no error. */
export const fieldsFor = (company: Company, measure: Measure, asStored = false): FieldTypes => {
  const code = measure.type === "sum" && measure.of === "amount" ? measure.currency : company.currency;
  return fieldTypes({
    ...(asStored ? {} : { kinds: [...builtInKinds, ...company.kinds.map(({ id }) => id)] }),
    attributes: company.attributes,
    currency: { code, decimals: currencyDecimals(code) ?? 0 },
  });
};

const readMeasure = (findings: Findings, entry: MeasureEntry | null | undefined, company: Company, pointer: string): Measure => {
  if (entry === null || entry === undefined || entry === "count") return { type: "count" };
  const { sum, currency } = entry;
  if (sum === "amount") return { type: "sum", of: sum, currency: currency === null || currency === undefined ? company.currency : take(findings, parseCurrency(currency, `${pointer}/currency`), company.currency) };
  if (currency !== null && currency !== undefined) findings.push(refusal("currency-not-counted", `${pointer}/currency`));
  return { type: "sum", of: sum };
};

const readVersion = (findings: Findings, { entry, pointer }: Placed<MetricEntry>, company: Company): NamedVersion<MetricVersion> => {
  const measure = readMeasure(findings, entry.measure, company, `${pointer}/measure`);
  take(findings, parseExpression(entry.where, fieldsFor(company, measure), `${pointer}/where`), null);
  const startsOn = readDay(findings, entry.startsOn, `${pointer}/startsOn`);
  const named = entry.provenance ?? [];
  const oncePer: OncePer | null = entry.oncePer === null || entry.oncePer === undefined ? null : { prospect: entry.oncePer.prospect, within: entry.oncePer.within ?? "member" };
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
    },
  };
};

/** The expression in its one spelling: another spacing or bracket is no other rule. */
const meaningOf = (version: MetricVersion, company: Company): string => {
  const read = parseExpression(version.where, fieldsFor(company, version.measure, true), "");
  return read.ok ? expressionText(read.value) : version.where;
};

const fields = {
  where: { en: "where", ko: "where" },
  measure: { en: "measure", ko: "measure" },
  oncePer: { en: "oncePer", ko: "oncePer" },
  provenance: { en: "provenance", ko: "provenance" },
} as const satisfies Record<string, Words>;

/** What of two versions counts otherwise, in words; undefined when they count the same. */
const differenceBetween =
  (company: Company) =>
  (before: MetricVersion, after: MetricVersion): Words | undefined => {
    if (meaningOf(before, company) !== meaningOf(after, company)) return fields.where;
    if (!isSame(before.measure, after.measure)) return fields.measure;
    if (!isSame(before.oncePer, after.oncePer)) return fields.oncePer;
    return isSame(before.provenance, after.provenance) ? undefined : fields.provenance;
  };

export const countsTheSame = (company: Company, one: MetricVersion, other: MetricVersion): boolean => differenceBetween(company)(one, other) === undefined;

const unitText = (version: MetricVersion): Words => {
  const unit = unitOf(version.measure);
  if (unit.type === "money") return { en: unit.currency, ko: unit.currency };
  return unit.type === "seconds" ? { en: "seconds", ko: "초" } : { en: "pieces", ko: "건수" };
};

const refuseOtherUnit = (findings: Findings, id: string, first: MetricVersion, named: readonly NamedVersion<MetricVersion>[]): void => {
  for (const { value, pointer } of named) {
    if (!isSame(unitOf(value.measure), unitOf(first.measure))) findings.push(refusal("metric-unit", `${pointer}/measure`, { id, found: unitText(value), before: unitText(first) }));
  }
};

export const readMetrics = (findings: Findings, entries: readonly Placed<MetricEntry>[], before: Settings | null, company: Company, today: Day): readonly Metric[] => {
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
    const [first, ...later] = supersede(findings, { thing: "metric", id, stored: stored?.versions ?? [], named: versions, today, difference: differenceBetween(company) });
    if (first === undefined) continue;
    refuseOtherUnit(findings, id, first, versions);
    metrics.push({ number: stored?.number ?? next++, id, ended: placed.some(({ entry }) => entry.ended === true), versions: [first, ...later] });
  }
  const gone = (before?.metrics ?? []).filter(({ id }) => !named.has(id)).map((metric) => ({ ...metric, ended: true }));
  return [...gone, ...metrics].toSorted((a, b) => a.number - b.number);
};

/** Versions that the file need not name again must still be readable: their attributes stay as they are. */
export const refuseAttributesInUse = (findings: Findings, metrics: readonly Metric[], before: Settings | null, company: Company): void => {
  const stored = new Map((before?.metrics ?? []).map((metric) => [metric.id, metric]));
  for (const { id, versions } of metrics) {
    for (const version of versions) {
      const read = parseExpression(version.where, fieldsFor(company, version.measure, true), "");
      const was = stored.get(id)?.versions.find(({ where, startsOn }) => where === version.where && startsOn === version.startsOn);
      if (read.ok || was === undefined) continue;
      const earlier = parseExpression(version.where, fieldsFor(before?.company ?? company, version.measure, true), "");
      const asked = earlier.ok ? fieldsIn(earlier.value).find(({ name, type }) => name.startsWith(attributePrefix) && company.attributes[name.slice(attributePrefix.length)] !== type) : undefined;
      const name = asked?.name.slice(attributePrefix.length) ?? "";
      findings.push(refusal("attribute-in-use", `/attributes/${name}`, { found: name, metric: id }));
    }
  }
};
