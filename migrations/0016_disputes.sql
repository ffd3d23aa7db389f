-- A member's claim that a verdict is wrong, or that a record is missing.
create table disputes (
  company_id integer not null references companies,
  dispute_number integer not null,
  -- Who raised it: whose record it is, or would be.
  member_number integer not null,
  -- Everybody whose number it would change: none of them decides it.
  party_numbers integer[] not null,
  local_day date not null,
  source text collate "C",
  external_id text collate "C",
  metric_number integer,
  -- What the record is said to do: count, or not.
  counts boolean,
  -- Of a missing record, its fields as they were given.
  missing jsonb,
  reason text not null,
  raised_at timestamptz not null,
  primary key (company_id, dispute_number),
  foreign key (company_id, member_number) references members,
  foreign key (company_id, source, external_id) references activities,
  foreign key (company_id, metric_number) references metrics,
  constraint disputes_are_about_one_thing check (
    (missing is null) = (source is not null and external_id is not null and metric_number is not null and counts is not null))
);
create index disputes_by_record on disputes (company_id, source, external_id) where source is not null;
create index disputes_by_member on disputes (company_id, member_number, dispute_number);
create index disputes_by_day on disputes (company_id, local_day);

-- What people did about a dispute. Only ever added to: its state is what they come to.
create table dispute_acts (
  company_id integer not null,
  dispute_number integer not null,
  act_number integer not null,
  act text collate "C" not null,
  member_number integer not null,
  said text not null,
  link text,
  -- Of a decision.
  upheld boolean,
  outcome jsonb,
  done_at timestamptz not null,
  primary key (company_id, dispute_number, act_number),
  foreign key (company_id, dispute_number) references disputes,
  foreign key (company_id, member_number) references members,
  constraint dispute_acts_are_known check (act in ('comment', 'evidence', 'withdrawal', 'decision', 'appeal')),
  constraint decisions_are_whole check ((act = 'decision') = (upheld is not null))
);

create table dispute_files (
  company_id integer not null,
  dispute_number integer not null,
  file_number integer not null,
  member_number integer not null,
  name text not null,
  type text collate "C" not null,
  content bytea not null,
  added_at timestamptz not null,
  primary key (company_id, dispute_number, file_number),
  foreign key (company_id, dispute_number) references disputes,
  foreign key (company_id, member_number) references members
);

-- The dispute that a ruling or an attested record comes from; its verdict names it.
alter table rulings add column dispute_number integer;
alter table activity_acts add column dispute_number integer;

alter table disputes enable row level security;
alter table disputes force row level security;
create policy own_company on disputes
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table dispute_acts enable row level security;
alter table dispute_acts force row level security;
create policy own_company on dispute_acts
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table dispute_files enable row level security;
alter table dispute_files force row level security;
create policy own_company on dispute_files
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
