-- An audited re-dating: whose days, or everybody's, were worked out anew in the zones that the settings give, by whom and why.
create table redatings (
  company_id integer not null references companies,
  redating_number integer not null,
  member_number integer,
  from_day date not null,
  before_day date not null,
  reason text not null,
  done_by text not null,
  done_at timestamptz not null default now(),
  primary key (company_id, redating_number)
);

-- Which lines of records it changed: the day and zone that each had, and those that it has since.
create table redated_activities (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  line integer not null,
  redating_number integer not null,
  old_day date not null,
  old_zone text collate "C" not null,
  new_day date not null,
  new_zone text collate "C" not null,
  primary key (company_id, source, external_id, redating_number, line),
  foreign key (company_id, source, external_id) references activities (company_id, source, external_id),
  foreign key (company_id, redating_number) references redatings (company_id, redating_number)
);

-- A version of a metric that starts on a day gone: who had the days since then counted anew, why, and which numbers that changed, as they
-- were told: all of them in the totals, the first thousand one by one.
create table metric_recounts (
  company_id integer not null references companies,
  metric_number integer not null,
  from_day date not null,
  settings_version bigint not null,
  reason text not null,
  done_by text not null,
  done_at timestamptz not null default now(),
  totals jsonb not null,
  numbers jsonb not null,
  primary key (company_id, metric_number, from_day),
  foreign key (company_id, metric_number) references metrics (company_id, metric_number)
);

alter table redatings enable row level security;
alter table redatings force row level security;
create policy own_company on redatings
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table redated_activities enable row level security;
alter table redated_activities force row level security;
create policy own_company on redated_activities
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table metric_recounts enable row level security;
alter table metric_recounts force row level security;
create policy own_company on metric_recounts
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
