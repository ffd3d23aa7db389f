import { sql } from "kysely";
import type { Transaction } from "./database.ts";
import type { Evaluation } from "./evaluation.ts";
import { link } from "./recording.ts";
import { isTold, wrongLinks, type Asking, type Group, type WrongLink } from "./same-acts.ts";

/** So few that their records are held at once. */
const PROSPECTS_AT_ONCE = 1000;
/** A statement that judges more holds more in memory than a small machine has. */
const RECORDS_AT_ONCE = 5000;

/** Links of records that are of nobody, or with nobody: those that no prospect leads to. */
const looseLinks = async (tx: Transaction, companyId: number): Promise<readonly WrongLink[]> => {
  const { rows } = await sql<Record<"source" | "externalId" | "sameSource" | "sameExternalId", string>>`
    select a.source, a.external_id as "externalId", a.same_source as "sameSource", a.same_external_id as "sameExternalId" from activities a
    where a.company_id = ${companyId} and a.same_external_id is not null and (a.member_number is null or a.prospect_number is null)
    order by a.source, a.external_id limit ${RECORDS_AT_ONCE}`.execute(tx);
  return rows.map(({ source, externalId, sameSource, sameExternalId }) => ({
    source,
    externalId,
    holder: null,
    stored: { source: sameSource, externalId: sameExternalId },
  }));
};

const someAreLinked = async (tx: Transaction, companyId: number): Promise<boolean> => {
  const { rows } = await sql`
    select from activities a where a.company_id = ${companyId} and a.same_external_id is not null limit 1`.execute(tx);
  return rows.length > 0;
};

type Page = { readonly groups: readonly Group[]; readonly last: bigint | null };

/** The groups of the next prospects that two sources tell of, or that have a link. */
const nextGroups = async (tx: Transaction, { companyId, sameActs }: Asking, after: bigint): Promise<Page> => {
  const { rows } = await sql<Omit<Group, "touched"> & { last: bigint }>`
    with page as materialized (
      select p.prospect_number from prospects p
      where p.company_id = ${companyId} and p.prospect_number > ${after} order by p.prospect_number limit ${PROSPECTS_AT_ONCE})
    select g.member, g.prospect, g.kind, l.last
    from (select max(p.prospect_number) as last from page p) l
    left join (
      select a.member_number as member, a.prospect_number as prospect, a.kind
      from page p cross join lateral (
        select a.* from activities a
        where a.company_id = ${companyId} and a.prospect_number = p.prospect_number and a.member_number is not null
          and (${isTold(sameActs)} or a.same_external_id is not null)
        order by a.local_day offset 0) a
      group by 1, 2, 3
      having count(distinct a.source) > 1 or bool_or(a.same_external_id is not null)) g on true
    order by g.prospect, g.member, g.kind`.execute(tx);
  return {
    groups: rows.flatMap(({ last: _, ...group }) => (group.prospect === null ? [] : [{ ...group, touched: null }])),
    last: rows[0]?.last ?? null,
  };
};

/** Every link that is not as the records say, some prospects at a time. `each` may mend them. */
const eachWrongLinks = async (tx: Transaction, asking: Asking, each: (links: readonly WrongLink[]) => Promise<void>): Promise<void> => {
  if (asking.sameActs.length === 0 && !(await someAreLinked(tx, asking.companyId))) return;
  await each(await looseLinks(tx, asking.companyId));
  for (let after: bigint | null = 0n; after !== null;) {
    const { groups, last }: Page = await nextGroups(tx, asking, after);
    await each(await wrongLinks(tx, asking, groups));
    after = last;
  }
};

/** Links all records anew, as their sources tell the same acts now, and counts what that changes. The company is owned. */
export const relink = (tx: Transaction, evaluation: Evaluation): Promise<void> =>
  eachWrongLinks(tx, evaluation, async (links) => {
    for (let from = 0; from < links.length; from += RECORDS_AT_ONCE) await link(tx, evaluation, links.slice(from, from + RECORDS_AT_ONCE));
  });

// More would not be read; the first thousand tell what is wrong.
const MOST = 1000;

/** Links that are stored otherwise than the records give them, each as it should be; at most a thousand. */
export const linkDifferences = async (tx: Transaction, asking: Asking): Promise<readonly WrongLink[]> => {
  const differences: WrongLink[] = [];
  await eachWrongLinks(tx, asking, (links) => {
    differences.push(...links.slice(0, MOST - differences.length));
    return Promise.resolve();
  });
  return differences;
};
