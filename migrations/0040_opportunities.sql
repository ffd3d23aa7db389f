-- Opportunities. Every state that was ever told of one is kept, since its milestones are worked out from all of them; the one that holds stands beside the
-- key, as far as it is asked for in sets. Milestones are records of the log like any other.
create table opportunities (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  opportunity_number bigint generated always as identity,
  holds integer not null,
  arrivals integer not null,
  owner_reference text collate "C",
  member_number integer,
  product text collate "C",
  stage text collate "C",
  amount_minor bigint,
  currency text collate "C",
  units bigint,
  is_new_customer boolean,
  opened_on date,
  closed_on date,
  outcome text collate "C",
  is_void boolean not null,
  taken_back boolean not null default false,
  is_sealed boolean not null default false,
  recorded_at timestamptz not null default now(),
  primary key (company_id, source, external_id),
  constraint an_opportunity_closes_with_an_outcome check ((closed_on is null) = (outcome is null))
);
create index opportunities_in_order on opportunities (company_id, opportunity_number);
create index opportunities_by_member on opportunities (company_id, member_number, opportunity_number);

-- `arrival` is its number among those of the opportunity; `rank_at` its place among them, `state_day` the local day on which it came to be.
create table opportunity_revisions (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  arrival integer not null,
  content_hash bytea not null,
  revised_at timestamptz,
  rank_at timestamptz not null,
  state_day date not null,
  content jsonb not null,
  recorded_at timestamptz not null default now(),
  primary key (company_id, source, external_id, arrival)
);

create table opportunity_acts (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  act_number integer not null,
  act text collate "C" not null,
  reason text not null,
  done_by text not null,
  done_at timestamptz not null default now(),
  primary key (company_id, source, external_id, act_number)
);

-- What a milestone has of its opportunity.
alter table activities add column product text collate "C", add column is_new_customer boolean;

alter table opportunities enable row level security;
alter table opportunities force row level security;
create policy own_company on opportunities
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table opportunity_revisions enable row level security;
alter table opportunity_revisions force row level security;
create policy own_company on opportunity_revisions
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table opportunity_acts enable row level security;
alter table opportunity_acts force row level security;
create policy own_company on opportunity_acts
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
