-- Audit events under a signed root, a range at a time. What is sealed can be compared with what stands in the table.
create table audit_seals (
  company_id integer not null references companies,
  seal_number integer not null,
  -- In their order, with the SHA-256 of each: they say which event is another one by now, the root says that they are the ones sealed.
  event_numbers bigint[] not null,
  leaves bytea[] not null,
  root bytea not null,
  -- SHA-256 of what the seal before signed; null of the first.
  previous bytea,
  sealed_at timestamptz not null,
  -- Ed25519, over everything above but the leaves.
  signature bytea not null,
  primary key (company_id, seal_number),
  constraint seals_hold_events check (cardinality(event_numbers) > 0 and cardinality(event_numbers) = cardinality(leaves))
);
alter table audit_seals enable row level security;
alter table audit_seals force row level security;
create policy own_company on audit_seals
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);

create index audit_events_by_act on audit_events (company_id, act, event_number);
create index audit_events_by_doer on audit_events (company_id, done_by, event_number);

-- Whose personal data were erased. Nothing here says who it was.
create table erasures (
  company_id integer not null references companies,
  erasure_number integer not null,
  what text collate "C" not null,
  -- The member's or the prospect's number, under which the counts go on.
  subject_number bigint not null,
  reason text not null,
  done_by text not null,
  done_at timestamptz not null default now(),
  -- How many records, texts and files were touched.
  counts json not null,
  primary key (company_id, erasure_number),
  constraint erasures_are_of_somebody check (what in ('member', 'prospect'))
);
alter table erasures enable row level security;
alter table erasures force row level security;
create policy own_company on erasures
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);

-- How an erased person is recognised who is told of again: by hashes that only the installation's secret makes.
create table erased_identities (
  company_id integer not null,
  identity_hash bytea not null,
  erasure_number integer not null,
  primary key (company_id, identity_hash),
  foreign key (company_id, erasure_number) references erasures
);
alter table erased_identities enable row level security;
alter table erased_identities force row level security;
create policy own_company on erased_identities
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);

-- Of a record from which a person was erased: what the conditions that somebody asked had found in the fields that are gone. A record that has
-- it takes no further states from its source.
alter table activities add column sealed jsonb;
