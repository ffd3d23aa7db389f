import { Temporal } from "temporal-polyfill";
import { wordsWith } from "../domain/activity-word.ts";
import { ambiguousDate } from "../domain/ambiguous-date.ts";
import type { Settings } from "../domain/company.ts";
import { given } from "../domain/given.ts";
import type { Instant } from "../domain/instant.ts";
import type { Provenance } from "../domain/metric.ts";
import { accepted, type Outcome, type Refusal } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { activityFields } from "./files/maps/activity-columns.ts";
import { attributeFields, withAttributes } from "./files/maps/fields.ts";
import { foldTallies } from "./fold-tallies.ts";
import { importFile, type BatchAnswer, type Fields, type Importable, type ImportInput, type ImportReport } from "./files/import-run.ts";
import { recordActivities, type RecordingAnswer, type RecordingOptions } from "./record-activities.ts";
import { tellImport } from "./audit/tell-import.ts";

export { activityFields } from "./files/maps/activity-columns.ts";
export type { ImportInput, ImportReport } from "./files/import-run.ts";

export type ActivitiesImport = ImportReport & {
  /** These and the rejected add up to the received. */
  readonly accepted: number;
  readonly duplicates: number;
  readonly revised: number;
  readonly stale: number;
  /** Of the accepted: their member is not known yet. */
  readonly unattributed: number;
  readonly newSources: readonly string[];
};

export type ActivitiesInput = ImportInput & {
  readonly mayBeEmpty?: boolean;
  /** Records a batch, or knows what it came to: batches come in the order of the rows, and a file is cut into the same ones each time. */
  readonly recordBatch?: (items: readonly unknown[], record: RecordBatch) => Promise<RecordingAnswer>;
};

export type RecordBatch = (items: readonly unknown[], beside?: RecordingOptions["beside"]) => Promise<RecordingAnswer>;

/**
 * With ten metrics, three of them once per prospect, batches of 4,000 took 0.9 of the time of batches of 2,000, and those 0.8 of the time of
 * batches of 1,000. Larger ones hold the locks of their rows too long. While one is recorded the next is read.
 */
const batchSize = 4000;
const inFlight = 2;

/** While a long file comes in, what came before is summed up beside it: at the end that alone would keep one processor waiting. */
const batchesPerFold = 50;

const dateFields = ["occurredAt", "occurredOn", "revisedAt", "voidedAt"] as const;

const refuseAmbiguous = (value: unknown, pointer: string): Refusal | undefined =>
  typeof value === "string" ? ambiguousDate(value, pointer) : undefined;

/** One such date says that the file's dates may be read in two ways. */
export const refuseDates = (fields: Fields): Refusal | undefined =>
  dateFields.flatMap((name) => refuseAmbiguous(fields[name], `/${name}`) ?? [])[0];

/** Identity as the log has it; what two totals of a member would share whatever their kind and day, so that they stay in order. */
const keyOf = ({ source, externalId, member, total }: Fields): string | null => {
  const [named, id] = total === true ? ["total", member] : ["record", externalId];
  return typeof source === "string" && typeof id === "string"
    ? JSON.stringify([named, source.normalize("NFC"), id.normalize("NFC")])
    : null;
};

export const now = (): Instant => BigInt(Temporal.Now.instant().epochMilliseconds) * 1000n;

type CompanyAndMembers = Pick<Settings, "company" | "members">;

/** What people's words for their work stand for in this company. */
export const activityWordsOf = ({ kinds }: Pick<Settings["company"], "kinds">): ReturnType<typeof wordsWith> =>
  wordsWith(kinds.map(({ id, name }) => ({ id, names: Object.values(name) })));

/** Whether an e-mail address is a member's or of the company's domains. */
export const ownAddresses = ({ company: { domains }, members }: CompanyAndMembers): ((address: string) => boolean) => {
  const addresses = new Set(
    members.flatMap(({ email, identities }) =>
      [email ?? "", ...identities.map(({ externalId }) => externalId)].map((each) => each.toLowerCase()),
    ),
  );
  return (address) => addresses.has(address.toLowerCase()) || domains.includes(address.slice(address.lastIndexOf("@") + 1));
};

/** How files of activities are read for this company, whatever is done with the records. */
export const activitiesOfCompany = ({ company, members }: CompanyAndMembers): Omit<Importable<BatchAnswer>, "record" | "add"> => ({
  fieldSet: withAttributes(activityFields, attributeFields(company)),
  currency: company.currency,
  country: company.country,
  timeZone: company.timeZone,
  activityWords: activityWordsOf(company),
  isOwnAddress: ownAddresses({ company, members }),
  batchSize,
  inFlight,
  keyOf,
  refuseFile: refuseDates,
  refine: (refusal, fields) =>
    refusal.code === "date-format" ? (refuseAmbiguous(fields[refusal.pointer.slice(1)], refusal.pointer) ?? refusal) : refusal,
});

/** A file tells what another system or a person has written down; which of the two is the source's to declare. */
export const provenanceOfFiles: Provenance = "imported";

/**
 * Imports activities from CSV or NDJSON. What is good is stored and counted, each once however often the file comes; a key that comes twice
 * in a file is a revision in the order of its rows. Refuses a file that is wrong as a whole, or a map that does not suit it, before anything
 * is stored; rows that are wrong stand in the rejected file.
 */
export const importActivities = async (
  database: Database,
  companyId: number,
  { mayBeEmpty = false, recordBatch = (items, record) => record(items), ...input }: ActivitiesInput,
): Promise<Outcome<ActivitiesImport>> => {
  const settings = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const counts = { accepted: 0, duplicates: 0, revised: 0, stale: 0, unattributed: 0 };
  const newSources = new Set<string>();
  const add = (answer: RecordingAnswer): void => {
    for (const name of ["accepted", "duplicates", "revised", "stale", "unattributed"] as const) counts[name] += answer[name];
    for (const source of answer.newSources) newSources.add(source);
  };
  let recorded = 0;
  let folding: Promise<unknown> = Promise.resolve();
  const recordNow: RecordBatch = (items, beside) =>
    recordActivities(database, companyId, items, { now: now(), defaultProvenance: provenanceOfFiles, ...given({ beside }) });
  const record = async (items: readonly unknown[]): Promise<RecordingAnswer> => {
    const answer = await recordBatch(items, recordNow);
    recorded += 1;
    if (recorded % batchesPerFold === 0) {
      folding = folding.then(() => foldTallies(database, companyId));
      // A fault is told where the end is awaited.
      folding.catch(() => undefined);
    }
    return answer;
  };
  const report = await importFile(input, {
    ...activitiesOfCompany(settings),
    mayBeEmpty,
    record,
    add,
  });
  await folding;
  if (!report.ok) return report;
  const { received, rejected } = report.value;
  await tellImport(database, companyId, { what: "activities", by: input.by, counts: { received, rejected, ...counts } });
  return accepted({ ...report.value, ...counts, newSources: [...newSources] });
};
