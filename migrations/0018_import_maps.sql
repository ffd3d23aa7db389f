-- Maps that somebody kept under a name: a file with the same columns is read by them again. The header is the set of its columns' names as they
-- are compared, so that order, case and spaces make no difference. The map is as its author wrote it: json, not jsonb.
create table import_maps (
  company_id integer not null references companies,
  id text collate "C" not null,
  name text not null,
  what text collate "C" not null,
  header text[] collate "C" not null,
  map json not null,
  saved_by text not null,
  saved_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (company_id, id),
  constraint import_maps_are_for_something_known check (what in ('activities', 'prospects', 'members', 'leaves')),
  constraint import_maps_have_columns check (cardinality(header) > 0)
);
alter table import_maps enable row level security;
alter table import_maps force row level security;
create policy own_company on import_maps
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
