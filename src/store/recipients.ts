import { sql } from "kysely";
import { countryOfPhone } from "../domain/prospect-reference.ts";
import type { Recipient } from "../domain/signals/barred.ts";
import type { Channel } from "../domain/signals/contact-rules.ts";
import type { OptOut } from "../domain/signals/contact-verdict.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

type StoredSpan = { readonly from: string; readonly until: string | null; readonly channels: readonly Channel[] | null };
type StoredOptOut = StoredSpan & { readonly list: string | null; readonly domain: string | null };
type StoredBasis = StoredSpan & { readonly coversQuietHours: boolean };

/** Instants as text of microseconds, since JSON would round them. */
const span = (alias: string) => sql`'from', (extract(epoch from ${sql.ref(`${alias}.from_at`)}) * 1000000)::bigint::text,
  'until', (extract(epoch from ${sql.ref(`${alias}.until_at`)}) * 1000000)::bigint::text, 'channels', ${sql.ref(`${alias}.channels`)}`;

const spanOf = ({ from, until, channels }: StoredSpan) => ({
  from: BigInt(from),
  until: until === null ? null : BigInt(until),
  channels,
});

const scopeOf = ({ list, domain }: StoredOptOut): Pick<OptOut, "scope" | "name"> => {
  if (list !== null) return { scope: "list", name: list };
  return domain === null ? { scope: "person", name: "" } : { scope: "company", name: domain };
};

/** What the rules of contact ask of each of these prospects, all that are one with them together. By root. */
export const recipientsOf = async (
  tx: Transaction,
  companyId: number,
  prospects: readonly bigint[],
): Promise<ReadonlyMap<bigint, Recipient>> => {
  if (prospects.length === 0) return new Map();
  const { rows } = await sql<{
    prospect: bigint;
    timeZone: string | null;
    phones: readonly string[];
    optOuts: readonly StoredOptOut[];
    bases: readonly StoredBasis[];
  }>`
    select p.prospect_number as prospect, p.time_zone as "timeZone", n.phones, o.opt_outs as "optOuts", b.bases
    from (select distinct g.prospect_number from unnest(${columnOf("int8", prospects)}) as g (prospect_number)) g
    cross join lateral (
      select p.prospect_number, p.time_zone from prospects p where p.company_id = ${companyId} and p.prospect_number = g.prospect_number limit 1) p
    cross join lateral (
      select coalesce(array_agg(i.value order by i.value) filter (where i.kind = 'phone'), '{}') as phones,
        array_agg(distinct split_part(i.value, '@', 2)) filter (where i.kind = 'email') as domains,
        array_agg(distinct coalesce(i.own_number, i.prospect_number)) || p.prospect_number as owns
      from prospect_identities i where i.company_id = ${companyId} and i.prospect_number = p.prospect_number offset 0) n
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object(${span("o")}, 'list', o.list, 'domain', o.domain)
        order by o.from_at, o.list nulls first, o.domain nulls first, o.channels nulls first), '[]') as opt_outs
      from (
        select o.* from opt_outs o where o.company_id = ${companyId} and o.prospect_number = any (n.owns)
        union all
        select o.* from opt_outs o where o.company_id = ${companyId} and o.domain = any (n.domains)) o) o
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object(${span("b")}, 'coversQuietHours', b.covers_quiet_hours) order by b.basis_number), '[]') as bases
      from contact_bases b where b.company_id = ${companyId} and b.prospect_number = any (n.owns)) b`.execute(tx);
  return new Map(
    rows.map(({ prospect, timeZone, phones, optOuts, bases }) => {
      const countries = [...new Set(phones.flatMap((phone) => countryOfPhone(phone) ?? []))];
      return [
        prospect,
        {
          timeZone,
          phoneCountry: countries.length === 1 ? (countries[0] ?? null) : null,
          optOuts: optOuts.map((each) => ({ ...spanOf(each), ...scopeOf(each) })),
          bases: bases.map((each) => ({ ...spanOf(each), coversQuietHours: each.coversQuietHours })),
        },
      ];
    }),
  );
};
