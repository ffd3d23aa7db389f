import type { Refusal } from "../domain/refusal.ts";
import { isSame } from "../domain/same.ts";
import { readMap, type ImportMap } from "./files/maps/import-map.ts";
import { identityIn, madeFrom, sourceIn, withChange } from "./files/proposals/kept-identity.ts";
import type { MapContent, MapProposal, MapQuestion } from "./files/proposals/propose-map.ts";
import { recordsOfTable, type Records } from "./files/records.ts";
import type { Table } from "./files/layout/table.ts";
import { ownAddresses } from "./import-activities.ts";
import type { Reading } from "./preview-opening.ts";
import { questionsOf } from "./preview-questions.ts";
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
  isKnownHere: false,
  elsewhere: [],
  owners: { known: new Map(), unknown: new Map() },
  refusals: [],
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

type Counting = Pick<Reading, "database" | "settings" | "sources" | "options">;

export const count = (
  records: Records,
  { what, map }: MapProposal,
  { database, settings, sources, options: { now, progress } }: Counting,
): Promise<Counted> =>
  countRecords(records, what, settings, {
    database,
    now,
    source: sourceIn(map),
    sources,
    progress:
      progress === undefined
        ? undefined
        : (rows) => progress({ stage: "counting", rows, share: records.count === 0 ? null : rows / records.count }),
  });

/** Reads and counts the file by a proposal as it stands. */
const readOnce = async (table: Table, proposal: MapProposal, reading: Reading): Promise<Read> => {
  const { settings, fieldSets } = reading;
  const fieldSet = fieldSets[proposal.what];
  const map = readMap(proposal.map, fieldSet);
  const nothing = { proposal, counted: noCounts };
  if (!map.ok) return { ...nothing, notes: table.notes, map: null, refusals: map.refusals };
  const { currency, timeZone } = settings.company;
  const records = recordsOfTable(table, map.value, { fieldSet, currency, timeZone, isOwnAddress: ownAddresses(settings) });
  if (!records.ok) return { ...nothing, notes: table.notes, map: map.value, refusals: records.refusals };
  const counted = await count(records.value, proposal, reading);
  return { proposal, notes: records.value.notes, map: map.value, counted, refusals: counted.refusals };
};

/** All columns tell the rows apart. */
const withAllColumns = (proposal: MapProposal, header: readonly string[]): MapProposal => {
  const whole = (each: MapContent): MapContent => withIdFrom(each, header);
  const why = { en: "It takes all columns to tell the rows apart.", ko: "모든 열을 봐야 행을 구별할 수 있습니다." };
  return {
    ...proposal,
    map: whole(proposal.map),
    questions: proposal.questions.map((each) => ({
      ...each,
      choices: each.choices.map((choice) => ({ ...choice, map: whole(choice.map) })),
    })),
    columns: proposal.columns.map((each) => (each.field === null ? { ...each, field: "external_id", confidence: 0.5, why } : each)),
  };
};

/** Those that were chosen, with the map as it is by them. */
const answered = (proposal: MapProposal, asked: readonly MapQuestion[]): MapProposal => {
  const map = asked.reduce((before, { chosen, choices }) => {
    const choice = choices.find(({ id }) => id === chosen);
    return choice === undefined ? before : withChange(before, proposal.map, choice.map);
  }, proposal.map);
  return { ...proposal, map, questions: [...proposal.questions, ...asked] };
};

/**
 * Reads the file by a proposal. Where ids made from some of the columns turn out to be shared by different rows, all columns make them, unless an earlier
 * file's were made so. What only the counting shows is asked: acts that are counted already, owners whom nobody knows.
 */
export const readBy = async (table: Table, proposal: MapProposal, reading: Reading): Promise<Read> => {
  const { options } = reading;
  const isOurs = proposal.recognisedAs === null && proposal.savedMap === null && options.map === undefined;
  const once = await readOnce(table, proposal, reading);
  const isWider = isOurs && once.counted.clashing > 0 && madeFrom(identityIn(proposal.map)) !== null;
  const wider = isWider ? withAllColumns(proposal, table.header) : null;
  const isTaken = wider !== null && proposal.hasKeptIds !== true;
  const read = isTaken ? await readOnce(table, wider, reading) : once;
  if (read.map === null || read.refusals.length > 0) return read;
  const asked = await questionsOf(read, { wider: isTaken ? null : wider, isOurs }, reading);
  if (asked.length === 0) return read;
  const decided = answered(read.proposal, asked);
  if (isSame(decided.map, read.proposal.map)) return { ...read, proposal: decided };
  const again = await readOnce(table, decided, reading);
  return again.map === null ? { ...read, proposal: { ...read.proposal, questions: decided.questions } } : again;
};
