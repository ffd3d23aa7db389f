import { activityContext, readActivity } from "../domain/activity-reading.ts";
import type { ActivityReport } from "../domain/activity.ts";
import { isoDay } from "../domain/day.ts";
import type { Settings } from "../domain/company.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { readLeave } from "../domain/leave-reading.ts";
import { membersByName } from "../domain/member-naming.ts";
import { readMemberRow } from "../domain/member-row-reading.ts";
import { prospectContext, readProspect } from "../domain/prospect-reading.ts";
import type { Outcome, Refusal } from "../domain/refusal.ts";
import { isAboutWholeColumn, refusalsOf } from "./files/import-run.ts";
import { HashTable } from "./files/hash-table.ts";
import { ownText } from "./files/own-text.ts";
import type { Item, Records } from "./files/records.ts";
import { textHash } from "./files/text-hash.ts";
import { activitiesOfCompany, provenanceOfFiles, refuseDates } from "./import-activities.ts";
import type { What } from "./import-preview.ts";
import { peopleOf, type Stranger } from "./preview-people.ts";

/** A row as it is read, and what is wrong with it; what a refusal points at is the column. */
export type ReadItem = { readonly row: number; readonly fields: Readonly<Record<string, unknown>>; readonly refusals: readonly Refusal[] };

/** What reading every record of a file comes to. */
export type Counted = {
  readonly received: number;
  readonly skipped: number;
  readonly rejected: number;
  readonly first: readonly ReadItem[];
  readonly rejections: readonly ReadItem[];
  readonly kinds: ReadonlyMap<string, number>;
  readonly members: { readonly known: number; readonly unknown: readonly Stranger[] };
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Records whose id another record has: all the same otherwise, or not. */
  readonly equal: number;
  readonly clashing: number;
  /** What refuses the file as a whole, shown by one of its first rows. */
  readonly refusals: readonly Refusal[];
};

const rowsShown = 10;
const rejectionsShown = 20;
const rowsLookedAt = 4000;
/** Ids and people beyond these are not told apart any more: a file has half a million rows at most where it is uploaded. */
const mostIds = 1_000_000;
const mostPeople = 100_000;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** Counts activities as they come: whose, of which kind, from when to when, and which have one id. */
class ActivityCount {
  readonly kinds = new Map<string, number>();
  readonly strangers = new Map<string, { source: string; reference: string; rows: number }>();
  readonly #known = new Set<string>();
  readonly #isKnown: (source: string, reference: string) => boolean;
  readonly #timeZone: string;
  readonly #contents = new HashTable(mostIds);
  equal = 0;
  clashing = 0;
  #from: Instant | null = null;
  #to: Instant | null = null;
  #fromDay = Infinity;
  #toDay = -Infinity;

  constructor({ members, company }: Settings) {
    this.#isKnown = peopleOf(members).isKnown;
    this.#timeZone = company.timeZone;
  }

  add({ source, externalId, kind, members, occurred, isTotal, quantity }: ActivityReport, contents: () => string): void {
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + (isTotal ? Number(quantity ?? 0n) : 1));
    for (const { reference } of members) {
      const named = `${source}\u0000${reference}`;
      if (this.#known.has(named)) continue;
      const before = this.strangers.get(named);
      if (before !== undefined) before.rows += 1;
      else if (this.#isKnown(source, reference)) this.#known.add(named);
      else if (this.strangers.size < mostPeople)
        this.strangers.set(named, { source: ownText(source), reference: ownText(reference), rows: 1 });
    }
    if ("on" in occurred) {
      this.#fromDay = Math.min(this.#fromDay, occurred.on);
      this.#toDay = Math.max(this.#toDay, occurred.on);
    } else {
      if (this.#from === null || occurred.at < this.#from) this.#from = occurred.at;
      if (this.#to === null || occurred.at > this.#to) this.#to = occurred.at;
    }
    this.#addId(textHash(`${source}\u0000${externalId}`), contents);
  }

  #addId(id: number, contents: () => string): void {
    const print = textHash(contents());
    const before = this.#contents.getOrKeep(id, print);
    if (before === undefined) return;
    if (before === print) this.equal += 1;
    else this.clashing += 1;
  }

  get known(): number {
    return this.#known.size;
  }

  days(): { readonly firstDay: string | null; readonly lastDay: string | null } {
    const dayOf = (instant: Instant | null): number | null => (instant === null ? null : dayIn(this.#timeZone, instant));
    const first = Math.min(this.#fromDay, dayOf(this.#from) ?? Infinity);
    const last = Math.max(this.#toDay, dayOf(this.#to) ?? -Infinity);
    return { firstDay: first === Infinity ? null : isoDay(first), lastDay: last === -Infinity ? null : isoDay(last) };
  }
}

type Reader = (fields: unknown, contents: () => string) => readonly Refusal[];

const readerOf = (what: What, settings: Settings, now: Instant, count: ActivityCount): Reader => {
  const found = (outcome: Outcome<unknown>): readonly Refusal[] => (outcome.ok ? [] : outcome.refusals);
  const { company } = settings;
  switch (what) {
    case "activities": {
      const context = activityContext(company, provenanceOfFiles);
      return (fields, contents) => {
        const read = readActivity(fields, context, now);
        if (read.ok) count.add(read.value, contents);
        return found(read);
      };
    }
    case "prospects": {
      const context = prospectContext(company);
      return (fields) => found(readProspect(fields, context));
    }
    case "members":
      return (fields) => found(readMemberRow(fields));
    case "leaves": {
      const memberOf = membersByName(settings.members);
      return (fields) => {
        const read = readLeave(fields);
        return read.ok ? found(memberOf(read.value.member)).map((each) => ({ ...each, pointer: "/member" })) : read.refusals;
      };
    }
  }
};

const contentsOf = ({ row, fields }: Item): string => JSON.stringify("cells" in row ? row.cells : fields);

/** Reads every record as an import would, and stores nothing. */
export const countRecords = async (
  records: Records,
  what: What,
  settings: Settings,
  { now, progress }: { readonly now: Instant; readonly progress?: ((rows: number) => void) | undefined },
): Promise<Counted> => {
  const count = new ActivityCount(settings);
  const read = readerOf(what, settings, now, count);
  const refine = what === "activities" ? activitiesOfCompany(settings).refine : undefined;
  const told = (refusal: Refusal): Refusal =>
    refusal.pointer === "" ? refusal : { ...refusal, pointer: `/${records.columnOf(refusal.pointer)}` };
  const [first, rejections, refusals]: [ReadItem[], ReadItem[], Refusal[]] = [[], [], []];
  let [received, skipped, rejected, rows] = [0, 0, 0, 0];
  for await (const piece of records.pieces()) {
    for (const row of piece.rows) {
      rows += 1;
      const item = records.read(row);
      if (item === undefined) {
        skipped += 1;
        continue;
      }
      received += 1;
      const fields = isFields(item.fields) ? item.fields : {};
      if (what === "activities" && received <= rowsLookedAt && refusals.length === 0) {
        const wrong = item.refusals.find(({ code }) => isAboutWholeColumn.has(code)) ?? refuseDates(fields);
        if (wrong !== undefined) refusals.push(told({ ...wrong, values: { ...wrong.values, row: row.number } }));
      }
      const found = item.refusals.length > 0 && !isFields(item.fields) ? [] : read(item.fields, () => contentsOf(item));
      const wrong = item.refusals.length + found.length === 0 ? [] : refusalsOf(item, found, refine).map(told);
      const shown = { row: row.number, fields, refusals: wrong };
      if (first.length < rowsShown) first.push(shown);
      if (wrong.length === 0) continue;
      rejected += 1;
      if (rejections.length < rejectionsShown) rejections.push(shown);
    }
    progress?.(rows);
  }
  const unknown = [...count.strangers.values()].toSorted((a, b) => b.rows - a.rows || (a.reference < b.reference ? -1 : 1));
  const { equal, clashing, kinds, known } = count;
  return { received, skipped, rejected, first, rejections, kinds, members: { known, unknown }, ...count.days(), equal, clashing, refusals };
};
