-- Two prospects may turn out to be one. Every identity, record and fact keeps the prospect that it was made for, and stands under the root of
-- those that are one with it; where the two are the same, as they nearly always are, the second column is null.
alter table prospects add column merged_into bigint;
create index prospects_merged_into on prospects (company_id, merged_into) where merged_into is not null;

alter table prospect_identities add column own_number bigint;
alter table activities add column own_prospect_number bigint;
alter table activity_lines add column own_prospect_number bigint;

-- Facts stand under the prospect that they were told of, and hold for all that are one with it: of two from the same instant that of the root
-- comes first.
alter table prospect_facts add column root_number bigint;
create index prospect_facts_by_root
  on prospect_facts (company_id, coalesce(root_number, prospect_number), aspect, from_at desc, (root_number is not null), prospect_number);

-- Who said that a prospect is another one, or is it no longer, and why. Only ever added to: the latest of a prospect holds.
create table prospect_merges (
  company_id integer not null references companies,
  merge_number integer not null,
  prospect_number bigint not null,
  -- Null takes the merge before back.
  into_number bigint,
  -- As the two were named.
  prospect_reference text collate "C" not null,
  into_reference text collate "C",
  reason text not null,
  done_by text not null,
  done_at timestamptz not null default now(),
  primary key (company_id, merge_number),
  foreign key (company_id, prospect_number) references prospects (company_id, prospect_number),
  foreign key (company_id, into_number) references prospects (company_id, prospect_number)
);
create index prospect_merges_by_prospect on prospect_merges (company_id, prospect_number, merge_number);
create index prospect_merges_by_root on prospect_merges (company_id, into_number, merge_number);

-- That two identities are perhaps of one prospect, until a person decides.
create table merge_suggestions (
  company_id integer not null references companies,
  suggestion_number integer not null,
  keep_kind text collate "C" not null,
  keep_value text collate "C" not null,
  other_kind text collate "C" not null,
  other_value text collate "C" not null,
  -- Both null: a report named the two together.
  reason text,
  suggested_by text,
  suggested_at timestamptz not null default now(),
  decision text collate "C",
  decision_reason text,
  decided_by text,
  decided_at timestamptz,
  primary key (company_id, suggestion_number),
  foreign key (company_id, keep_kind, keep_value) references prospect_identities (company_id, kind, value),
  foreign key (company_id, other_kind, other_value) references prospect_identities (company_id, kind, value),
  constraint merge_decisions_are_known check (decision in ('merged', 'dismissed'))
);
create index merge_suggestions_open on merge_suggestions (company_id, suggestion_number) where decision is null;

alter table prospect_merges enable row level security;
alter table prospect_merges force row level security;
create policy own_company on prospect_merges
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table merge_suggestions enable row level security;
alter table merge_suggestions force row level security;
create policy own_company on merge_suggestions
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
