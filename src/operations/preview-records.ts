import { activityContext, readActivity } from "../domain/activity-reading.ts";
import type { ActivityReport, Participant } from "../domain/activity.ts";
import { isoDay, type Day } from "../domain/day.ts";
import type { Milestone } from "../domain/funnel.ts";
import type { Settings } from "../domain/company.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { readLeave } from "../domain/leave-reading.ts";
import { membersByName, ownersByName } from "../domain/member-naming.ts";
import { readMemberRow } from "../domain/member-row-reading.ts";
import { prospectContext, readProspect } from "../domain/prospect-reading.ts";
import { opportunityContext, readOpportunity } from "../domain/opportunity-reading.ts";
import type { OpportunityReport } from "../domain/opportunity.ts";
import type { Outcome, Refusal } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { actsKnownBy, type KnownActs, type ToldAct } from "../store/known-acts.ts";
import { prospectsNamed } from "../store/prospects.ts";
import { breathe } from "./files/breathe.ts";
import { isAboutWholeColumn, refusalsOf, type BatchAnswer } from "./files/import-run.ts";
import { HashTable } from "./files/hash-table.ts";
import { ownText } from "./files/own-text.ts";
import type { Item, Records } from "./files/records.ts";
import { textHash } from "./files/text-hash.ts";
import { activitiesOfCompany, provenanceOfFiles, refuseDates } from "./import-activities.ts";
import { refineOpportunity, refuseDaysOfOpportunities } from "./import-opportunities.ts";
import { refusedMembers } from "./import-members.ts";
import type { What } from "./import-preview.ts";
import { peopleOf, type Stranger } from "./preview-people.ts";
import { nameSubjects } from "./record-prospects.ts";

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
  /** Whether its own source has any of these acts. */
  readonly isKnownHere: boolean;
  /** Other sources that have some of them, those with the most first. */
  readonly elsewhere: readonly KnownActs[];
  /** Of prospects. */
  readonly owners: Pick<OwnerCount, "known" | "unknown">;
  /** What refuses the file as a whole, shown by one of its first rows. */
  readonly refusals: readonly Refusal[];
};

const rowsShown = 10;
const rejectionsShown = 20;
const rowsLookedAt = 4000;
/** Ids and people beyond these are not told apart any more: a file has half a million rows at most where it is uploaded. */
const mostIds = 1_000_000;
const mostPeople = 100_000;

/** So many are read between two looks at the company, and between two at whoever else waits. */
const rowsAtOnce = 2000;
const rowsPerBreath = 100;

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** Whose the prospects of a file are: the members, and whom nobody knows with how many rows. */
export class OwnerCount {
  readonly known = new Map<string, string>();
  readonly unknown = new Map<string, number>();

  add(owner: string, ownerOf: ReturnType<typeof ownersByName>): void {
    const before = this.unknown.get(owner);
    if (before !== undefined) this.unknown.set(owner, before + 1);
    if (before !== undefined || this.known.has(owner) || this.known.size + this.unknown.size >= mostPeople) return;
    const member = ownerOf(owner);
    if (member.ok) this.known.set(ownText(owner), member.value.id);
    else this.unknown.set(ownText(owner), 1);
  }
}

/** Counts activities as they come: whose, of which kind, from when to when, and which have one id. */
class ActivityCount {
  readonly kinds = new Map<string, number>();
  readonly strangers = new Map<string, { source: string; reference: string; rows: number }>();
  readonly #members = new Set<string>();
  readonly #isKnown: (source: string, reference: string) => boolean;
  readonly #timeZone: string;
  readonly #contents = new HashTable(mostIds);
  equal = 0;
  clashing = 0;
  #from: Instant | null = null;
  #to: Instant | null = null;
  #fromDay = Infinity;
  #toDay = -Infinity;

  readonly #source: string | null;
  readonly #sources: readonly string[];
  readonly #known = new Map<string, KnownActs>();
  #told: ToldAct[] = [];

  constructor({ members, company }: Settings, { source, sources }: CountOptions) {
    this.#isKnown = peopleOf(members).isKnown;
    this.#timeZone = company.timeZone;
    this.#source = source;
    this.#sources = source === null ? [] : sources;
  }

  add({ source, externalId, kind, members, occurred, isTotal, quantity }: ActivityReport, contents: () => string): void {
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + (isTotal ? Number(quantity ?? 0n) : 1));
    this.#addNamed(source, members);
    if ("on" in occurred) this.#addDay(occurred.on);
    else {
      if (this.#from === null || occurred.at < this.#from) this.#from = occurred.at;
      if (this.#to === null || occurred.at > this.#to) this.#to = occurred.at;
    }
    if (this.#sources.length > 0) this.#told.push({ externalId, kind, occurred });
    this.#addId(textHash(`${source}\u0000${externalId}`), contents);
  }

  /** By its milestones: that it opened, and how it closed. */
  addOpportunity({ source, externalId, owners, openedOn, closed }: OpportunityReport, contents: () => string): void {
    const milestones: readonly (readonly [Milestone, Day | null])[] = [
      ["opportunity_opened", openedOn],
      [closed?.outcome === "lost" ? "deal_lost" : "deal_won", closed?.on ?? null],
    ];
    for (const [kind, on] of milestones) {
      if (on === null) continue;
      this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
      this.#addDay(on);
    }
    this.#addNamed(source, owners ?? []);
    this.#addId(textHash(`${source}\u0000${externalId}`), contents);
  }

  #addDay(day: Day): void {
    this.#fromDay = Math.min(this.#fromDay, day);
    this.#toDay = Math.max(this.#toDay, day);
  }

  #addNamed(source: string, members: readonly Participant[]): void {
    for (const { reference } of members) {
      const named = `${source}\u0000${reference}`;
      if (this.#members.has(named)) continue;
      const before = this.strangers.get(named);
      if (before !== undefined) before.rows += 1;
      else if (this.#isKnown(source, reference)) this.#members.add(named);
      else if (this.strangers.size < mostPeople)
        this.strangers.set(named, { source: ownText(source), reference: ownText(reference), rows: 1 });
    }
  }

  #addId(id: number, contents: () => string): void {
    const print = textHash(contents());
    const before = this.#contents.getOrKeep(id, print);
    if (before === undefined) return;
    if (before === print) this.equal += 1;
    else this.clashing += 1;
  }

  get known(): number {
    return this.#members.size;
  }

  /** Asks which sources have the acts that came since it was last asked. */
  async lookUp(database: Database, companyId: number): Promise<void> {
    const told = this.#told;
    this.#told = [];
    if (told.length === 0) return;
    for (const found of await inCompany(database, companyId, (tx) => actsKnownBy(tx, companyId, told, this.#sources))) {
      const before = this.#known.get(found.source);
      const since = before === undefined || found.since < before.since ? found.since : before.since;
      this.#known.set(found.source, { ...found, acts: found.acts + (before?.acts ?? 0), since });
    }
  }

  get isKnownHere(): boolean {
    return this.#source !== null && this.#known.has(this.#source);
  }

  get elsewhere(): readonly KnownActs[] {
    return [...this.#known.values()]
      .filter(({ source }) => source !== this.#source)
      .toSorted((a, b) => b.acts - a.acts || (a.source < b.source ? -1 : 1));
  }

  days(): { readonly firstDay: string | null; readonly lastDay: string | null } {
    const dayOf = (instant: Instant | null): number | null => (instant === null ? null : dayIn(this.#timeZone, instant));
    const first = Math.min(this.#fromDay, dayOf(this.#from) ?? Infinity);
    const last = Math.max(this.#toDay, dayOf(this.#to) ?? -Infinity);
    return { firstDay: first === Infinity ? null : isoDay(first), lastDay: last === -Infinity ? null : isoDay(last) };
  }
}

type Read = (at: number, fields: unknown, contents: () => string) => readonly Refusal[];

/** How records of a sort are read one by one, and what the company as it is has to say to a piece of them, by their places in it. */
type Sort = { readonly read: Read; readonly settle: () => Promise<BatchAnswer["rejected"]> };

const nothingToSay = (): Promise<BatchAnswer["rejected"]> => Promise.resolve([]);

/** Reads one by one, and hands over what could be read piece by piece. */
const inPieces = <T>(
  readOne: (fields: unknown) => Outcome<T>,
  check: (given: readonly { readonly index: number; readonly value: T }[]) => Promise<BatchAnswer["rejected"]>,
): Sort => {
  let pending: { index: number; value: T }[] = [];
  return {
    read: (index, fields) => {
      const read = readOne(fields);
      if (!read.ok) return read.refusals;
      pending.push({ index, value: read.value });
      return [];
    },
    settle: async () => {
      const given = pending;
      pending = [];
      return given.length === 0 ? [] : check(given);
    },
  };
};

const sortOf = (what: What, settings: Settings, { database, now }: CountOptions, count: ActivityCount, owners: OwnerCount): Sort => {
  const { company } = settings;
  switch (what) {
    case "activities": {
      const context = activityContext(company, provenanceOfFiles);
      return {
        read: (_, fields, contents) => {
          const read = readActivity(fields, context, now);
          if (!read.ok) return read.refusals;
          count.add(read.value, contents);
          return [];
        },
        settle: async () => {
          await count.lookUp(database, settings.companyId);
          return [];
        },
      };
    }
    case "prospects": {
      const context = prospectContext(company);
      const ownerOf = ownersByName(settings.members);
      return inPieces(
        (fields) => readProspect(fields, context),
        async (given) => {
          const reports = given.map(({ value }) => value);
          for (const { owner } of reports) if (owner !== null) owners.add(owner, ownerOf);
          const references = reports.flatMap((report) => report.references);
          const known = await inCompany(database, settings.companyId, (tx) => prospectsNamed(tx, settings.companyId, references));
          return nameSubjects(reports, () => false, known, ownerOf).rejected.map((each) => ({
            ...each,
            index: given[each.index]?.index ?? each.index,
          }));
        },
      );
    }
    case "opportunities": {
      const context = opportunityContext(company);
      return {
        read: (_, fields, contents) => {
          const read = readOpportunity(fields, context, now);
          if (!read.ok) return read.refusals;
          count.addOpportunity(read.value, contents);
          return [];
        },
        settle: nothingToSay,
      };
    }
    case "members":
      return inPieces(readMemberRow, (given) =>
        refusedMembers(
          settings,
          given.map(({ index, value }) => ({ index, row: value })),
          now,
        ),
      );
    case "leaves": {
      const memberOf = membersByName(settings.members);
      return {
        read: (_, fields) => {
          const read = readLeave(fields);
          const member = read.ok ? memberOf(read.value.member) : read;
          return member.ok ? [] : read.ok ? member.refusals.map((each) => ({ ...each, pointer: "/member" })) : member.refusals;
        },
        settle: nothingToSay,
      };
    }
  }
};

const contentsOf = ({ row, fields }: Item): string => JSON.stringify("cells" in row ? row.cells : fields);

export type CountOptions = {
  readonly database: Database;
  readonly now: Instant;
  /** Where the map names one source for all records: other sources may have told of them before. */
  readonly source: string | null;
  readonly sources: readonly string[];
  readonly progress?: ((rows: number) => void) | undefined;
};

/** Reads every record as an import would, and stores nothing. */
export const countRecords = async (records: Records, what: What, settings: Settings, options: CountOptions): Promise<Counted> => {
  const count = new ActivityCount(settings, options);
  const owners = new OwnerCount();
  const sort = sortOf(what, settings, options, count, owners);
  const refine = what === "activities" ? activitiesOfCompany(settings).refine : what === "opportunities" ? refineOpportunity : undefined;
  const refuseDay = what === "activities" ? refuseDates : what === "opportunities" ? refuseDaysOfOpportunities : undefined;
  const told = (refusal: Refusal): Refusal =>
    refusal.pointer === "" ? refusal : { ...refusal, pointer: `/${records.columnOf(refusal.pointer)}` };
  const [first, rejections, refusals]: [ReadItem[], ReadItem[], Refusal[]] = [[], [], []];
  let [received, skipped, rejected, rows] = [0, 0, 0, 0];
  const readRow = (row: Item["row"], at: number): ReadItem | undefined => {
    const item = records.read(row);
    if (item === undefined) return undefined;
    const fields = isFields(item.fields) ? item.fields : {};
    if (refuseDay !== undefined && received <= rowsLookedAt && refusals.length === 0) {
      const wrong = item.refusals.find(({ code }) => isAboutWholeColumn.has(code)) ?? refuseDay(fields);
      if (wrong !== undefined) refusals.push(told({ ...wrong, values: { ...wrong.values, row: row.number } }));
    }
    const found = item.refusals.length > 0 && !isFields(item.fields) ? [] : sort.read(at, item.fields, () => contentsOf(item));
    const isWrong = item.refusals.length + found.length > 0;
    return { row: row.number, fields, refusals: isWrong ? refusalsOf(item, found, refine).map(told) : [] };
  };
  const tally = (read: ReadItem): void => {
    if (first.length < rowsShown) first.push(read);
    if (read.refusals.length === 0) return;
    rejected += 1;
    if (rejections.length < rejectionsShown) rejections.push(read);
  };
  for await (const piece of records.pieces()) {
    for (let from = 0; from < piece.rows.length; from += rowsAtOnce) {
      const read: (ReadItem | undefined)[] = [];
      for (const [at, row] of piece.rows.slice(from, from + rowsAtOnce).entries()) {
        const item = readRow(row, at);
        if (item === undefined) skipped += 1;
        else received += 1;
        read.push(item);
        if (at % rowsPerBreath === 0) await breathe();
      }
      const against = new Map((await sort.settle()).map(({ index, refusals: found }) => [index, found.map(told)]));
      for (const [at, item] of read.entries())
        if (item !== undefined) tally({ ...item, refusals: [...item.refusals, ...(against.get(at) ?? [])] });
      rows += read.length;
      options.progress?.(rows);
    }
  }
  const unknown = [...count.strangers.values()].toSorted((a, b) => b.rows - a.rows || (a.reference < b.reference ? -1 : 1));
  const { equal, clashing, kinds, known, isKnownHere, elsewhere } = count;
  return {
    received,
    skipped,
    rejected,
    first,
    rejections,
    kinds,
    members: { known, unknown },
    ...count.days(),
    equal,
    clashing,
    isKnownHere,
    elsewhere,
    owners,
    refusals,
  };
};
