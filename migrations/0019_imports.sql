-- Files that were sent to be imported. The file itself lies in the data folder of the server that took it, under the import's id, until the import is over.
create table imports (
  company_id integer not null references companies,
  import_id uuid not null,
  file_name text not null,
  bytes bigint not null,
  -- SHA-256 of the file: tells that the same one came before.
  digest text collate "C" not null,
  what text collate "C" not null,
  state text collate "C" not null,
  created_at timestamptz not null default now(),
  created_by text not null,
  -- What it would become, as it is answered; only while it waits.
  preview json,
  confirmed_at timestamptz,
  confirmed_by text,
  -- What was confirmed: the map, the members to add, what a complete load may void, the language of the rejected file.
  orders json,
  rows_done bigint not null default 0,
  of_rows bigint not null,
  resumed_at_row bigint,
  done_at timestamptz,
  -- What it came to.
  report json,
  first_day date,
  last_day date,
  -- Who is working on it, and until when nobody else may.
  claimed_by uuid,
  claimed_until timestamptz,
  primary key (company_id, import_id),
  constraint import_states_are_known check (state in ('waiting', 'running', 'done', 'failed', 'discarded')),
  constraint waiting_imports_have_a_preview check ((state = 'waiting') = (preview is not null)),
  constraint running_imports_have_orders check (state <> 'running' or (orders is not null and confirmed_at is not null)),
  constraint over_imports_say_when check ((state in ('done', 'failed', 'discarded')) = (done_at is not null))
);
create index imports_by_time on imports (company_id, created_at desc, import_id desc);
create index imports_by_digest on imports (company_id, digest);
create index imports_under_way on imports (company_id, created_at) where state in ('waiting', 'running');

-- Batches of an import under way that are recorded: each is written in the transaction that records it, so that whoever goes on after a crash neither
-- records a row twice nor counts it twice. Taken away when the import is over.
create table import_batches (
  company_id integer not null,
  import_id uuid not null,
  batch_number integer not null,
  counts json not null,
  -- Places in the batch of the rows that were not taken.
  rejected integer[] not null,
  primary key (company_id, import_id, batch_number),
  foreign key (company_id, import_id) references imports
);

alter table imports enable row level security;
alter table imports force row level security;
create policy own_company on imports
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table import_batches enable row level security;
alter table import_batches force row level security;
create policy own_company on import_batches
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
