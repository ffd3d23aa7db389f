-- Two sources may tell of one act: the record that does not hold names the one that does, and counts for nothing.
alter table activities
  add column same_source text collate "C",
  add column same_external_id text collate "C";

-- What people said of two records of one act: that they are not the same, or that they are after all. Of each pair the latest word holds.
-- The pair stands in the order of its sources, whichever of them holds.
create table link_acts (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  other_source text collate "C" not null,
  other_external_id text collate "C" not null,
  act_number integer not null,
  act text collate "C" not null,
  reason text not null,
  done_by text not null,
  done_at timestamptz not null default now(),
  primary key (company_id, source, external_id, other_source, other_external_id, act_number),
  foreign key (company_id, source, external_id) references activities (company_id, source, external_id),
  foreign key (company_id, other_source, other_external_id) references activities (company_id, source, external_id),
  constraint link_acts_are_known check (act in ('unlink', 'link')),
  constraint linked_pairs_stand_in_order check (source < other_source)
);
create index link_acts_by_other on link_acts (company_id, other_source, other_external_id);
alter table link_acts enable row level security;
alter table link_acts force row level security;
create policy own_company on link_acts
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
