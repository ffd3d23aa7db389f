import type { ProspectReport } from "../domain/prospect.ts";
import { prospectContext, readProspect } from "../domain/prospect-reading.ts";
import { accepted, type Outcome, type Refusal } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { attributeFields, field, withAttributes, type FieldSet } from "./files/maps/fields.ts";
import { importFile, type ImportInput, type ImportReport } from "./files/import-run.ts";
import { recordProspects } from "./record-prospects.ts";
import { isFields } from "../domain/field-reading.ts";
import { isMissing } from "../domain/value-type.ts";
import { doer } from "../store/doer.ts";
import { fromCell } from "./contacts/import-opt-outs.ts";
import { recordBases } from "./record-bases.ts";
import { recordOptOuts } from "./record-opt-outs.ts";
import { tellImport } from "./audit/tell-import.ts";

export type ProspectsImport = ImportReport & {
  /** These and the rejected add up to the received. */
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
};

/**
 * The header of a file of prospects. `consent_basis` is what allows to contact them, `consent_at` since when; `do_not_contact` that they are not to be
 * contacted, from that time on or, without one, from now on.
 */
export const prospectFields: FieldSet = {
  fields: [
    field("id", "key"),
    field("name", "text"),
    field("email", "text"),
    field("phone", "text"),
    field("handle", "text"),
    field("stage", "text"),
    field("stage_from", "day"),
    field("owner", "text"),
    field("time_zone", "text"),
    field("segment", "text"),
    field("consent_basis", "text"),
    field("consent_at", "text"),
    field("do_not_contact", "boolean"),
  ],
  needed: [["id", "email", "phone", "handle"]],
};

const batchSize = 1000;

const consentColumns: ReadonlySet<string> = new Set(["consentBasis", "consentAt", "doNotContact"]);

const withoutConsent = (item: unknown): unknown =>
  isFields(item) ? Object.fromEntries(Object.entries(item).filter(([name]) => !consentColumns.has(name))) : item;

type Told = {
  readonly items: readonly unknown[];
  readonly good: readonly { readonly index: number; readonly report: ProspectReport }[];
  readonly by: string;
  readonly timeZone: string;
};

/** What the rows say of whether their prospects may be contacted, after the prospects themselves. Those that are refused, by their places. */
const recordConsent = async (database: Database, companyId: number, { items, good, by, timeZone }: Told): Promise<Answer["rejected"]> => {
  const told = good.flatMap(({ index, report: { references } }) => {
    const item = items[index];
    if (!isFields(item)) return [];
    const { consentBasis, consentAt, doNotContact } = item;
    const from = isMissing(consentAt) ? {} : { from: fromCell(consentAt, timeZone) };
    return [{ index, prospect: references[0].value, consentBasis, doNotContact, from }];
  });
  const bases = told.filter(({ consentBasis }) => !isMissing(consentBasis));
  const optOuts = told.filter(({ doNotContact }) => doNotContact === true);
  const options = { by };
  const recorded = [
    {
      of: bases,
      answer:
        bases.length === 0
          ? null
          : await recordBases(
              database,
              companyId,
              bases.map(({ prospect, consentBasis, from }) => ({ prospect, kind: consentBasis, ...from })),
              options,
            ),
    },
    {
      of: optOuts,
      answer:
        optOuts.length === 0
          ? null
          : await recordOptOuts(
              database,
              companyId,
              // A consent of that day is none to be left alone from it on.
              optOuts.map(({ prospect, consentBasis, from }) => ({ prospect, ...(isMissing(consentBasis) ? from : {}) })),
              options,
            ),
    },
  ];
  return recorded.flatMap(({ of, answer }) =>
    (answer?.rejected ?? []).map(({ index, refusals }) => ({ index: of[index]?.index ?? index, refusals })),
  );
};

type Answer = {
  readonly rejected: readonly { readonly index: number; readonly refusals: readonly Refusal[] }[];
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
};

/**
 * Imports prospects from CSV or NDJSON: who they are, under which names, and from when on their stage holds. Sending a file again changes
 * nothing. Batches follow each other, since a stage that is told re-evaluates what it touches and holds the company meanwhile.
 */
export const importProspects = async (database: Database, companyId: number, input: ImportInput): Promise<Outcome<ProspectsImport>> => {
  const { company } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const context = prospectContext(company);
  const counts = { created: 0, changed: 0, unchanged: 0 };
  const record = async (items: readonly unknown[]): Promise<Answer> => {
    const read = items.map((item) => readProspect(withoutConsent(item), context));
    const good = read.flatMap((outcome, index): readonly { readonly index: number; readonly report: ProspectReport }[] =>
      outcome.ok ? [{ index, report: outcome.value }] : [],
    );
    const answer = await recordProspects(
      database,
      companyId,
      good.map(({ report }) => report),
    );
    const bad = read.flatMap((outcome, index) => (outcome.ok ? [] : [{ index, refusals: outcome.refusals }]));
    const refusedConsent = await recordConsent(database, companyId, { items, good, by: input.by ?? doer(), timeZone: company.timeZone });
    return {
      ...answer,
      rejected: [
        ...bad,
        ...refusedConsent,
        ...answer.rejected.map(({ index, refusals }) => ({ index: good[index]?.index ?? index, refusals })),
      ],
    };
  };
  const report = await importFile(input, {
    fieldSet: withAttributes(prospectFields, attributeFields(company)),
    currency: company.currency,
    country: company.country,
    timeZone: company.timeZone,
    batchSize,
    inFlight: 1,
    keyOf: () => null,
    record,
    add: (answer) => {
      for (const name of ["created", "changed", "unchanged"] as const) counts[name] += answer[name];
    },
  });
  if (!report.ok) return report;
  const { received, rejected } = report.value;
  await tellImport(database, companyId, { what: "prospects", by: input.by, counts: { received, rejected, ...counts } });
  return accepted({ ...report.value, ...counts });
};
