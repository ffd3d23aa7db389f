import { sql, type RawBuilder } from "kysely";
import { keyRows, keyText, type ActivityKey } from "./activities.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

/** A record and the one of the same act that counts in its place; null when none does. */
export type Link = ActivityKey & { readonly holder: ActivityKey | null };

export const setLinks = async (tx: Transaction, companyId: number, links: readonly Link[]): Promise<void> => {
  const of = (read: (link: Link) => string | null) => columnOf("text", links.map(read));
  await sql`
    update activities a set same_source = l.same_source, same_external_id = l.same_external_id
    from unnest(${of((link) => link.source)}, ${of((link) => link.externalId)}, ${of(({ holder }) => holder?.source ?? null)}, ${of(
      ({ holder }) => holder?.externalId ?? null,
    )}) as l (source, external_id, same_source, same_external_id)
    where a.company_id = ${companyId} and a.source = l.source collate "C" and a.external_id = l.external_id collate "C"`.execute(tx);
};

const pairText = (one: ActivityKey, other: ActivityKey): string => `${keyText(one)}\u0000${keyText(other)}`;

/** Tells of two of these activities whether a person said that they are not the same. */
export const apartAmong = async (
  tx: Transaction,
  companyId: number,
  keys: readonly ActivityKey[],
): Promise<(one: ActivityKey, other: ActivityKey) => boolean> => {
  if (keys.length === 0) return () => false;
  const { rows } = await sql<ActivityKey & { otherSource: string; otherExternalId: string }>`
    select l.source, l.external_id as "externalId", l.other_source as "otherSource", l.other_external_id as "otherExternalId"
    from ${keyRows(keys)} k
    cross join lateral (
      select distinct on (l.other_source, l.other_external_id) l.*
      from link_acts l
      where l.company_id = ${companyId} and l.source = k.source and l.external_id = k.external_id
      order by l.other_source, l.other_external_id, l.act_number desc) l
    where l.act = 'unlink'`.execute(tx);
  const apart = new Set(rows.map((row) => pairText(row, { source: row.otherSource, externalId: row.otherExternalId })));
  return (one, other) => apart.has(pairText(one, other)) || apart.has(pairText(other, one));
};

export type LinkAct = { readonly act: "unlink" | "link"; readonly reason: string; readonly doneBy: string };

/** Notes what a person says of two records: that they are not the same act, or that they are after all. */
export const recordLinkAct = async (
  tx: Transaction,
  companyId: number,
  one: ActivityKey,
  other: ActivityKey,
  { act, reason, doneBy }: LinkAct,
): Promise<void> => {
  await sql`
    insert into link_acts (company_id, source, external_id, other_source, other_external_id, act_number, act, reason, done_by)
    select ${companyId}::integer, p.source, p.external_id, p.other_source, p.other_external_id, (
        select coalesce(max(l.act_number), 0) + 1 from link_acts l
        where l.company_id = ${companyId} and l.source = p.source and l.external_id = p.external_id
          and l.other_source = p.other_source and l.other_external_id = p.other_external_id),
      ${act}, ${reason}, ${doneBy}
    from (values
      (${one.source}::text collate "C", ${one.externalId}::text collate "C", ${other.source}::text collate "C", ${other.externalId}::text collate "C"),
      (${other.source}, ${other.externalId}, ${one.source}, ${one.externalId})) as p (source, external_id, other_source, other_external_id)
    where p.source < p.other_source`.execute(tx);
};

/** What was said of a record and another one. */
export type SaidOfLink = {
  readonly with: ActivityKey;
  readonly act: LinkAct["act"];
  readonly reason: string;
  readonly doneBy: string;
  readonly doneAt: string;
};

export type Links = {
  /** The record that counts in its place. */
  readonly sameAs: ActivityKey | null;
  /** Those in whose place it counts. */
  readonly standsFor: readonly ActivityKey[];
  /** What people said of its links, the first act first. */
  readonly acts: readonly SaidOfLink[];
};

/** How an activity is linked, at most a thousand of each. Those in whose place it counts are of its prospect, by whom they are found. */
export const linksOf = async (tx: Transaction, companyId: number, key: ActivityKey): Promise<Links> => {
  const { source, externalId } = key;
  const same = await sql<{ source: string | null; externalId: string | null; prospect: bigint | null }>`
    select a.same_source as source, a.same_external_id as "externalId", a.prospect_number as prospect from activities a
    where a.company_id = ${companyId} and a.source = ${source} and a.external_id = ${externalId}`.execute(tx);
  const [own] = same.rows;
  const standsFor = await sql<ActivityKey>`
    select a.source, a.external_id as "externalId" from activities a
    where a.company_id = ${companyId} and a.prospect_number = ${own?.prospect ?? null} and a.same_source = ${source} and a.same_external_id = ${externalId}
    order by a.source, a.external_id limit 1000`.execute(tx);
  const said = (from: RawBuilder<unknown>, other: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    select ${other}, l.act_number, l.act, l.reason, l.done_by, l.done_at from link_acts l where l.company_id = ${companyId} and ${from}`;
  const acts = await sql<ActivityKey & Omit<SaidOfLink, "with">>`
    select s.source, s.external_id as "externalId", s.act, s.reason, s.done_by as "doneBy", s.done_at as "doneAt"
    from (
      ${said(sql`l.source = ${source} and l.external_id = ${externalId}`, sql`l.other_source as source, l.other_external_id as external_id`)}
      union all
      ${said(sql`l.other_source = ${source} and l.other_external_id = ${externalId}`, sql`l.source, l.external_id`)}) s
    order by s.done_at, s.source, s.external_id, s.act_number limit 1000`.execute(tx);
  return {
    sameAs: own === undefined || own.source === null || own.externalId === null ? null : { source: own.source, externalId: own.externalId },
    standsFor: standsFor.rows,
    acts: acts.rows.map(({ source: otherSource, externalId: otherId, ...act }) => ({
      with: { source: otherSource, externalId: otherId },
      ...act,
    })),
  };
};

/** The records of which it was said last that they are not the same as this one, however often it was said before. */
export const toldApart = async (
  tx: Transaction,
  companyId: number,
  { source, externalId }: ActivityKey,
): Promise<readonly ActivityKey[]> => {
  const { rows } = await sql<ActivityKey>`
    select s.source, s.external_id as "externalId"
    from (
      (select distinct on (l.other_source, l.other_external_id) l.other_source as source, l.other_external_id as external_id, l.act from link_acts l
        where l.company_id = ${companyId} and l.source = ${source} and l.external_id = ${externalId}
        order by l.other_source, l.other_external_id, l.act_number desc)
      union all
      (select distinct on (l.source, l.external_id) l.source, l.external_id, l.act from link_acts l
        where l.company_id = ${companyId} and l.other_source = ${source} and l.other_external_id = ${externalId}
        order by l.source, l.external_id, l.act_number desc)) s
    where s.act = 'unlink' order by 1, 2 limit 1000`.execute(tx);
  return rows;
};
