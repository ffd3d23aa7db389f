import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Instant } from "../domain/instant.ts";
import { sameActsAmong, type SameActs, type ToldAct } from "../domain/same-acts.ts";
import { within } from "../domain/within.ts";
import { keyRows, keyText, microseconds, instantOf, type ActivityKey } from "./activities.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { apartAmong, type Link } from "./links.ts";
import { lockProspects } from "./prospects.ts";

/** What asks which records are the same act. */
export type Asking = { readonly companyId: number; readonly sameActs: readonly SameActs[] };

/** One member, prospect and kind; from and through which instant something of theirs changed, null where anything may have. */
export type Group = {
  readonly member: number;
  readonly prospect: bigint;
  readonly kind: string;
  readonly touched: { readonly first: Instant; readonly last: Instant } | null;
};

/** A record that may be told by two sources, or once was. */
export type Told = ActivityKey & {
  readonly member: number | null;
  readonly prospect: bigint | null;
  readonly kind: string;
  readonly at: Instant;
  readonly sameSource: string | null;
  readonly sameExternalId: string | null;
};

/** The sources and kinds that some rule is about. */
export const isTold = (rules: readonly SameActs[]): RawBuilder<SqlBool> => {
  const told = rules.flatMap(({ sources, kind }) => sources.map((source) => ({ source, kind })));
  return sql<SqlBool>`exists (
    select from unnest(${columnOf(
      "text",
      told.map(({ source }) => source),
    )}, ${columnOf(
      "text",
      told.map(({ kind }) => kind),
    )}) as t (source, kind)
    where t.source = a.source collate "C" and t.kind = a.kind collate "C")`;
};

/** It stands, at a known time, and has the one line of one member. */
const takesPart = sql<SqlBool>`(a.voided_at is null and not a.taken_back and a.local_hour is not null and a.weights is null and a.prospect_count = 1)`;

/** What those of the activities are that may be told by two sources, or are linked. */
export const toldAmong = async (
  tx: Transaction,
  { companyId, sameActs }: Asking,
  keys: readonly ActivityKey[],
): Promise<readonly Told[]> => {
  if (keys.length === 0) return [];
  const { rows } = await sql<Told>`
    select a.source, a.external_id as "externalId", a.member_number as member, a.prospect_number as prospect, a.kind, ${microseconds(sql`a.ordered_at`)} as at,
      a.same_source as "sameSource", a.same_external_id as "sameExternalId"
    from ${keyRows(keys)} k
    cross join lateral (
      select a.* from activities a where a.company_id = ${companyId} and a.source = k.source and a.external_id = k.external_id limit 1) a
    where ${isTold(sameActs)} or a.same_external_id is not null`.execute(tx);
  return rows;
};

const groupsOf = (told: readonly Told[]): readonly Group[] => {
  const groups = new Map<string, Group & { readonly touched: NonNullable<Group["touched"]> }>();
  for (const { member, prospect, kind, at } of told) {
    if (member === null || prospect === null) continue;
    const name = `${member} ${prospect} ${kind}`;
    const { first, last } = groups.get(name)?.touched ?? { first: at, last: at };
    groups.set(name, { member, prospect, kind, touched: { first: at < first ? at : first, last: at > last ? at : last } });
  }
  return [...groups.values()];
};

type Act = ToldAct & Pick<Told, "sameSource" | "sameExternalId"> & { readonly takesPart: boolean };

/** How far to read a group on both sides of what changed. */
type Reading = { readonly group: Group; readonly reach: bigint };

/** The records of each group within its reach, in time order. */
const actsIn = async (
  tx: Transaction,
  { companyId, sameActs }: Asking,
  readings: readonly Reading[],
): Promise<readonly (readonly Act[])[]> => {
  const edge = (of: (touched: NonNullable<Group["touched"]>, reach: bigint) => bigint) =>
    columnOf(
      "int8",
      readings.map(({ group, reach }) => (group.touched === null ? null : of(group.touched, reach))),
    );
  const { rows } = await sql<Act & { place: bigint }>`
    select g.place, a.source, a.external_id as "externalId", ${microseconds(sql`a.ordered_at`)} as at, a.duration_seconds as "durationSeconds",
      a.same_source as "sameSource", a.same_external_id as "sameExternalId", ${takesPart} and ${isTold(sameActs)} as "takesPart"
    from (
      select g.member_number, g.prospect_number, g.kind collate "C" as kind, g.place,
        coalesce(${instantOf(sql`g.from_us`)}, '-infinity') as from_at, coalesce(${instantOf(sql`g.through_us`)}, 'infinity') as through_at
      from unnest(${columnOf(
        "int4",
        readings.map(({ group }) => group.member),
      )}, ${columnOf(
        "int8",
        readings.map(({ group }) => group.prospect),
      )}, ${columnOf(
        "text",
        readings.map(({ group }) => group.kind),
      )},
        ${edge(({ first }, reach) => first - reach)}, ${edge(({ last }, reach) => last + reach)})
        with ordinality as g (member_number, prospect_number, kind, from_us, through_us, place)) g
    cross join lateral (
      -- Days stand in the index beside the prospect; a zone is at most a day from UTC.
      select a.* from activities a
      where a.company_id = ${companyId} and a.prospect_number = g.prospect_number
        and a.local_day >= g.from_at::date - 1 and a.local_day <= g.through_at::date + 1
      order by a.local_day offset 0) a
    where a.member_number = g.member_number and a.kind = g.kind and a.ordered_at >= g.from_at and a.ordered_at <= g.through_at
      and (${isTold(sameActs)} or a.same_external_id is not null)
    order by g.place, a.ordered_at, a.source, a.external_id`.execute(tx);
  const byPlace = new Map<bigint, Act[]>();
  for (const { place, ...act } of rows) within(byPlace, place, () => []).push(act);
  return readings.map((_, index) => byPlace.get(BigInt(index + 1)) ?? []);
};

const MICROS = 1_000_000n;

/** No two records farther apart than this are linked. */
const limitOf = (rules: readonly SameActs[]): bigint => BigInt(Math.max(0, ...rules.map(({ withinSeconds }) => withinSeconds))) * MICROS;

/**
 * Of what was read around a change, what its links may depend on: records each within the limit of the next. Null when more may lie beyond what
 * was read. In time order.
 */
const neighbourhood = (acts: readonly Act[], { group: { touched }, reach }: Reading, limit: bigint): readonly Act[] | null => {
  if (touched === null) return acts;
  let { first, last } = touched;
  for (const { at } of acts.toReversed()) if (at < first && first - at <= limit) first = at;
  for (const { at } of acts) if (at > last && at - last <= limit) last = at;
  if (touched.first - reach >= first - limit || touched.last + reach <= last + limit) return null;
  return acts.filter(({ at }) => at >= first && at <= last);
};

/** Wide enough for nearly all: a handful of records in a row. */
const FIRST_REACH = 8n;
const WIDER = 32n;

/** The neighbourhoods of the groups' changes, read as far as they go. */
const neighbourhoodsOf = async (tx: Transaction, asking: Asking, groups: readonly Group[]): Promise<ReadonlyMap<Group, readonly Act[]>> => {
  const limit = limitOf(asking.sameActs);
  const found = new Map<Group, readonly Act[]>();
  let readings = groups.map((group): Reading => ({ group, reach: FIRST_REACH * (limit + MICROS) }));
  while (readings.length > 0) {
    const read = await actsIn(tx, asking, readings);
    const wider: Reading[] = [];
    for (const [index, reading] of readings.entries()) {
      const acts = neighbourhood(read[index] ?? [], reading, limit);
      if (acts === null) wider.push({ ...reading, reach: reading.reach * WIDER });
      else found.set(reading.group, acts);
    }
    readings = wider;
  }
  return found;
};

/** A link as it should be, and the record that is named instead. */
export type WrongLink = Link & { readonly stored: ActivityKey | null };

const storedIn = ({ sameSource, sameExternalId }: Pick<Told, "sameSource" | "sameExternalId">): ActivityKey | null =>
  sameSource === null || sameExternalId === null ? null : { source: sameSource, externalId: sameExternalId };

const isSameKey = (one: ActivityKey | null, other: ActivityKey | null): boolean =>
  one?.source === other?.source && one?.externalId === other?.externalId;

/** The links of these groups that are not as the records say. */
export const wrongLinks = async (tx: Transaction, asking: Asking, groups: readonly Group[]): Promise<readonly WrongLink[]> => {
  const neighbourhoods = await neighbourhoodsOf(tx, asking, groups);
  const told = [...neighbourhoods.values()].filter((acts) => acts.some(({ source }) => source !== acts[0]?.source)).flat();
  const apart = await apartAmong(tx, asking.companyId, told);
  return [...neighbourhoods].flatMap(([{ kind }, acts]) => {
    const holders = sameActsAmong(
      asking.sameActs.filter((rule) => rule.kind === kind),
      acts.filter((act) => act.takesPart),
      apart,
    );
    return acts.flatMap((act): readonly WrongLink[] => {
      const holder = holders.get(act) ?? null;
      const stored = storedIn(act);
      return isSameKey(holder, stored) ? [] : [{ source: act.source, externalId: act.externalId, holder, stored }];
    });
  });
};

/**
 * The links that are other now that these activities changed: `before` is what they were. Their prospects are locked first, then read: whoever
 * records another source's record of the same act at this moment comes before or after.
 */
export const changedLinks = async (
  tx: Transaction,
  asking: Asking,
  before: readonly Told[],
  keys: readonly ActivityKey[],
): Promise<readonly Link[]> => {
  const told = await toldAmong(tx, asking, keys);
  const groups = groupsOf([...before, ...told]);
  if (groups.length > 0)
    await lockProspects(
      tx,
      asking.companyId,
      sql`unnest(${columnOf("int8", [...new Set(groups.map(({ prospect }) => prospect))])}) as n (prospect_number)`,
    );
  // Of nobody, or with nobody: no group finds it again.
  const loose = told.filter(({ member, prospect, sameExternalId }) => sameExternalId !== null && (member === null || prospect === null));
  const links = [
    ...loose.map(({ source, externalId }): Link => ({ source, externalId, holder: null })),
    ...(await wrongLinks(tx, asking, groups)),
  ];
  return [...new Map(links.map((link) => [keyText(link), link])).values()];
};
