-- A record that says how many were done on a day, by one member and of one kind, instead of naming each.
alter table activities add column is_total boolean not null default false;

-- The days of which somebody has told a total, by member and kind. A row stays: it is the lock under which that day's credit is worked out.
create table day_totals (
  company_id integer not null,
  member_number integer not null,
  local_day date not null,
  kind text collate "C" not null,
  primary key (company_id, member_number, local_day, kind)
);

-- The total that counts for a metric on such a day, what it states, what the day's records count for, and what it adds to them.
create table total_credits (
  company_id integer not null,
  metric_number integer not null,
  member_number integer not null,
  local_day date not null,
  kind text collate "C" not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  provenance_number smallint not null,
  stated bigint not null,
  recorded bigint not null,
  amount bigint not null,
  primary key (company_id, member_number, local_day, kind, metric_number)
);

alter table day_totals enable row level security;
alter table day_totals force row level security;
create policy own_company on day_totals
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table total_credits enable row level security;
alter table total_credits force row level security;
create policy own_company on total_credits
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
