import { sql, type RawBuilder } from "kysely";
import type { ProspectReference } from "../domain/activity.ts";
import type { ProspectFact } from "../domain/prospect.ts";
import type { Company, Settings } from "../domain/company.ts";
import { columnOf } from "./column-types.ts";
import type { Database, Transaction } from "./database.ts";

/** Addresses of the company's own people: their members' and its domains'. */
export type Colleagues = { readonly addresses: ReadonlySet<string>; readonly domains: ReadonlySet<string> };

export const colleaguesOf = (settings: { readonly company: Company; readonly members: Settings["members"] }): Colleagues => ({
  addresses: new Set(settings.members.flatMap((member) => (member.email === null ? [] : [member.email.toLowerCase()]))),
  domains: new Set(settings.company.domains),
});

export const isColleague = ({ addresses, domains }: Colleagues, { kind, value }: ProspectReference): boolean =>
  kind === "email" && (addresses.has(value) || domains.has(value.slice(value.lastIndexOf("@") + 1)));

/**
 * Records name prospects that were taken for met and are not: a crash took back what made them, or the memory erred. Nothing was recorded;
 * `forgetProspects`, make them, and record again.
 */
export class ProspectsUnmet extends Error {
  override readonly name = "ProspectsUnmet";
}

// Most records name a prospect that was met before, and a name once given stays a prospect's for ever, so those need not be looked for again.
// A place in a table for each name, found by one hash and marked by another: two names may share both, which recording finds out.
const PLACES = 1 << 20;
const met = new WeakMap<Database, Uint32Array>();

const memoryOf = (database: Database): Uint32Array => {
  const memory = met.get(database) ?? new Uint32Array(PLACES);
  met.set(database, memory);
  return memory;
};

/** FNV-1a from two starts over the same text: where a name stands, and by which mark it is known; 0 marks nobody. */
const placeAndMark = (companyId: number, { kind, value }: ProspectReference): readonly [place: number, mark: number] => {
  const text = `${companyId}:${kind}:${value}`;
  let place = 0x811c9dc5;
  let mark = 0x9e3779b9;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    place = Math.imul(place ^ unit, 0x01000193);
    mark = Math.imul(mark ^ unit, 0x01000193);
  }
  return [(place ^ (place >>> 15)) & (PLACES - 1), mark >>> 0 || 1];
};

/** Those of the references that may name nobody yet. */
export const unmetProspects = (database: Database, companyId: number, references: readonly ProspectReference[]): ProspectReference[] => {
  const memory = memoryOf(database);
  return references.filter((reference) => {
    const [place, mark] = placeAndMark(companyId, reference);
    return memory[place] !== mark;
  });
};

const remember = (database: Database, companyId: number, references: readonly ProspectReference[], known: boolean): void => {
  const memory = memoryOf(database);
  for (const reference of references) {
    const [place, mark] = placeAndMark(companyId, reference);
    memory[place] = known ? mark : 0;
  }
};

/** To be told of references that name somebody by now. */
export const meetProspects = (database: Database, companyId: number, references: readonly ProspectReference[]): void =>
  remember(database, companyId, references, true);

export const forgetProspects = (database: Database, companyId: number, references: readonly ProspectReference[]): void =>
  remember(database, companyId, references, false);

/** Makes a prospect for each reference that names none yet, in the order of the references as every transaction does. */
export const createMissingProspects = async (
  tx: Transaction,
  companyId: number,
  references: readonly ProspectReference[],
  colleagues: Colleagues,
): Promise<void> => {
  if (references.length === 0) return;
  await sql`
    with missing as (
      select w.kind, w.value, w.is_colleague, nextval('prospects_prospect_number_seq') as prospect_number
      from (
        select w.kind collate "C" as kind, w.value collate "C" as value, w.is_colleague
        from unnest(${columnOf(
          "text",
          references.map((each) => each.kind),
        )}, ${columnOf(
          "text",
          references.map((each) => each.value),
        )},
          ${columnOf(
            "bool",
            references.map((each) => isColleague(colleagues, each)),
          )}) as w (kind, value, is_colleague)
        left join lateral (
          select i.prospect_number from prospect_identities i
          where i.company_id = ${companyId} and i.kind = w.kind collate "C" and i.value = w.value collate "C" limit 1) i on true
        where i.prospect_number is null
        order by 1, 2) w
    ), named as (
      insert into prospect_identities (company_id, kind, value, prospect_number)
      select ${companyId}::integer, m.kind, m.value, m.prospect_number from missing m
      on conflict do nothing
      returning prospect_number
    )
    insert into prospects (company_id, prospect_number, is_colleague)
    select ${companyId}::integer, m.prospect_number, m.is_colleague from missing m join named n on n.prospect_number = m.prospect_number`.execute(
    tx,
  );
};

/** The identities that the references name, each found by its key. */
const identitiesNamed = (companyId: number, references: readonly ProspectReference[]): RawBuilder<unknown> => sql`
  select i.*
  from unnest(${columnOf(
    "text",
    references.map((each) => each.kind),
  )}, ${columnOf(
    "text",
    references.map((each) => each.value),
  )}) as r (kind, value)
  cross join lateral (
    select i.* from prospect_identities i
    where i.company_id = ${companyId} and i.kind = r.kind collate "C" and i.value = r.value collate "C" limit 1) i`;

/** The prospects that the references name, as a relation of numbers. */
export const prospectNumbers = (companyId: number, references: readonly ProspectReference[]): RawBuilder<unknown> =>
  sql`select i.prospect_number from (${identitiesNamed(companyId, references)}) i`;

/** Keeps every other transaction that locks them from these prospects (a relation with `prospect_number`) until this one ends, in their order. */
export const lockProspects = async (tx: Transaction, companyId: number, numbers: RawBuilder<unknown>): Promise<void> => {
  await sql`
    with locked as materialized (
      select p.prospect_number
      from (select distinct n.prospect_number from ${numbers} order by n.prospect_number offset 0) n
      cross join lateral (
        select p.prospect_number from prospects p
        where p.company_id = ${companyId} and p.prospect_number = n.prospect_number limit 1 for no key update) p)
    select count(*) from locked`.execute(tx);
};

/** Whom an identity names: the prospect that it was made for, and the root of those that are one with it, for which everything counts. */
export type NamedProspect = { readonly own: bigint; readonly root: bigint };

/** The prospects that the references name, by `kind:value`. */
export const prospectsNamed = async (
  tx: Transaction,
  companyId: number,
  references: readonly ProspectReference[],
): Promise<ReadonlyMap<string, NamedProspect>> => {
  const { rows } = await sql<{ kind: string; value: string; prospect_number: bigint; own_number: bigint | null }>`
    select i.kind, i.value, i.prospect_number, i.own_number from (${identitiesNamed(companyId, references)}) i
    order by i.kind, i.value`.execute(tx);
  return new Map(
    rows.map((row) => [`${row.kind}:${row.value}`, { own: row.own_number ?? row.prospect_number, root: row.prospect_number }]),
  );
};

/** Gives prospects further names. */
export const nameProspects = async (
  tx: Transaction,
  companyId: number,
  names: readonly { readonly prospect: NamedProspect; readonly reference: ProspectReference }[],
  colleagues: Colleagues,
): Promise<void> => {
  if (names.length === 0) return;
  await sql`
    insert into prospect_identities (company_id, kind, value, prospect_number, own_number)
    select ${companyId}::integer, n.kind, n.value, n.root_number, nullif(n.own_number, n.root_number)
    from unnest(${columnOf(
      "text",
      names.map((each) => each.reference.kind),
    )}, ${columnOf(
      "text",
      names.map((each) => each.reference.value),
    )},
      ${columnOf(
        "int8",
        names.map((each) => each.prospect.root),
      )}, ${columnOf(
        "int8",
        names.map((each) => each.prospect.own),
      )}) as n (kind, value, root_number, own_number)`.execute(tx);
  const known = names.filter((each) => isColleague(colleagues, each.reference)).map((each) => each.prospect.root);
  if (known.length > 0)
    await sql`update prospects set is_colleague = true where company_id = ${companyId} and prospect_number = any (${columnOf("int8", known)})`.execute(
      tx,
    );
};

export type NumberedFact = ProspectFact & { readonly prospect: NamedProspect };

/** Of these facts, those that say something else than what is stored for the same instant. */
export const newFacts = async (tx: Transaction, companyId: number, facts: readonly NumberedFact[]): Promise<NumberedFact[]> => {
  const { rows } = await sql<{ position: bigint }>`
    select g.position
    from ${factRows(facts)} with ordinality as g (prospect_number, root_number, aspect, from_us, value, position)
    left join prospect_facts f on f.company_id = ${companyId} and f.prospect_number = g.prospect_number and f.aspect = g.aspect collate "C"
      and f.from_at = coalesce(timestamptz 'epoch' + g.from_us * interval '1 microsecond', '-infinity')
    where f.value is distinct from g.value collate "C"
    order by g.position`.execute(tx);
  return rows.flatMap((row) => facts[Number(row.position) - 1] ?? []);
};

const factRows = (facts: readonly NumberedFact[]) => sql`unnest(${columnOf(
  "int8",
  facts.map((each) => each.prospect.own),
)}, ${columnOf(
  "int8",
  facts.map((each) => each.prospect.root),
)}, ${columnOf(
  "text",
  facts.map((each) => each.aspect),
)},
  ${columnOf(
    "int8",
    facts.map((each) => each.from),
  )}, ${columnOf(
    "text",
    facts.map((each) => each.value),
  )})`;

/** States what holds from an instant on; said again for the same instant, the later word holds. */
export const stateFacts = async (tx: Transaction, companyId: number, facts: readonly NumberedFact[]): Promise<void> => {
  if (facts.length === 0) return;
  await sql`
    insert into prospect_facts (company_id, prospect_number, root_number, aspect, from_at, value)
    select distinct on (g.prospect_number, g.aspect, g.from_us) ${companyId}::integer, g.prospect_number, nullif(g.root_number, g.prospect_number), g.aspect,
      coalesce(timestamptz 'epoch' + g.from_us * interval '1 microsecond', '-infinity'), g.value
    from ${factRows(facts)} with ordinality as g (prospect_number, root_number, aspect, from_us, value, position)
    order by g.prospect_number, g.aspect, g.from_us, g.position desc
    on conflict (company_id, prospect_number, aspect, from_at) do update set value = excluded.value, recorded_at = now()`.execute(tx);
};

export type ProspectDetails = {
  readonly prospect: bigint;
  readonly name: string | null;
  readonly ownerNumber: number | null;
  readonly timeZone: string | null;
  readonly attributes: string | null;
};

/** How the prospect of a row of `prospects` is called: as it was told of itself, or else of the first that was merged into it and has a name. */
export const prospectName = (alias: string): RawBuilder<string | null> => sql`
  coalesce(${sql.ref(`${alias}.name`)}, (
    select q.name from prospect_identities i
    join prospects q on q.company_id = i.company_id and q.prospect_number = i.own_number
    where i.company_id = ${sql.ref(`${alias}.company_id`)} and i.prospect_number = ${sql.ref(`${alias}.prospect_number`)} and q.name is not null
    order by q.prospect_number limit 1))`;

/** Sets what was told, null leaves it as it is; each prospect comes once. Gives those that are described otherwise now. */
export const describeProspects = async (
  tx: Transaction,
  companyId: number,
  details: readonly ProspectDetails[],
): Promise<readonly bigint[]> => {
  if (details.length === 0) return [];
  const { rows } = await sql<{ prospect_number: bigint }>`
    update prospects p
    set name = d.name, owner_number = d.owner_number, time_zone = d.time_zone, attributes = d.attributes
    from (
      select q.prospect_number, coalesce(t.name, q.name) as name, coalesce(t.owner_number, q.owner_number) as owner_number, coalesce(t.time_zone, q.time_zone) as time_zone,
        coalesce(q.attributes || t.attributes::jsonb, t.attributes::jsonb, q.attributes) as attributes
      from unnest(${columnOf(
        "int8",
        details.map((each) => each.prospect),
      )}, ${columnOf(
        "text",
        details.map((each) => each.name),
      )},
        ${columnOf(
          "int4",
          details.map((each) => each.ownerNumber),
        )}, ${columnOf(
          "text",
          details.map((each) => each.timeZone),
        )}, ${columnOf(
          "text",
          details.map((each) => each.attributes),
        )})
        as t (prospect_number, name, owner_number, time_zone, attributes)
      join prospects q on q.company_id = ${companyId} and q.prospect_number = t.prospect_number) d
    where p.company_id = ${companyId} and p.prospect_number = d.prospect_number
      and (p.name, p.owner_number, p.time_zone, p.attributes) is distinct from (d.name, d.owner_number, d.time_zone, d.attributes)
    returning p.prospect_number`.execute(tx);
  return rows.map((row) => row.prospect_number);
};
