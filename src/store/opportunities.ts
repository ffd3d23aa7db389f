import { sql, type RawBuilder } from "kysely";
import type { Day } from "../domain/day.ts";
import { inOrder, type OpportunityRevision } from "../domain/opportunity.ts";
import { instantOf, keyRows, keyText, microseconds, type ActivityKey } from "./activities.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { readStoredOpportunity, storedOpportunity, type StoredOpportunity } from "./opportunity-rows.ts";

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

/** Those of the keys that are known, by `keyText`. */
export const knownOpportunities = async (
  tx: Transaction,
  companyId: number,
  keys: readonly ActivityKey[],
): Promise<ReadonlyMap<string, KnownOpportunity>> => {
  const { rows } = await sql<RevisionRow>`
    select r.source, r.external_id as "externalId", r.arrival, encode(r.content_hash, 'hex') as hash, ${microseconds(sql`r.revised_at`)} as revised,
      ${microseconds(sql`nullif(r.rank_at, '-infinity')`)} as rank, r.state_day as day, r.content,
      case when o.taken_back then ${lastReason} end as "takenBack", o.is_sealed as "isSealed"
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
