import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Instant } from "../domain/instant.ts";
import { barsAmong, capReach, isSameBar, type Bar, type ContactPlace, type MadeContact } from "../domain/signals/barred.ts";
import { channelOf, contactKinds, type Channel } from "../domain/signals/contact-rules.ts";
import { within } from "../domain/within.ts";
import { instantOf, microseconds, type ActivityKey } from "./activities.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { linesOf } from "./lines.ts";
import { ownOfIdentity } from "./prospect-roots.ts";
import { recipientsOf } from "./recipients.ts";

/** What asks which contacts may not count. */
export type Barring = { readonly companyId: number; readonly contacts: ContactPlace };

/** A prospect, and from and through which instant something of theirs changed; null where anything may have. */
export type TouchedContacts = { readonly prospect: bigint; readonly between: { readonly first: Instant; readonly last: Instant } | null };

/** What speaks against a contact, as it should be stored. */
export type SetBar = ActivityKey & { readonly prospect: bigint; readonly bars: readonly Bar[] | null };

const kindsOf = ({ contacts: { rules } }: Barring): RawBuilder<unknown> => columnOf("text", [...contactKinds(rules).keys()]);

/** It was made by us and reaches somebody; what they began is none of ours. */
const isContact = (barring: Barring): RawBuilder<SqlBool> => sql<SqlBool>`
  (a.kind collate "C" = any (${kindsOf(barring)}) and a.direction is distinct from 'inbound' and not a.is_total)`;

/** It stands, and no preferred record stands for it. */
const isMade = (barring: Barring): RawBuilder<SqlBool> => sql<SqlBool>`
  (${isContact(barring)} and a.voided_at is null and not a.taken_back and a.same_external_id is null)`;

/**
 * Whether a contact of the company may be barred, or is: somebody opted out, some prospect's zone is known, or a rule counts that asks neither. Most companies
 * are done with this one question. What it asks changes only while the company is owned.
 */
export const mayBar = async (tx: Transaction, { companyId, contacts: { rules } }: Barring): Promise<boolean> => {
  if (capReach(rules) > 0n || rules.countries.some(({ rule, isCounted }) => rule === "basis" && isCounted)) return true;
  const { rows } = await sql<{ may: boolean }>`
    select exists (select from opt_outs o where o.company_id = ${companyId})
      or exists (select from prospects p where p.company_id = ${companyId} and p.time_zone is not null)
      or exists (select from activities a where a.company_id = ${companyId} and a.barred is not null)
      or exists (select from activity_lines l where l.company_id = ${companyId} and l.barred is not null) as may`.execute(tx);
  return rows[0]?.may === true;
};

/** The prospects of these activities, where they are contacts or were barred. */
export const touchedBy = async (tx: Transaction, barring: Barring, keys: readonly ActivityKey[]): Promise<readonly TouchedContacts[]> => {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ prospect: bigint; first: Instant; last: Instant }>`
    select a.prospect_number as prospect, ${microseconds(sql`min(a.ordered_at)`)} as first, ${microseconds(sql`max(a.ordered_at)`)} as last
    from ${linesOf(barring.companyId, keys)} a
    where a.prospect_number is not null and (${isContact(barring)} or a.barred is not null)
    group by a.prospect_number`.execute(tx);
  return rows.map(({ prospect, first, last }) => ({ prospect, between: { first, last } }));
};

/** Each prospect once, with all that was touched of theirs. */
const together = (touched: readonly TouchedContacts[]): readonly TouchedContacts[] => {
  const all = new Map<bigint, TouchedContacts>();
  for (const each of touched) {
    const known = all.get(each.prospect);
    if (known === undefined || known.between === null || each.between === null) {
      all.set(each.prospect, known?.between === null ? known : each);
      continue;
    }
    const { first, last } = known.between;
    all.set(each.prospect, {
      prospect: each.prospect,
      between: {
        first: each.between.first < first ? each.between.first : first,
        last: each.between.last > last ? each.between.last : last,
      },
    });
  }
  return [...all.values()];
};

const touchedRows = (touched: readonly TouchedContacts[], reach: bigint): RawBuilder<unknown> => sql`
  (select g.prospect_number, coalesce(${instantOf(sql`g.from_us`)}, '-infinity') as from_at, coalesce(${instantOf(sql`g.through_us`)}, 'infinity') as through_at
   from unnest(${columnOf(
     "int8",
     touched.map(({ prospect }) => prospect),
   )}, ${columnOf(
     "int8",
     touched.map(({ between }) => (between === null ? null : between.first - reach)),
   )}, ${columnOf(
     "int8",
     touched.map(({ between }) => (between === null ? null : between.last + reach)),
   )}) as g (prospect_number, from_us, through_us))`;

/** What is read of the records of a prospect `g` about their contacts, by the index of prospect and day. */
const contactLines = (companyId: number): RawBuilder<unknown> => sql`
  select a.source, a.external_id, a.kind, a.direction, a.is_total, a.voided_at, a.taken_back, a.same_external_id, a.sealed, a.ordered_at, a.local_hour, a.barred
  from (
    select a.* from activities a
    where a.company_id = ${companyId} and a.prospect_number = g.prospect_number
      and a.local_day >= g.from_at::date - 1 and a.local_day <= g.through_at::date + 1
    order by a.local_day offset 0) a
  union all
  select l.source, l.external_id, a.kind, a.direction, a.is_total, a.voided_at, a.taken_back, a.same_external_id, a.sealed, l.ordered_at, l.local_hour, l.barred
  from (
    select l.* from activity_lines l
    where l.company_id = ${companyId} and l.prospect_number = g.prospect_number
      and l.local_day >= g.from_at::date - 1 and l.local_day <= g.through_at::date + 1
    order by l.local_day offset 0) l
  cross join lateral (
    select a.* from activities a where a.company_id = l.company_id and a.source = l.source and a.external_id = l.external_id limit 1) a`;

/** The contacts that were made with these prospects since an instant, by whomever; each record once. */
export const contactsSince = async (
  tx: Transaction,
  barring: Barring,
  prospects: readonly bigint[],
  since: Instant,
): Promise<ReadonlyMap<bigint, readonly { readonly at: Instant; readonly channel: Channel }[]>> => {
  const { rows } = await sql<{ prospect: bigint; kind: string; at: Instant }>`
    select g.prospect_number as prospect, a.kind, ${microseconds(sql`min(a.ordered_at)`)} as at
    from (
      select g.prospect_number, ${instantOf(sql`${since}::bigint`)} as from_at, timestamptz 'infinity' as through_at
      from unnest(${columnOf("int8", prospects)}) as g (prospect_number)) g
    cross join lateral (${contactLines(barring.companyId)}) a
    where a.ordered_at >= g.from_at and ${isMade(barring)}
    group by g.prospect_number, a.source, a.external_id, a.kind
    order by 1, 3, a.source, a.external_id`.execute(tx);
  const found = new Map<bigint, { at: Instant; channel: Channel }[]>();
  for (const { prospect, kind, at } of rows) {
    const channel = channelOf(kind, barring.contacts.rules);
    if (channel !== undefined) within(found, prospect, () => []).push({ at, channel });
  }
  return found;
};

/** More contacts within the reach of a cap than one with them may have. */
const isNearCap = (barring: Barring): RawBuilder<SqlBool> => {
  const { caps } = barring.contacts.rules;
  const least = Math.min(...caps.filter(({ isCounted, off }) => isCounted && off === null).map(({ most }) => most));
  return Number.isFinite(least)
    ? sql<SqlBool>`(select count(distinct (a.source, a.external_id)) from (${contactLines(barring.companyId)}) a
        where a.ordered_at >= g.from_at and a.ordered_at <= g.through_at and ${isMade(barring)}) > ${least}`
    : sql<SqlBool>`false`;
};

/**
 * Of these prospects those of whose contacts one may be barred, or is: nearly always none, and so found before anything is read of them. Whoever is
 * known to be somewhere may be there at night; of the others it takes an opt-out, many contacts, or a rule by which a basis counts.
 */
const concerned = async (tx: Transaction, barring: Barring, touched: readonly TouchedContacts[]): Promise<readonly TouchedContacts[]> => {
  const { companyId, contacts } = barring;
  const asksBasis = contacts.rules.countries.some(({ rule, isCounted }) => rule === "basis" && isCounted);
  const { rows } = await sql<{ prospect: bigint }>`
    select g.prospect_number as prospect
    from ${touchedRows(touched, capReach(contacts.rules))} g
    cross join lateral (
      select p.time_zone from prospects p where p.company_id = ${companyId} and p.prospect_number = g.prospect_number limit 1) p
    where p.time_zone is not null or ${asksBasis}
      or (exists (select from opt_outs o where o.company_id = ${companyId}) and exists (
        select from prospect_identities i join opt_outs o on o.company_id = i.company_id
          and (o.prospect_number = ${ownOfIdentity} or (i.kind = 'email' and o.domain = split_part(i.value, '@', 2)))
        where i.company_id = ${companyId} and i.prospect_number = g.prospect_number))
      or exists (select from activities a where a.company_id = ${companyId} and a.prospect_number = g.prospect_number and a.barred is not null)
      or exists (select from activity_lines l where l.company_id = ${companyId} and l.prospect_number = g.prospect_number and l.barred is not null)
      or ${isNearCap(barring)}`.execute(tx);
  const found = new Set(rows.map(({ prospect }) => prospect));
  return touched.filter(({ prospect }) => found.has(prospect));
};

type ContactRow = MadeContact & {
  readonly prospect: bigint;
  readonly isMade: boolean;
  readonly isSealed: boolean;
  readonly stored: readonly Bar[] | null;
  /** Its lines with those who are one now say different things. */
  readonly isTorn: boolean;
};

const contactsAround = async (
  tx: Transaction,
  barring: Barring,
  touched: readonly TouchedContacts[],
): Promise<ReadonlyMap<bigint, readonly ContactRow[]>> => {
  // Several members of one record contact a prospect once.
  const { rows } = await sql<ContactRow>`
    select g.prospect_number as prospect, a.source, a.external_id as "externalId", a.kind, ${microseconds(sql`min(a.ordered_at)`)} as at,
      bool_and(a.local_hour is not null) as "hasTime", bool_and(${isMade(barring)}) as "isMade", bool_or(a.sealed is not null) as "isSealed",
      (array_agg(a.barred order by a.barred))[1] as stored, count(distinct coalesce(a.barred, 'null')) > 1 as "isTorn"
    from ${touchedRows(touched, capReach(barring.contacts.rules))} g
    cross join lateral (${contactLines(barring.companyId)}) a
    where a.ordered_at >= g.from_at and a.ordered_at <= g.through_at and (${isMade(barring)} or a.barred is not null)
    group by g.prospect_number, a.source, a.external_id, a.kind
    order by 1, 2, 3`.execute(tx);
  const found = new Map<bigint, ContactRow[]>();
  for (const row of rows) within(found, row.prospect, () => []).push(row);
  return found;
};

/**
 * The bars of these prospects' contacts that are not as what is known says. What was sealed keeps what was found before somebody was erased from it, and is
 * a contact all the same.
 */
export const wrongBars = async (tx: Transaction, barring: Barring, asked: readonly TouchedContacts[]): Promise<readonly WrongBar[]> =>
  asked.length === 0 ? [] : wrongAmong(tx, barring, await concerned(tx, barring, together(asked)));

/** A bar as it should be, and what is stored. */
export type WrongBar = SetBar & { readonly stored: readonly Bar[] | null };

const wrongAmong = async (tx: Transaction, barring: Barring, touched: readonly TouchedContacts[]): Promise<readonly WrongBar[]> => {
  const { companyId, contacts } = barring;
  if (touched.length === 0) return [];
  const around = await contactsAround(tx, barring, touched);
  const recipients = await recipientsOf(
    tx,
    companyId,
    touched.map(({ prospect }) => prospect),
  );
  return touched.flatMap(({ prospect, between }) => {
    const rows = around.get(prospect) ?? [];
    const recipient = recipients.get(prospect);
    if (recipient === undefined) return [];
    const made = rows.filter((row) => row.isMade);
    const bars = new Map(barsAmong(made, recipient, contacts).map((found, index) => [made[index], found]));
    return rows.flatMap((row) => {
      // What lies before what changed was judged with all that lies before it, of which not all was read.
      if (row.isSealed || (between !== null && row.at < between.first)) return [];
      const found = bars.get(row) ?? null;
      const { source, externalId, stored } = row;
      return !row.isTorn && isSameBar(found, stored) ? [] : [{ source, externalId, prospect, bars: found, stored }];
    });
  });
};

export const setBars = async (tx: Transaction, companyId: number, bars: readonly SetBar[]): Promise<void> => {
  const rows = sql`
    (select b.source collate "C" as source, b.external_id collate "C" as external_id, b.prospect_number, b.bars::jsonb as bars
     from unnest(${columnOf(
       "text",
       bars.map(({ source }) => source),
     )}, ${columnOf(
       "text",
       bars.map(({ externalId }) => externalId),
     )}, ${columnOf(
       "int8",
       bars.map(({ prospect }) => prospect),
     )}, ${columnOf(
       "text",
       bars.map((each) => (each.bars === null ? null : JSON.stringify(each.bars))),
     )}) as b (source, external_id, prospect_number, bars))`;
  for (const table of ["activities", "activity_lines"])
    await sql`
      update ${sql.table(table)} a set barred = b.bars from ${rows} b
      where a.company_id = ${companyId} and a.source = b.source and a.external_id = b.external_id and a.prospect_number = b.prospect_number`.execute(
      tx,
    );
};

/** So few that their contacts are held at once. */
const PROSPECTS_AT_ONCE = 1000;

/** Every bar that is not as what is known says, some prospects at a time, whoever they are. `each` may mend them. */
export const eachWrongBars = async (
  tx: Transaction,
  barring: Barring,
  each: (bars: readonly WrongBar[]) => Promise<void>,
): Promise<void> => {
  for (let after: bigint | null = 0n; after !== null;) {
    const { rows }: { rows: { prospect: bigint }[] } = await sql<{ prospect: bigint }>`
      select p.prospect_number as prospect from prospects p
      where p.company_id = ${barring.companyId} and p.prospect_number > ${after} and p.merged_into is null
      order by p.prospect_number limit ${PROSPECTS_AT_ONCE}`.execute(tx);
    await each(
      await wrongAmong(
        tx,
        barring,
        rows.map(({ prospect }) => ({ prospect, between: null })),
      ),
    );
    after = rows.at(-1)?.prospect ?? null;
  }
};

// More would not be read; the first thousand tell what is wrong.
const MOST = 1000;

/** Bars that are stored otherwise than what is known gives them; at most a thousand. */
export const barDifferences = async (tx: Transaction, barring: Barring): Promise<readonly WrongBar[]> => {
  const differences: WrongBar[] = [];
  await eachWrongBars(tx, barring, (bars) => {
    differences.push(...bars.slice(0, MOST - differences.length));
    return Promise.resolve();
  });
  return differences;
};
