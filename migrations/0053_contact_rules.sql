-- Who is not to be contacted: a prospect, or everybody with an e-mail address of a domain; by their own word or by a list. It holds from its
-- time on until it is taken back. `prospect_number` is whom it was said of; those that are one with them are found by their root.
create table opt_outs (
  company_id integer not null,
  opt_out_number bigint generated always as identity,
  prospect_number bigint,
  domain text collate "C",
  list text,
  channels text[],
  from_at timestamptz not null,
  until_at timestamptz,
  reason text,
  recorded_by text not null,
  recorded_at timestamptz not null default now(),
  withdrawn_by text,
  withdrawal_reason text,
  primary key (company_id, opt_out_number),
  foreign key (company_id, prospect_number) references prospects (company_id, prospect_number),
  constraint an_opt_out_is_of_somebody check ((prospect_number is null) <> (domain is null)),
  constraint an_opt_out_ends_after_it_begins check (until_at >= from_at)
);
create index opt_outs_by_prospect on opt_outs (company_id, prospect_number) where prospect_number is not null;
create index opt_outs_by_domain on opt_outs (company_id, domain) where domain is not null;

-- What allows to contact a prospect, and since when.
create table contact_bases (
  company_id integer not null,
  basis_number bigint generated always as identity,
  prospect_number bigint not null,
  kind text not null,
  channels text[],
  from_at timestamptz not null,
  until_at timestamptz,
  covers_quiet_hours boolean not null default false,
  evidence text,
  recorded_by text not null,
  recorded_at timestamptz not null default now(),
  primary key (company_id, basis_number),
  foreign key (company_id, prospect_number) references prospects (company_id, prospect_number),
  constraint a_basis_is_of_a_known_kind check (kind in ('consent', 'inquiry', 'contract', 'referral')),
  constraint a_basis_ends_after_it_begins check (until_at > from_at)
);
create index contact_bases_by_prospect on contact_bases (company_id, prospect_number);

-- What was asked of a member and may not be done: a contact that was planned for them, by somebody else or by routing, and that a rule refused.
-- `metric_numbers` are those for which it would have counted; `allowed_from` is when
-- the rules would no longer refuse it, and `allowed_on` the member's day then; null as far as is known never.
create table refused_contacts (
  company_id integer not null,
  refused_number bigint generated always as identity,
  member_number integer not null,
  prospect_number bigint not null,
  kind text not null,
  planned_at timestamptz not null,
  local_day date not null,
  findings jsonb not null,
  allowed_from timestamptz,
  allowed_on date,
  metric_numbers integer[] not null,
  refused_by text not null,
  refused_at timestamptz not null default now(),
  primary key (company_id, refused_number),
  foreign key (company_id, member_number) references members (company_id, member_number),
  foreign key (company_id, prospect_number) references prospects (company_id, prospect_number),
  constraint a_contact_is_refused_once_a_day unique (company_id, member_number, prospect_number, kind, local_day)
);
create index refused_contacts_by_day on refused_contacts (company_id, local_day, member_number);

-- What speaks against a contact that was made, so that it does not count; null where nothing does. Worked out from what is known, like a link.
alter table activities add column barred jsonb;
alter table activity_lines add column barred jsonb;
-- Whether there is anything by which a contact could be barred is asked with each batch of records.
create index prospects_placed on prospects (company_id) where time_zone is not null;
create index activities_barred on activities (company_id, prospect_number) where barred is not null;
create index activity_lines_barred on activity_lines (company_id, prospect_number) where barred is not null;

alter table opt_outs enable row level security;
alter table opt_outs force row level security;
create policy own_company on opt_outs
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table contact_bases enable row level security;
alter table contact_bases force row level security;
create policy own_company on contact_bases
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table refused_contacts enable row level security;
alter table refused_contacts force row level security;
create policy own_company on refused_contacts
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
