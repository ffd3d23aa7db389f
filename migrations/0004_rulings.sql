-- A decision that a record counts for a metric, or does not, whatever the rule says. Only ever added to: the latest of a record and metric holds.
create table rulings (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  metric_number integer not null,
  ruling_number integer not null,
  -- Null withdraws the ruling before.
  counts boolean,
  -- The conditions that it replaces, by their text; empty for one that says that the record does not count.
  conditions text[] not null,
  reason text not null,
  ruled_by text not null,
  ruled_at timestamptz not null default now(),
  primary key (company_id, source, external_id, metric_number, ruling_number),
  foreign key (company_id, source, external_id) references activities,
  foreign key (company_id, metric_number) references metrics
);
alter table rulings enable row level security;
alter table rulings force row level security;
create policy own_company on rulings
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
