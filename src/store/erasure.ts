import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Settings } from "../domain/company.ts";
import { metricExpression } from "../domain/metric-expression.ts";
import { ERASED } from "../domain/personal-text.ts";
import { keyRows, type ActivityKey } from "./activities.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";
import { erasedProspectId } from "./erased-identities.ts";
import { activityColumns, sealOf } from "./expression-sql.ts";
import { personalColumns, type Treatment } from "./personal-columns.ts";

/** How the person is found in texts, and as texts stand in JSON. */
export type Patterns = { readonly text: string | null; readonly json: string | null };

/** The ids under which somebody stood, each with the one that stands for them from now on. */
export type RenamedIds = readonly { readonly from: string; readonly to: string }[];

const numbersOf = (numbers: readonly bigint[]): RawBuilder<unknown> => columnOf("int8", numbers);

const matches = (column: string, pattern: string): RawBuilder<unknown> => sql`${sql.ref(column)}::text ~* ${pattern}`;

const without = (column: RawBuilder<unknown>, pattern: string | null): RawBuilder<unknown> =>
  pattern === null ? column : sql`regexp_replace(${column}, ${pattern}, ${ERASED}, 'gi')`;

// --- Prospects ---

/** Everything that a prospect and those that are one with it are known by. */
export type ErasedProspects = {
  readonly root: bigint;
  readonly numbers: readonly bigint[];
  readonly names: readonly string[];
  readonly identities: readonly { readonly kind: string; readonly value: string; readonly own: bigint }[];
};

export const prospectsAsOne = async (tx: Transaction, companyId: number, root: bigint): Promise<ErasedProspects> => {
  const { rows: identities } = await sql<{ kind: string; value: string; own: bigint }>`
    select i.kind, i.value, coalesce(i.own_number, i.prospect_number) as own from prospect_identities i
    where i.company_id = ${companyId} and i.prospect_number = ${root}
    order by i.kind, i.value`.execute(tx);
  const numbers = [...new Set([root, ...identities.map(({ own }) => own)])];
  const { rows: names } = await sql<{ name: string }>`
    select distinct p.name from prospects p
    where p.company_id = ${companyId} and p.prospect_number = any (${numbersOf(numbers)}) and p.name is not null order by 1`.execute(tx);
  return { root, numbers, identities, names: names.map(({ name }) => name) };
};

/** The records of these prospects, of all their lines. */
export const recordsOfProspects = async (tx: Transaction, companyId: number, root: bigint): Promise<readonly ActivityKey[]> => {
  const { rows } = await sql<ActivityKey>`
    select a.source, a.external_id as "externalId" from activities a where a.company_id = ${companyId} and a.prospect_number = ${root}
    union
    select l.source, l.external_id from activity_lines l where l.company_id = ${companyId} and l.prospect_number = ${root}
    order by 1, 2`.execute(tx);
  return rows;
};

const identityRows = (identities: ErasedProspects["identities"]): RawBuilder<unknown> => sql`
  (select n.kind collate "C" as kind, n.value collate "C" as value, n.own
   from unnest(${columnOf(
     "text",
     identities.map(({ kind }) => kind),
   )}, ${columnOf(
     "text",
     identities.map(({ value }) => value),
   )}, ${numbersOf(identities.map(({ own }) => own))}) as n (kind, value, own))`;

/** Forgets who these prospects were; each keeps one name, made of its number, by which its records find it. */
export const eraseProspects = async (tx: Transaction, companyId: number, { root, numbers, identities }: ErasedProspects): Promise<void> => {
  await sql`
    update prospects set name = null, time_zone = null, attributes = null
    where company_id = ${companyId} and prospect_number = any (${numbersOf(numbers)})`.execute(tx);
  await sql`
    insert into prospect_identities (company_id, kind, value, prospect_number, own_number)
    select ${companyId}::integer, 'id', n.id, ${root}, nullif(n.own, ${root}::bigint)
    from unnest(${columnOf("text", numbers.map(erasedProspectId))}, ${numbersOf(numbers)}) as n (id, own)`.execute(tx);
  await sql`
    update prospect_merges m set prospect_reference = ${sql.val("erased-")} || m.prospect_number,
      into_reference = case when m.into_number is null then null else ${sql.val("erased-")} || m.into_number end
    where m.company_id = ${companyId} and (m.prospect_number = any (${numbersOf(numbers)}) or m.into_number = any (${numbersOf(numbers)}))`.execute(
    tx,
  );
  for (const side of ["keep", "other"] as const)
    await sql`
      update merge_suggestions s set ${sql.ref(`${side}_kind`)} = 'id', ${sql.ref(`${side}_value`)} = ${sql.val("erased-")} || i.own
      from ${identityRows(identities)} i
      where s.company_id = ${companyId} and s.${sql.ref(`${side}_kind`)} = i.kind collate "C" and s.${sql.ref(`${side}_value`)} = i.value collate "C"`.execute(
      tx,
    );
  await sql`
    delete from prospect_identities i where i.company_id = ${companyId} and i.prospect_number = ${root}
      and (i.kind, i.value) in (select k.kind, k.value from ${identityRows(identities)} k)`.execute(tx);
};

export type IdentityPlace = { readonly kind: string; readonly value: string };

/** All names of prospects, page by page, each with the number of its root. */
export const identitiesAfter = async (
  tx: Transaction,
  companyId: number,
  after: IdentityPlace | null,
  limit: number,
): Promise<readonly (IdentityPlace & { readonly root: bigint })[]> => {
  const { rows } = await sql<IdentityPlace & { root: bigint }>`
    select i.kind, i.value, i.prospect_number as root from prospect_identities i
    where i.company_id = ${companyId} ${after === null ? sql`` : sql`and (i.kind, i.value) > (${after.kind} collate "C", ${after.value} collate "C")`}
    order by i.kind, i.value limit ${limit}`.execute(tx);
  return rows;
};

// --- Records ---

const recordTexts = ["subject", "url", "evidence", "void_reason", "attributes", "parties"] as const;

/** Records that name the person anywhere, whoever they are about. */
export const recordsNaming = async (tx: Transaction, companyId: number, { text, json }: Patterns): Promise<readonly ActivityKey[]> => {
  if (text === null || json === null) return [];
  const named = recordTexts.map((column) => matches(`a.${column}`, column === "attributes" || column === "parties" ? json : text));
  const { rows } = await sql<ActivityKey>`
    select a.source, a.external_id as "externalId" from activities a where a.company_id = ${companyId} and (${sql.join(named, sql` or `)})
    union
    select r.source, r.external_id from activity_revisions r where r.company_id = ${companyId} and ${matches("r.content", json)}
    order by 1, 2`.execute(tx);
  return rows;
};

/** Keeps what every metric has found in what is about to be erased. */
export const sealRecords = async (
  tx: Transaction,
  { companyId, company, metrics }: Settings,
  keys: readonly ActivityKey[],
): Promise<void> => {
  const expressions = metrics.flatMap(({ versions }) => versions.map((version) => metricExpression(company, version)));
  const columns = { ...activityColumns("a"), total: sql`a.is_total`, sealed: sql`a.sealed` };
  await sql`
    update activities a set sealed = coalesce(a.sealed, '{}') || ${sealOf(expressions, columns)}, content_hash = ''
    from ${keyRows(keys)} k
    where a.company_id = ${companyId} and a.source = k.source and a.external_id = k.external_id`.execute(tx);
};

/** What earlier states said, but for what is counted. */
const eraseRevisions = async (tx: Transaction, companyId: number, keys: readonly ActivityKey[]): Promise<void> => {
  await sql`
    update activity_revisions r set content_hash = '', content = r.content
      - array['subject', 'url', 'evidence', 'void_reason', 'attributes', 'parties', 'prospect_reference', 'member_reference']
    from ${keyRows(keys)} k
    where r.company_id = ${companyId} and r.source = k.source and r.external_id = k.external_id`.execute(tx);
};

/** What a factor goes by is a word of the company's own, and no person's. */
const factorWords = ({ company }: Settings): RawBuilder<unknown> =>
  sql`${JSON.stringify(Object.fromEntries(company.factors.map(({ by, rows }) => [by.replace(/^attributes\./, ""), rows.map(({ key }) => key)])))}::jsonb`;

/** Takes out of sealed records what is said of the prospects: all that is text but for what it was and who did it. */
export const eraseRecords = async (
  tx: Transaction,
  settings: Settings,
  keys: readonly ActivityKey[],
  { root, identities }: ErasedProspects,
): Promise<void> => {
  const { companyId } = settings;
  await sql`
    update activities a
    set subject = null, url = null, evidence = null, void_reason = case when a.void_reason is null then null else ${ERASED} end,
      attributes = (
        select jsonb_object_agg(e.key, e.value) from jsonb_each(a.attributes) e
        where jsonb_typeof(e.value) <> 'string' or coalesce(${factorWords(settings)} -> e.key, '[]') @> jsonb_build_array(e.value)),
      prospect_reference = case when a.prospect_number = ${root} then ${sql.val("erased-")} || coalesce(a.own_prospect_number, a.prospect_number) else a.prospect_reference end,
      parties = case when a.parties is null then null else jsonb_set(a.parties, '{prospects}', (
        select coalesce(jsonb_agg(case when i.own is null then p.value else jsonb_build_object('kind', 'id', 'value', ${sql.val("erased-")} || i.own) end order by p.ordinality), '[]')
        from jsonb_array_elements(a.parties -> 'prospects') with ordinality p
        left join ${identityRows(identities)} i on i.kind = p.value ->> 'kind' and i.value = p.value ->> 'value')) end
    from ${keyRows(keys)} k
    where a.company_id = ${companyId} and a.source = k.source and a.external_id = k.external_id`.execute(tx);
  await sql`
    update activity_lines l set prospect_reference = ${sql.val("erased-")} || coalesce(l.own_prospect_number, l.prospect_number)
    where l.company_id = ${companyId} and l.prospect_number = ${root}`.execute(tx);
  await eraseRevisions(tx, companyId, keys);
};

/** Takes the person's names out of sealed records that are somebody else's. */
export const eraseNames = async (
  tx: Transaction,
  companyId: number,
  keys: readonly ActivityKey[],
  { text, json }: Patterns,
): Promise<void> => {
  await sql`
    update activities a
    set subject = ${without(sql`a.subject`, text)}, url = ${without(sql`a.url`, text)}, evidence = ${without(sql`a.evidence`, text)},
      void_reason = ${without(sql`a.void_reason`, text)}, attributes = ${without(sql`a.attributes::text`, json)}::jsonb,
      parties = ${without(sql`a.parties::text`, json)}::jsonb
    from ${keyRows(keys)} k
    where a.company_id = ${companyId} and a.source = k.source and a.external_id = k.external_id`.execute(tx);
  await eraseRevisions(tx, companyId, keys);
};

// --- Opportunities ---

/** Whom opportunities may name: prospects by their names, a member by theirs with the id that is left, anybody by a pattern. */
export type NamedInOpportunities = {
  readonly identities?: ErasedProspects["identities"];
  readonly member?: { readonly names: MemberNames; readonly id: string };
  readonly json?: string | null;
};

/**
 * Opportunities that name the person in any state take no further states, and say nothing but what is counted: what it is called, its link, texts of
 * attributes and reasons go from every state.
 */
export const eraseInOpportunities = async (tx: Transaction, companyId: number, named: NamedInOpportunities): Promise<void> => {
  const { identities = [], member, json = null } = named;
  const isOwner = (reference: RawBuilder<unknown>): RawBuilder<SqlBool> =>
    member === undefined ? sql<SqlBool>`false` : isNamed(member.names, "r.source", reference);
  await sql`
    with keys as (
      select distinct r.source, r.external_id from opportunity_revisions r
      where r.company_id = ${companyId} and (
        exists (
          select from jsonb_array_elements(r.content -> 'prospects') p
          join ${identityRows(identities)} i on i.kind = p.value ->> 'kind' and i.value = p.value ->> 'value')
        or exists (select from jsonb_array_elements(r.content -> 'owners') m where ${isOwner(sql`m.value ->> 'reference'`)})
        ${json === null ? sql`` : sql`or ${matches("r.content", json)}`})
    ), changed as (
      update opportunity_revisions r set content_hash = '', content = (r.content - array['name', 'url', 'attributes', 'prospects', 'owners', 'voided'])
        || jsonb_strip_nulls(jsonb_build_object(
          'attributes', (select jsonb_object_agg(e.key, e.value) from jsonb_each(r.content -> 'attributes') e where jsonb_typeof(e.value) <> 'string'),
          'prospects', (
            select jsonb_agg(case when i.own is null then p.value else jsonb_build_object('kind', 'id', 'value', ${sql.val("erased-")} || i.own) end order by p.ordinality)
            from jsonb_array_elements(r.content -> 'prospects') with ordinality p
            left join ${identityRows(identities)} i on i.kind = p.value ->> 'kind' and i.value = p.value ->> 'value'),
          'owners', (
            select jsonb_agg(case when ${isOwner(sql`m.value ->> 'reference'`)} then jsonb_set(m.value, '{reference}', to_jsonb(${member?.id ?? ""}::text)) else m.value end order by m.ordinality)
            from jsonb_array_elements(r.content -> 'owners') with ordinality m),
          'voided', case when r.content ? 'voided' then jsonb_set(r.content -> 'voided', '{reason}', to_jsonb(${ERASED}::text)) end))
      from keys k
      where r.company_id = ${companyId} and r.source = k.source and r.external_id = k.external_id
      returning 1
    )
    update opportunities r set is_sealed = true,
      owner_reference = case when ${isOwner(sql`r.owner_reference`)} then ${member?.id ?? ""} else r.owner_reference end
    from keys k
    where r.company_id = ${companyId} and r.source = k.source and r.external_id = k.external_id`.execute(tx);
};

// --- Members ---

/** The names by which sources told of a member, and the records that they told. */
export const referencesOfMember = async (
  tx: Transaction,
  companyId: number,
  memberNumber: number,
): Promise<readonly { readonly source: string; readonly reference: string }[]> => {
  const { rows } = await sql<{ source: string; reference: string }>`
    select a.source, a.member_reference as reference from activities a where a.company_id = ${companyId} and a.member_number = ${memberNumber}
    union
    select o.source, o.owner_reference from opportunities o where o.company_id = ${companyId} and o.member_number = ${memberNumber}
    union
    select l.source, l.member_reference from activity_lines l where l.company_id = ${companyId} and l.member_number = ${memberNumber}
    order by 1, 2`.execute(tx);
  return rows;
};

/** By what records name a member: any source by id, code or address, in lower case; each source by names of its own. */
export type MemberNames = {
  readonly anywhere: readonly string[];
  readonly told: readonly SourceName[];
  /** Of the former those that a source calls somebody else. */
  readonly others: readonly SourceName[];
};
type SourceName = { readonly source: string; readonly reference: string };

const isOf = (names: readonly SourceName[], source: string, reference: RawBuilder<unknown>): RawBuilder<SqlBool> => sql<SqlBool>`
  (${sql.ref(source)}, ${reference}) in (
    select n.source, n.reference from unnest(${columnOf(
      "text",
      names.map((each) => each.source),
    )}, ${columnOf(
      "text",
      names.map((each) => each.reference),
    )}) as n (source, reference))`;

/** Whether a name in a record of a source is one of these. */
const isNamed = (
  { anywhere, told, others }: MemberNames,
  source: string,
  reference: RawBuilder<unknown>,
): RawBuilder<SqlBool> => sql<SqlBool>`
  (${isOf(told, source, reference)} or (lower(${reference}) = any (${columnOf("text", anywhere)}) and not ${isOf(others, source, reference)}))`;

/** Whether one of several who share a record is so named. */
const isAmong = (names: MemberNames, source: string, parties: RawBuilder<unknown>): RawBuilder<SqlBool> => sql<SqlBool>`
  exists (select from jsonb_array_elements(${parties} -> 'members') m where ${isNamed(names, source, sql`m.value ->> 'reference'`)})`;

/**
 * Records that are the member's, or name them in any state, take no further states, and name them by the id that is left: also those that were done
 * after they had left, and are nobody's. How many.
 */
export const eraseMemberInRecords = async (
  tx: Transaction,
  companyId: number,
  { memberNumber, id, names }: { readonly memberNumber: number; readonly id: string; readonly names: MemberNames },
): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    with keys as (
      select a.source, a.external_id from activities a
      where a.company_id = ${companyId}
        and (a.member_number = ${memberNumber} or ${isNamed(names, "a.source", sql`a.member_reference`)} or ${isAmong(names, "a.source", sql`a.parties`)})
      union select l.source, l.external_id from activity_lines l where l.company_id = ${companyId} and l.member_number = ${memberNumber}
      union select r.source, r.external_id from activity_revisions r
      where r.company_id = ${companyId}
        and (${isNamed(names, "r.source", sql`r.content ->> 'member_reference'`)} or ${isAmong(names, "r.source", sql`r.content -> 'parties'`)})
    ), changed as (
      update activities a
      set member_reference = case when a.member_number = ${memberNumber} or ${isNamed(names, "a.source", sql`a.member_reference`)} then ${id} else a.member_reference end,
        sealed = coalesce(a.sealed, '{}'), content_hash = '',
        parties = case when a.parties is null then null else jsonb_set(a.parties, '{members}', (
          select coalesce(jsonb_agg(case when ${isNamed(names, "a.source", sql`m.value ->> 'reference'`)} then jsonb_set(m.value, '{reference}', to_jsonb(${id}::text)) else m.value end order by m.ordinality), '[]')
          from jsonb_array_elements(a.parties -> 'members') with ordinality m)) end
      from keys k
      where a.company_id = ${companyId} and a.source = k.source and a.external_id = k.external_id
      returning 1
    ), revisions as (
      update activity_revisions r set content_hash = '', content = r.content - array['parties', 'member_reference', 'subject', 'url', 'evidence', 'attributes']
      from keys k
      where r.company_id = ${companyId} and r.source = k.source and r.external_id = k.external_id
      returning 1
    )
    select count(*)::integer as count from changed`.execute(tx);
  await sql`
    update activity_lines l set member_reference = ${id}
    where l.company_id = ${companyId} and (l.member_number = ${memberNumber} or ${isNamed(names, "l.source", sql`l.member_reference`)})`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
};

const personalFields = ["name", "email", "code", "identities", "language", "notices"];

/** Forgets who a member was: the member's own row, what was said by and about them, and their account. */
export const eraseMember = async (
  tx: Transaction,
  companyId: number,
  { memberNumber, from, to }: { readonly memberNumber: number; readonly from: string; readonly to: string },
): Promise<void> => {
  const name = { en: `Erased member ${memberNumber}`, ko: `삭제된 구성원 ${memberNumber}` };
  await sql`
    update members set id = ${to}, definition = (definition - array['language', 'notices'])
      || jsonb_build_object('name', ${JSON.stringify(name)}::jsonb, 'email', null, 'code', null, 'identities', '[]'::jsonb)
    where company_id = ${companyId} and member_number = ${memberNumber}`.execute(tx);
  for (const [table, columns, theirs] of textsOfMember)
    await sql`
      update ${sql.table(table)} t set ${sql.join(columns.map((column) => sql`${sql.ref(column)} = case when ${sql.ref(column)} is null then null else ${ERASED} end`))}
      where t.company_id = ${companyId} and ${theirs(memberNumber)}`.execute(tx);
  await sql`
    update disputes set missing = (missing - array['subject', 'url', 'evidence', 'attributes', 'prospect', 'reason', 'externalId']) || jsonb_build_object('member', ${to}::text)
    where company_id = ${companyId} and member_number = ${memberNumber} and missing is not null`.execute(tx);
  await sql`
    delete from dispute_files f using disputes d
    where f.company_id = ${companyId} and d.company_id = f.company_id and d.dispute_number = f.dispute_number and (f.member_number = ${memberNumber} or d.member_number = ${memberNumber})`.execute(
    tx,
  );
  await sql`delete from one_to_one_notes where company_id = ${companyId} and member_number = ${memberNumber}`.execute(tx);
  await sql`delete from notices where company_id = ${companyId} and member_number = ${memberNumber}`.execute(tx);
  await sql`delete from mails where company_id = ${companyId} and member_number = ${memberNumber}`.execute(tx);
  await sql`
    update notices set detail = jsonb_set(detail, '{about}', jsonb_build_object('id', ${to}::text, 'name', ${JSON.stringify(name)}::jsonb))
      || case when detail ? 'reason' then jsonb_build_object('reason', ${ERASED}::text) else '{}' end
    where company_id = ${companyId} and detail #>> '{about,id}' = ${from}`.execute(tx);
  await eraseInSettingsHistory(tx, companyId, { from, to });
  await renameInStatements(tx, companyId, { memberNumber, from, to });
};

const ofMember = (memberNumber: number): RawBuilder<unknown> => sql`t.member_number = ${memberNumber}`;

/** What is said of a member or by them, in their own rows. */
const textsOfMember: readonly (readonly [
  table: string,
  columns: readonly string[],
  theirs: (memberNumber: number) => RawBuilder<unknown>,
])[] = [
  ["disputes", ["reason"], ofMember],
  [
    "dispute_acts",
    ["said", "link"],
    (memberNumber) => sql`(t.member_number = ${memberNumber} or exists (
      select from disputes d where d.company_id = t.company_id and d.dispute_number = t.dispute_number and d.member_number = ${memberNumber}))`,
  ],
  ["follow_up_acts", ["said"], (memberNumber) => sql`(t.member_number = ${memberNumber} or t.by_number = ${memberNumber})`],
  ["leaves", ["note", "reason", "withdrawal_reason"], ofMember],
  ["question_answers", ["reason"], ofMember],
  ["redatings", ["reason"], ofMember],
  ["target_words", ["reason"], (memberNumber) => sql`t.holder = 'member' and t.holder_number = ${memberNumber}`],
  [
    "statement_acknowledgements",
    ["remark"],
    (memberNumber) => sql`exists (
      select from statements s where s.company_id = t.company_id and s.statement_number = t.statement_number and s.subject = 'member' and s.subject_number = ${memberNumber})`,
  ],
];

type Rename = { readonly from: string; readonly to: string };

/** Of what the settings' history tells of the member, what stands in the file of their own is taken out; that something changed, and when, stays. */
const eraseInSettingsHistory = async (tx: Transaction, companyId: number, { from, to }: Rename): Promise<void> => {
  await sql`
    update settings_changes s set changes = (
      select jsonb_agg(case
        when e.value ->> 'what' in ('member', 'leave') and e.value ->> 'id' = ${from} then e.value || jsonb_build_object('id', ${to}::text)
          || case when e.value ->> 'field' is null or e.value ->> 'field' = any (${columnOf("text", personalFields)}) then '{"from": null, "to": null}'::jsonb else '{}' end
        else e.value end order by e.ordinality)
      from jsonb_array_elements(s.changes) with ordinality e)
    where s.company_id = ${companyId} and s.changes @> jsonb_build_array(jsonb_build_object('id', ${from}::text))`.execute(tx);
};

/** Numbers stay as they were stated; whose they are is said by the id that is left. */
const renameInStatements = async (
  tx: Transaction,
  companyId: number,
  { memberNumber, from, to }: Rename & { readonly memberNumber: number },
): Promise<void> => {
  const subject = (id: string): string => `"subject":{"id":${JSON.stringify(id)},"type":"member"}`;
  const renamed = sql`replace(content, ${subject(from)}, ${subject(to)})`;
  await sql`
    update statements set content = ${renamed}, fingerprint = encode(sha256(convert_to(${renamed}, 'UTF8')), 'hex')
    where company_id = ${companyId} and subject = 'member' and subject_number = ${memberNumber}`.execute(tx);
  await sql`
    update adjustments set content = ${renamed} where company_id = ${companyId} and subject = 'member' and subject_number = ${memberNumber}`.execute(
    tx,
  );
};

/** Closes the member's account and forgets by what they came in; its id in journals becomes one that says nothing. */
export const eraseAccount = async (tx: Transaction, companyId: number, memberNumber: number, by: string): Promise<RenamedIds> => {
  await sql`
    delete from reset_requests r using users u
    where r.company_id = ${companyId} and u.company_id = r.company_id and u.member_number = ${memberNumber} and r.email_key = u.email_key`.execute(
    tx,
  );
  const { rows } = await sql<{ from: string; to: string; number: number }>`
    with found as (select u.user_number, u.id from users u where u.company_id = ${companyId} and u.member_number = ${memberNumber})
    update users u set id = ${sql.val("erased-user-")} || u.user_number, email = null, email_key = null, password_hash = null, language = null, theme = null,
      ended_at = coalesce(u.ended_at, now()), ended_by = coalesce(u.ended_by, ${by})
    from found f where u.company_id = ${companyId} and u.user_number = f.user_number
    returning f.id as from, u.id as to, u.user_number as number`.execute(tx);
  for (const { number } of rows)
    for (const table of ["sessions", "account_links", "sign_in_steps", "recovery_codes", "second_factors", "oidc_links", "passkeys"])
      await sql`delete from ${sql.table(table)} where company_id = ${companyId} and user_number = ${number}`.execute(tx);
  return rows;
};

// --- Everywhere ---

const arrays: ReadonlySet<string> = new Set(["import_maps.header"]);
const jsonbs: ReadonlySet<string> = new Set([
  "closures.overruled",
  "company_settings.settings",
  "dispute_acts.outcome",
  "disputes.missing",
  "metric_recounts.totals",
  "metric_recounts.numbers",
  "metric_versions.definition",
  "notices.detail",
  "plan_versions.definition",
  "settings_changes.changes",
  "teams.definition",
]);
const SEPARATOR = "\u001f";

/** `keptIds`: those that are looked for in JSON too, where another thing may have the same. */
type Sweep = { readonly patterns: Patterns; readonly ids: RenamedIds; readonly keptIds: RenamedIds };

/** What a column holds once the person is out of it; undefined where nothing is to be looked for. */
const swept = (place: string, treatment: Treatment, { patterns, ids, keptIds }: Sweep): RawBuilder<unknown> | undefined => {
  const column = sql.ref(`t.${place.slice(place.indexOf(".") + 1)}`);
  if (treatment === "told") {
    if (patterns.text === null) return undefined;
    return arrays.has(place)
      ? sql`string_to_array(${without(sql`array_to_string(${column}, ${SEPARATOR})`, patterns.text)}, ${SEPARATOR})`
      : without(column, patterns.text);
  }
  if (treatment === "kept") {
    if (patterns.json === null && keptIds.length === 0) return undefined;
    const renamed = keptIds.reduce<RawBuilder<unknown>>(
      (text, { from, to }) => sql`replace(${text}, ${JSON.stringify(from)}, ${JSON.stringify(to)})`,
      without(sql`${column}::text`, patterns.json),
    );
    return jsonbs.has(place) ? sql`(${renamed})::jsonb` : sql`(${renamed})::json`;
  }
  if (treatment === "by" && ids.length > 0)
    return sql`case ${column} ${sql.join(
      ids.map(({ from, to }) => sql`when ${from} then ${to}`),
      sql` `,
    )} else ${column} end`;
  return undefined;
};

/** Takes the person out of every text and journal of the company. How many rows named them. */
export const sweepTexts = async (tx: Transaction, companyId: number, sweep: Sweep): Promise<number> => {
  let rows = 0;
  for (const [table, columns] of Object.entries(personalColumns)) {
    const changed = Object.entries(columns).flatMap(([column, treatment]) => {
      const value = swept(`${table}.${column}`, treatment, sweep);
      return value === undefined ? [] : [{ column, value }];
    });
    if (changed.length === 0) continue;
    const differs = changed.map(({ column, value }) => sql`${sql.ref(`t.${column}`)}::text is distinct from (${value})::text`);
    const updated = await sql<{ one: number }>`
      update ${sql.table(table)} t set ${sql.join(changed.map(({ column, value }) => sql`${sql.ref(column)} = ${value}`))}
      where t.company_id = ${companyId} and (${sql.join(differs, sql` or `)})
      returning 1 as one`.execute(tx);
    rows += updated.rows.length;
  }
  return rows;
};

/** Files that show what happened with one of these records, and texts among the others that name the person. How many. */
export const eraseFiles = async (tx: Transaction, companyId: number, keys: readonly ActivityKey[], { text }: Patterns): Promise<number> => {
  const { rows } = await sql<{ one: number }>`
    delete from dispute_files f
    where f.company_id = ${companyId} and (
      exists (
        select from disputes d join ${keyRows(keys)} k on k.source = d.source and k.external_id = d.external_id
        where d.company_id = f.company_id and d.dispute_number = f.dispute_number)
      ${text === null ? sql`` : sql`or f.name ~* ${text} or (f.type = 'text/plain' and convert_from(f.content, 'UTF8') ~* ${text})`})
    returning 1 as one`.execute(tx);
  return rows.length;
};

/** Files of records that wait are discarded: who is in them is not known before they are read. Their ids. */
export const discardWaiting = async (tx: Transaction, companyId: number): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    update imports set state = 'discarded', preview = null, done_at = now() where company_id = ${companyId} and state = 'waiting'
    returning import_id as id`.execute(tx);
  return rows.map(({ id }) => id);
};

/** The places of the texts that a pattern is found in. */
export const matchingTexts = async (tx: Transaction, pattern: string, texts: readonly string[]): Promise<readonly number[]> => {
  const { rows } = await sql<{ place: number }>`
    select (t.place - 1)::int as place from unnest(${columnOf("text", texts)}) with ordinality as t (told, place)
    where t.told ~* ${pattern} order by t.place`.execute(tx);
  return rows.map(({ place }) => place);
};

/** Every import of the company whose rejected rows may still lie about. */
export const importIds = async (tx: Transaction, companyId: number): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`select import_id as id from imports where company_id = ${companyId} order by 1`.execute(tx);
  return rows.map(({ id }) => id);
};

// --- The journal of erasures ---

export type NewErasure = {
  readonly what: "member" | "prospect";
  readonly subjectNumber: bigint;
  readonly reason: string;
  readonly by: string;
  readonly counts: Readonly<Record<string, number>>;
};

/** Keeps that it was done, and gives it the next number. The company is owned. */
export const keepErasure = async (
  tx: Transaction,
  companyId: number,
  { what, subjectNumber, reason, by, counts }: NewErasure,
): Promise<number> => {
  const { rows } = await sql<{ number: number }>`
    insert into erasures (company_id, erasure_number, what, subject_number, reason, done_by, counts)
    select ${companyId}::integer, coalesce(max(erasure_number), 0) + 1, ${what}, ${subjectNumber}, ${reason}, ${by}, ${JSON.stringify(counts)}::json
    from erasures where company_id = ${companyId}
    returning erasure_number as number`.execute(tx);
  const [kept] = rows;
  if (kept === undefined) throw new Error("the erasure was not kept");
  return kept.number;
};

export type ErasureRow = {
  readonly number: number;
  readonly what: "member" | "prospect";
  readonly subjectNumber: bigint;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly counts: Readonly<Record<string, number>>;
};

/** The latest first. */
export const erasuresBelow = async (
  tx: Transaction,
  companyId: number,
  below: number | null,
  limit: number,
): Promise<readonly ErasureRow[]> => {
  const { rows } = await sql<ErasureRow>`
    select erasure_number as number, what, subject_number as "subjectNumber", reason, done_by as by, done_at as at, counts from erasures
    where company_id = ${companyId} ${below === null ? sql`` : sql`and erasure_number < ${below}`}
    order by erasure_number desc limit ${limit}`.execute(tx);
  return rows;
};
