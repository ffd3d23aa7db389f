import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Day } from "../domain/day.ts";
import type { Settings } from "../domain/company.ts";
import type { Seen } from "../domain/sight.ts";
import { inOrder, type OpportunityRevision } from "../domain/opportunity.ts";
import { instantOf, keyRows, keyText, microseconds, type ActivityKey } from "./activities.ts";
import { columnOf } from "./column-types.ts";
import { attributionOf } from "./attribution.ts";
import type { Transaction } from "./database.ts";
import { isSeenIn } from "./seen.ts";
import { readStoredOpportunity, storedOpportunity, type StoredOpportunity } from "./opportunity-rows.ts";

/** Whether a record under an alias was worked out from an opportunity. */
export const isMilestone = (alias: string): RawBuilder<SqlBool> => {
  const id = sql.ref(`${alias}.external_id`);
  return sql<SqlBool>`(starts_with(${id}, 'opportunity:') and (right(${id}, 8) = ':opening' or right(${id}, 8) = ':closing'))`;
};

/** An opportunity as it is stored: all that was told of it, in the order in which it came. */
export type KnownOpportunity = {
  readonly revisions: readonly OpportunityRevision[];
  /** Why a person has taken it back; null where nobody has. */
  readonly takenBack: { readonly reason: string } | null;
  /** A person was erased from it: it takes no further states from its source. */
  readonly isSealed: boolean;
};

type RevisionRow = ActivityKey & {
  readonly arrival: number;
  readonly hash: string;
  readonly revised: bigint | null;
  readonly rank: bigint | null;
  readonly day: Day;
  readonly content: StoredOpportunity;
  readonly takenBack: string | null;
  readonly isSealed: boolean;
};

const revisionOf = ({ source, externalId, arrival, hash, revised, rank, day, content }: RevisionRow): OpportunityRevision => ({
  report: readStoredOpportunity(content, { source, externalId, revisedAt: revised }),
  contentHash: hash,
  revisedAt: revised,
  rank,
  arrival,
  day,
});

const lastReason = sql`(
  select t.reason from opportunity_acts t
  where t.company_id = o.company_id and t.source = o.source and t.external_id = o.external_id
  order by t.act_number desc limit 1)`;

/** Of an opportunity `o` and one of its states `r`. */
const revisionColumns = sql`r.source, r.external_id as "externalId", r.arrival, encode(r.content_hash, 'hex') as hash,
  ${microseconds(sql`r.revised_at`)} as revised, ${microseconds(sql`nullif(r.rank_at, '-infinity')`)} as rank, r.state_day as day, r.content,
  case when o.taken_back then ${lastReason} end as "takenBack", o.is_sealed as "isSealed"`;

/** Those of the keys that are known, by `keyText`. */
export const knownOpportunities = async (
  tx: Transaction,
  companyId: number,
  keys: readonly ActivityKey[],
): Promise<ReadonlyMap<string, KnownOpportunity>> => {
  const { rows } = await sql<RevisionRow>`
    select ${revisionColumns}
    from ${keyRows(keys)} k cross join lateral (
      select o.* from opportunities o where o.company_id = ${companyId} and o.source = k.source and o.external_id = k.external_id limit 1) o
    cross join lateral (
      select r.* from opportunity_revisions r where r.company_id = ${companyId} and r.source = k.source and r.external_id = k.external_id offset 0) r
    order by r.source, r.external_id, r.arrival`.execute(tx);
  const known = new Map<string, KnownOpportunity & { readonly revisions: OpportunityRevision[] }>();
  for (const row of rows) {
    const found = known.get(keyText(row));
    if (found !== undefined) found.revisions.push(revisionOf(row));
    else
      known.set(keyText(row), {
        revisions: [revisionOf(row)],
        takenBack: row.takenBack === null ? null : { reason: row.takenBack },
        isSealed: row.isSealed,
      });
  }
  return known;
};

/** An opportunity in a list: its state that holds, and who owns it now. */
export type ListedOpportunity = {
  readonly number: bigint;
  readonly present: OpportunityRevision;
  readonly memberNumber: number | null;
  readonly takenBack: { readonly reason: string } | null;
  /** How many states there have been. */
  readonly states: number;
  readonly recordedAt: string;
};

export const opportunityStates = ["open", "won", "lost", "void", "undated", "unattributed"] as const;
export type OpportunityState = (typeof opportunityStates)[number];

export type OpportunitiesAsked = {
  readonly key?: ActivityKey;
  readonly memberNumber?: number;
  readonly source?: string;
  readonly product?: string;
  readonly stage?: string;
  readonly state?: OpportunityState;
  readonly seen?: Seen;
  readonly after: bigint | null;
  readonly limit: number;
};

const isIn: Readonly<Record<OpportunityState, RawBuilder<unknown>>> = {
  open: sql`o.outcome is null and not o.is_void and not o.taken_back`,
  won: sql`o.outcome = 'won' and not o.is_void and not o.taken_back`,
  lost: sql`o.outcome = 'lost' and not o.is_void and not o.taken_back`,
  void: sql`(o.is_void or o.taken_back)`,
  undated: sql`o.opened_on is null`,
  unattributed: sql`o.member_number is null`,
};

/** In the order in which they were first told. */
export const listedOpportunities = async (
  tx: Transaction,
  companyId: number,
  { key, memberNumber, source, product, stage, state, seen, after, limit }: OpportunitiesAsked,
): Promise<readonly ListedOpportunity[]> => {
  const isOpenOrOn = sql`coalesce(o.closed_on, 'infinity'::date)`;
  const { rows } = await sql<RevisionRow & { number: bigint; memberNumber: number | null; states: number; recordedAt: string }>`
    select o.opportunity_number as number, o.member_number as "memberNumber", o.arrivals as states, o.recorded_at as "recordedAt", ${revisionColumns}
    from opportunities o cross join lateral (
      select r.* from opportunity_revisions r
      where r.company_id = o.company_id and r.source = o.source and r.external_id = o.external_id and r.arrival = o.holds limit 1) r
    where o.company_id = ${companyId}
      ${after === null ? sql`` : sql`and o.opportunity_number > ${after}::bigint`}
      ${key === undefined ? sql`` : sql`and o.source = ${key.source} collate "C" and o.external_id = ${key.externalId} collate "C"`}
      ${memberNumber === undefined ? sql`` : sql`and o.member_number = ${memberNumber}`}
      ${source === undefined ? sql`` : sql`and o.source = ${source} collate "C"`}
      ${product === undefined ? sql`` : sql`and o.product = ${product} collate "C"`}
      ${stage === undefined ? sql`` : sql`and o.stage = ${stage} collate "C"`}
      ${state === undefined ? sql`` : sql`and ${isIn[state]}`}
      ${seen === undefined ? sql`` : sql`and ${isSeenIn(seen, { member: sql`o.member_number`, day: isOpenOrOn })}`}
    order by o.opportunity_number limit ${limit}`.execute(tx);
  return rows.map((row) => ({
    number: row.number,
    present: revisionOf(row),
    memberNumber: row.memberNumber,
    takenBack: row.takenBack === null ? null : { reason: row.takenBack },
    states: row.states,
    recordedAt: row.recordedAt,
  }));
};

/** Lets each be the member's whom its owner's name means now; what its milestones count follows with the records. */
export const attributeOpportunities = async (tx: Transaction, settings: Settings): Promise<void> => {
  const { companyId } = settings;
  const { rows } = await sql<{ source: string; reference: string }>`
    select distinct o.source, o.owner_reference as reference from opportunities o
    where o.company_id = ${companyId} and o.owner_reference is not null order by 1, 2`.execute(tx);
  if (rows.length === 0) return;
  const attribution = await attributionOf(tx, settings);
  await sql`
    update opportunities o set member_number = r.member_number
    from unnest(${columnOf(
      "text",
      rows.map(({ source }) => source),
    )}, ${columnOf(
      "text",
      rows.map(({ reference }) => reference),
    )}, ${columnOf(
      "int4",
      rows.map(({ source, reference }) => attribution.memberOf(source, reference)),
    )}) as r (source, reference, member_number)
    where o.company_id = ${companyId} and o.source = r.source collate "C" and o.owner_reference = r.reference collate "C"
      and o.member_number is distinct from r.member_number`.execute(tx);
};

/** The products that opportunities have, each once. At most a thousand. */
export const knownProducts = async (tx: Transaction, companyId: number): Promise<readonly string[]> => {
  const { rows } = await sql<{ product: string }>`
    select distinct o.product from opportunities o where o.company_id = ${companyId} and o.product is not null order by 1 limit 1000`.execute(
    tx,
  );
  return rows.map(({ product }) => product);
};

export type OpportunityAct = { readonly act: "void" | "restore"; readonly reason: string; readonly doneBy: string };

/** Notes what a person did to an opportunity, and lets it hold. */
export const noteOpportunityAct = async (
  tx: Transaction,
  companyId: number,
  { source, externalId }: ActivityKey,
  { act, reason, doneBy }: OpportunityAct,
): Promise<void> => {
  await sql`
    insert into opportunity_acts (company_id, source, external_id, act_number, act, reason, done_by)
    select ${companyId}::integer, ${source}, ${externalId}, coalesce(max(p.act_number), 0) + 1, ${act}, ${reason}, ${doneBy}
    from opportunity_acts p where p.company_id = ${companyId} and p.source = ${source} and p.external_id = ${externalId}`.execute(tx);
  await sql`
    update opportunities o set taken_back = ${act === "void"}
    where o.company_id = ${companyId} and o.source = ${source} and o.external_id = ${externalId}`.execute(tx);
};

/** What people did to it, the first act first. At most a thousand. */
export const opportunityActs = async (
  tx: Transaction,
  companyId: number,
  { source, externalId }: ActivityKey,
): Promise<readonly (OpportunityAct & { readonly doneAt: string })[]> => {
  const { rows } = await sql<OpportunityAct & { doneAt: string }>`
    select t.act, t.reason, t.done_by as "doneBy", t.done_at as "doneAt" from opportunity_acts t
    where t.company_id = ${companyId} and t.source = ${source} and t.external_id = ${externalId} order by t.act_number limit 1000`.execute(
    tx,
  );
  return rows;
};

/** Keeps states that came, each under its number. */
export const keepOpportunityRevisions = async (
  tx: Transaction,
  companyId: number,
  revisions: readonly OpportunityRevision[],
): Promise<void> => {
  if (revisions.length === 0) return;
  const of = <T>(read: (revision: OpportunityRevision) => T): T[] => revisions.map(read);
  await sql`
    insert into opportunity_revisions (company_id, source, external_id, arrival, content_hash, revised_at, rank_at, state_day, content)
    select ${companyId}::integer, r.source, r.external_id, r.arrival, decode(r.hash, 'hex'), ${instantOf(sql`r.revised`)},
      coalesce(${instantOf(sql`r.rank`)}, '-infinity'), r.day, r.content
    from unnest(${columnOf(
      "text",
      of(({ report }) => report.source),
    )}, ${columnOf(
      "text",
      of(({ report }) => report.externalId),
    )}, ${columnOf(
      "int4",
      of(({ arrival }) => arrival),
    )}, ${columnOf(
      "text",
      of(({ contentHash }) => contentHash),
    )}, ${columnOf(
      "int8",
      of(({ revisedAt }) => revisedAt),
    )}, ${columnOf(
      "int8",
      of(({ rank }) => rank),
    )}, ${columnOf(
      "date",
      of(({ day }) => day),
    )}, ${columnOf(
      "jsonb",
      of(({ report }) => storedOpportunity(report)),
    )}) as r (source, external_id, arrival, hash, revised, rank, day, content)`.execute(tx);
};

/** An opportunity with all its states, whose last one is to hold, and the member who owns it now. */
export type HeldOpportunity = { readonly revisions: readonly OpportunityRevision[]; readonly memberNumber: number | null };

const presentRows = (held: readonly HeldOpportunity[]): RawBuilder<unknown> => {
  const states = held.flatMap(({ revisions, memberNumber }) => {
    const state = inOrder(revisions).at(-1);
    return state === undefined ? [] : [{ ...state, memberNumber, arrivals: revisions.length }];
  });
  type State = (typeof states)[number];
  const of = <T>(read: (state: State) => T): T[] => states.map(read);
  const text = (read: (state: State) => string | null) => columnOf("text", of(read));
  return sql`
    unnest(${text(({ report }) => report.source)}, ${text(({ report }) => report.externalId)}, ${columnOf(
      "int4",
      of(({ arrival }) => arrival),
    )}, ${columnOf(
      "int4",
      of(({ arrivals }) => arrivals),
    )}, ${text(({ report }) => report.owners?.[0].reference ?? null)}, ${columnOf(
      "int4",
      of(({ memberNumber }) => memberNumber),
    )}, ${text(({ report }) => report.product)}, ${text(({ report }) => report.stage)}, ${columnOf(
      "int8",
      of(({ report }) => report.amount?.amountMinor ?? null),
    )}, ${text(({ report }) => report.amount?.currency ?? null)}, ${columnOf(
      "int8",
      of(({ report }) => report.units),
    )}, ${columnOf(
      "bool",
      of(({ report }) => report.isNewCustomer),
    )}, ${columnOf(
      "date",
      of(({ report }) => report.openedOn),
    )}, ${columnOf(
      "date",
      of(({ report }) => report.closed?.on ?? null),
    )}, ${text(({ report }) => report.closed?.outcome ?? null)}, ${columnOf(
      "bool",
      of(({ report }) => report.voided !== null),
    )})`;
};

const presentColumns = [
  "holds",
  "arrivals",
  "owner_reference",
  "member_number",
  "product",
  "stage",
  "amount_minor",
  "currency",
  "units",
  "is_new_customer",
  "opened_on",
  "closed_on",
  "outcome",
  "is_void",
] as const;

const names = (alias?: string): RawBuilder<unknown> =>
  sql.join(presentColumns.map((name) => sql.ref(alias === undefined ? name : `${alias}.${name}`)));

/** Lets these states hold, of opportunities that are new or known. */
export const holdOpportunities = async (tx: Transaction, companyId: number, held: readonly HeldOpportunity[]): Promise<void> => {
  if (held.length === 0) return;
  await sql`
    insert into opportunities (company_id, source, external_id, ${names()})
    select ${companyId}::integer, s.source, s.external_id, ${names("s")}
    from ${presentRows(held)} as s (source, external_id, ${names()})
    on conflict (company_id, source, external_id) do update set (${names()}, recorded_at) = row (${names("excluded")}, now())`.execute(tx);
};
