import type { Settings } from "../domain/company.ts";
import type { Refusal } from "../domain/refusal.ts";
import { readMap, type ImportMap } from "./files/import-map.ts";
import type { MapContent, MapProposal } from "./files/propose-map.ts";
import { recordsOfTable, type Records } from "./files/records.ts";
import type { Table } from "./files/table.ts";
import { ownAddresses } from "./import-activities.ts";
import type { What } from "./import-preview.ts";
import type { PreviewOptions, Reading } from "./preview-opening.ts";
import { countRecords, type Counted } from "./preview-records.ts";

export const noCounts: Counted = {
  received: 0,
  skipped: 0,
  rejected: 0,
  first: [],
  rejections: [],
  kinds: new Map(),
  members: { known: 0, unknown: [] },
  firstDay: null,
  lastDay: null,
  equal: 0,
  clashing: 0,
  refusals: [],
};

const isMadeFromColumns = (map: MapContent): boolean => {
  const columns = map["columns"];
  const rule: unknown = typeof columns === "object" && columns !== null && "external_id" in columns ? columns.external_id : undefined;
  return typeof rule === "object" && rule !== null && "from" in rule;
};

const withIdFrom = (map: MapContent, from: readonly string[]): MapContent => ({
  ...map,
  columns: { ...(map["columns"] as MapContent), external_id: { from } },
});

export type Read = {
  readonly proposal: MapProposal;
  /** What the reading of the table says of itself. */
  readonly notes: readonly Refusal[];
  readonly map: ImportMap | null;
  readonly counted: Counted;
  readonly refusals: readonly Refusal[];
};

export const count = (records: Records, what: What, settings: Settings, { now, progress }: PreviewOptions): Promise<Counted> =>
  countRecords(records, what, settings, {
    now,
    progress:
      progress === undefined
        ? undefined
        : (rows) => progress({ stage: "counting", rows, share: records.count === 0 ? null : rows / records.count }),
  });

/** Reads the file by a proposal; where ids made from some of the columns turn out to be shared by different rows, all columns make them. */
export const readBy = async (table: Table, proposal: MapProposal, reading: Reading): Promise<Read> => {
  const { settings, fieldSets, options } = reading;
  const fieldSet = fieldSets[proposal.what];
  const map = readMap(proposal.map, fieldSet);
  if (!map.ok) return { proposal, notes: table.notes, map: null, counted: noCounts, refusals: map.refusals };
  const { currency, timeZone } = settings.company;
  const context = { fieldSet, currency, timeZone, isOwnAddress: ownAddresses(settings) };
  const records = recordsOfTable(table, map.value, context);
  if (!records.ok) return { proposal, notes: table.notes, map: map.value, counted: noCounts, refusals: records.refusals };
  const { notes } = records.value;
  const counted = await count(records.value, proposal.what, settings, options);
  const isOurs = proposal.recognisedAs === null && proposal.savedMap === null && options.map === undefined;
  if (counted.clashing === 0 || !isOurs || !isMadeFromColumns(proposal.map))
    return { proposal, notes, map: map.value, counted, refusals: counted.refusals };
  const whole = (each: MapContent): MapContent => withIdFrom(each, table.header);
  const questions = proposal.questions.map((each) => ({
    ...each,
    choices: each.choices.map((choice) => ({ ...choice, map: whole(choice.map) })),
  }));
  const why = { en: "It takes all columns to tell the rows apart.", ko: "모든 열을 봐야 행을 구별할 수 있습니다." };
  const columns = proposal.columns.map((each) => (each.field === null ? { ...each, field: "external_id", confidence: 0.5, why } : each));
  const all: MapProposal = { ...proposal, map: whole(proposal.map), questions, columns };
  const again = readMap(all.map, fieldSet);
  const reread = again.ok ? recordsOfTable(table, again.value, context) : again;
  if (!again.ok || !reread.ok) return { proposal, notes, map: map.value, counted, refusals: counted.refusals };
  const recounted = await count(reread.value, all.what, settings, options);
  return { proposal: all, notes, map: again.value, counted: recounted, refusals: recounted.refusals };
};
