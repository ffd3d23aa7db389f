-- That a period of a cadence was closed. Without `stated_at` its statements are not written yet; who closes anew finds out whether anybody
-- still does. What is counted late for its days has a greater number than `late_through`; other settings than those of `settings_version`
-- and `asks_stamp` may ask otherwise. Of a period that was opened again a later closure may have the next version; the earlier one is kept.
create table closures (
  company_id integer not null references companies,
  closure_number integer not null,
  cadence text not null,
  starts_on date not null,
  ends_before date not null,
  version integer not null,
  late_through bigint not null,
  settings_version bigint not null,
  asks_stamp uuid not null,
  closed_at timestamptz not null default now(),
  closed_by text not null,
  overruled jsonb not null,
  reason text,
  stated_at timestamptz,
  reopened_at timestamptz,
  reopened_by text,
  reopen_reason text,
  primary key (company_id, closure_number),
  constraint closures_have_a_day check (starts_on < ends_before),
  constraint closures_are_reopened_for_a_reason check ((reopened_at is null) = (reopen_reason is null))
);
create unique index closures_hold_a_period_once on closures (company_id, cadence, starts_on) where reopened_at is null;

-- The frozen numbers of a member, a team or the company (number 0) under a plan; `content` is canonical JSON, its SHA-256 the fingerprint.
create table statements (
  company_id integer not null references companies,
  statement_number integer not null,
  closure_number integer not null,
  subject text not null,
  subject_number integer not null,
  plan_number integer not null,
  content text not null,
  fingerprint text not null,
  primary key (company_id, statement_number),
  foreign key (company_id, closure_number) references closures (company_id, closure_number),
  constraint statement_subjects_are_known check (subject in ('member', 'team', 'company'))
);
create unique index statements_are_given_once on statements (company_id, closure_number, subject, subject_number, plan_number);

create table statement_acknowledgements (
  company_id integer not null references companies,
  statement_number integer not null,
  acknowledged_at timestamptz not null default now(),
  acknowledged_by text not null,
  remark text,
  primary key (company_id, statement_number),
  foreign key (company_id, statement_number) references statements (company_id, statement_number)
);

-- What a closed period comes to now, as far as it had changed when another was closed (`stated_in`): whole, as a statement has it, to be set
-- against what was last stated. Null: nothing is asked there any more.
create table adjustments (
  company_id integer not null references companies,
  stated_in integer not null,
  closure_number integer not null,
  subject text not null,
  subject_number integer not null,
  plan_number integer not null,
  content text,
  primary key (company_id, stated_in, closure_number, subject, subject_number, plan_number),
  foreign key (company_id, stated_in) references closures (company_id, closure_number),
  foreign key (company_id, closure_number) references closures (company_id, closure_number),
  constraint adjustment_subjects_are_known check (subject in ('member', 'team', 'company'))
);
create index adjustments_by_closure on adjustments (company_id, closure_number);

-- What was counted on days of closed periods after they were closed, record by record, in the order in which it was committed or will be.
-- Without a record: a metric was counted anew, from beginning (`recounting`, one row a day) to end (`recount`).
create table late_changes (
  company_id integer not null references companies,
  late_number bigint generated always as identity,
  metric_number integer not null,
  provenance_number smallint not null,
  member_number integer not null,
  local_day date not null,
  amount bigint not null,
  source text collate "C",
  external_id text collate "C",
  cause text not null,
  changed_at timestamptz not null default now(),
  primary key (company_id, late_number)
);
create index late_changes_by_day on late_changes (company_id, local_day, late_number);
create unique index recounting_days_stand_once on late_changes (company_id, metric_number, provenance_number, member_number, local_day) where cause = 'recounting';

alter table closures enable row level security;
alter table closures force row level security;
create policy own_company on closures
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table statements enable row level security;
alter table statements force row level security;
create policy own_company on statements
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table statement_acknowledgements enable row level security;
alter table statement_acknowledgements force row level security;
create policy own_company on statement_acknowledgements
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table adjustments enable row level security;
alter table adjustments force row level security;
create policy own_company on adjustments
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table late_changes enable row level security;
alter table late_changes force row level security;
create policy own_company on late_changes
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
