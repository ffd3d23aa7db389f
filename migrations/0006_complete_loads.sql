-- A complete load: a file that is all of its sources in a span of local days. Under way until it has an end; begun and left, it is swept.
create table loads (
  company_id integer not null references companies,
  load_number integer generated always as identity,
  file_name text not null,
  starts_on date not null,
  ends_before date not null,
  done_by text not null,
  began_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (company_id, load_number),
  constraint loads_have_a_day check (starts_on < ends_before)
);

-- What the file of a load under way holds, laid aside to be compared with the log as a set; gone when the load ends. A million come at
-- once, and a foreign key would look up each.
create table load_keys (
  company_id integer not null,
  load_number integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  local_day date not null,
  primary key (company_id, load_number, source, external_id)
);

-- That a load lacked an activity, and when its source told it again.
create table absences (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  load_number integer not null,
  reason text not null,
  returned_at timestamptz,
  primary key (company_id, source, external_id, load_number),
  foreign key (company_id, source, external_id) references activities (company_id, source, external_id),
  foreign key (company_id, load_number) references loads (company_id, load_number)
);
create index absences_by_load on absences (company_id, load_number);

-- The load that an activity is missing from; its void is then the load's, and what its source last said of it is kept beside.
alter table activities add column missing_load integer;

alter table loads enable row level security;
alter table loads force row level security;
create policy own_company on loads
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table load_keys enable row level security;
alter table load_keys force row level security;
create policy own_company on load_keys
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table absences enable row level security;
alter table absences force row level security;
create policy own_company on absences
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
