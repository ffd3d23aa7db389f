import type pg from "pg";

/**
 * The second wall as questions to the catalogue. Each of these lets one company see or hinder another: plain views, security definer functions,
 * materialized views, partitions addressed directly, unique indexes and foreign keys without the company. Each was tried and leaked.
 * Every question answers with the offences it finds; `$1` is the app's role.
 */
const questions: Readonly<Record<string, string>> = {
  "holds a company's rows but has no company_id integer not null": `
    select name from tables where not exists (
      select from pg_attribute where attrelid = tables.oid and attname = 'company_id' and atttypid = 'integer'::regtype and attnotnull)`,
  "is a directory of companies and holds more than their ids": `
    select 'companies.' || attname from pg_attribute where attrelid = to_regclass('public.companies') and attnum > 0 and not attisdropped
    and attname not in ('company_id', 'id')`,
  "has no primary key": `
    select name from tables where not exists (select from pg_index where indrelid = tables.oid and indisprimary)`,
  "is unique without company_id first": `
    select indexrelid::regclass::text from tables join pg_index on indrelid = tables.oid
    where (indisunique or indisexclusion) and not exists (
      select from pg_attribute where attrelid = indrelid and attnum = indkey[0] and attname = 'company_id')
    and (name, pg_get_indexdef(indexrelid, 1, true)) <> ('companies', 'id')`,
  "is a foreign key without company_id first on both sides": `
    select conrelid::regclass || '.' || conname from pg_constraint where contype = 'f' and not (
      exists (select from pg_attribute where attrelid = conrelid and attnum = conkey[1] and attname = 'company_id')
      and exists (select from pg_attribute where attrelid = confrelid and attnum = confkey[1] and attname = 'company_id'))`,
  "is not under forced row-level security": `
    select name from tables join pg_class using (oid) where name <> 'companies' and not (relrowsecurity and relforcerowsecurity)`,
  "has other policies than the one": `
    select name from tables where name <> 'companies' and array(
      select concat_ws(' | ', polpermissive, polcmd, polroles::text, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) from pg_policy where polrelid = tables.oid
    ) <> array(
      select concat_ws(' | ', true, '*', '{0}', expression, expression)
      from (values ('(company_id = (NULLIF(current_setting(''attain.company''::text, true), ''''::text))::integer)')) as only_company (expression))`,
  "is neither table, index nor sequence": `
    select pg_class.oid::regclass::text from pg_class where relnamespace = 'public'::regnamespace and (relkind not in ('r', 'i', 'S', 't') or relispartition)`,
  inherits: `select inhrelid::regclass::text from pg_inherits where inhrelid in (select oid from tables)`,
  "is a function with its owner's rights": `
    select oid::regprocedure::text from pg_proc where prosecdef and pronamespace = 'public'::regnamespace`,
  "is a trigger": `select tgrelid::regclass || '.' || tgname from pg_trigger where not tgisinternal`,
  "is a rule": `select ev_class::regclass || '.' || rulename from pg_rewrite where rulename <> '_RETURN' and ev_class in (select oid from tables)`,
  "is an event trigger": `select evtname::text from pg_event_trigger`,
  "is an index on an ICU collation": `
    select indexrelid::regclass::text from tables join pg_index on indrelid = tables.oid
    where exists (select from unnest(indcollation) as collation_oid join pg_collation on pg_collation.oid = collation_oid where collprovider = 'i')`,
  "is an index on what row-level security takes for leaky, and so never looks into": `
    select indexrelid::regclass::text from tables join pg_index on indrelid = tables.oid where pg_get_expr(indexprs, indrelid) ~ 'COALESCE'`,
  "gives the app's role more than rows": `
    select name from tables where has_table_privilege($1, oid, 'truncate') or has_table_privilege($1, oid, 'references') or has_table_privilege($1, oid, 'trigger')`,
  "belongs to the app's role": `
    select oid::regclass::text from pg_class where relowner = $1::regrole union all
    select oid::regprocedure::text from pg_proc where proowner = $1::regrole union all
    select nspname from pg_namespace where nspowner = $1::regrole union all
    select datname from pg_database where datdba = $1::regrole`,
  "gives the app's role power": `
    select power from pg_roles, lateral (values (rolsuper, 'superuser'), (rolbypassrls, 'bypassrls'), (rolcreaterole, 'createrole'),
      (rolcreatedb, 'createdb'), (rolreplication, 'replication')) as powers (held, power) where pg_roles.oid = $1::regrole and held
    union all select 'member of ' || roleid::regrole from pg_auth_members where member = $1::regrole
    union all select 'create in schema ' || nspname from pg_namespace where nspname !~ '^pg_' and has_schema_privilege($1, pg_namespace.oid, 'create')`,
};

/** Every breach of the rule that a company sees its own rows only, as `what: rule`; empty for a sound schema. */
export const catalogueOffences = async (connection: pg.Pool | pg.ClientBase, appRole: string): Promise<readonly string[]> => {
  const tables = `with role as (select $1::text), tables as (
    select oid, relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p'))`;
  const offences: string[] = [];
  for (const [rule, question] of Object.entries(questions)) {
    const { rows } = await connection.query<[string]>({ text: `${tables} ${question} order by 1`, values: [appRole], rowMode: "array" });
    offences.push(...rows.map(([what]) => `${what}: ${rule}`));
  }
  return offences;
};
