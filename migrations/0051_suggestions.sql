-- A signal that is given to somebody: contact this person, until when. `state` and `holder_number` are what its acts come to.
create table suggestions (
  company_id integer not null,
  suggestion_number bigint generated always as identity,
  play text collate "C" not null,
  -- By the root, and as it was made for.
  prospect_number bigint not null,
  own_prospect_number bigint,
  -- Whom it was given to, by whose turn; null: nobody yet, and why.
  given_to integer,
  given_by text,
  given_at timestamptz,
  waits_because text,
  -- When it is routed again.
  waits_until timestamptz,
  made_at timestamptz not null,
  due_at timestamptz,
  expires_at timestamptz not null,
  state text not null default 'open',
  holder_number integer,
  primary key (company_id, suggestion_number),
  foreign key (company_id, given_to) references members (company_id, member_number),
  foreign key (company_id, holder_number) references members (company_id, member_number),
  constraint states_of_suggestions_are_known check (state in ('open', 'claimed', 'contacted', 'dismissed', 'expired')),
  constraint what_is_given_is_given_to_somebody check ((given_to is null) = (given_by is null) and (given_to is null) = (given_at is null))
);
-- Two people never hold the same prospect.
create unique index one_suggestion_of_a_prospect_waits on suggestions (company_id, prospect_number, play) where state in ('open', 'claimed');
create index suggestions_by_prospect on suggestions (company_id, prospect_number, made_at);
create index suggestions_by_holder on suggestions (company_id, holder_number, made_at);
create index suggestions_by_time on suggestions (company_id, made_at, suggestion_number);

create table suggestion_acts (
  company_id integer not null,
  suggestion_number bigint not null,
  act_number integer not null,
  act text not null,
  by_number integer,
  said text not null,
  done_at timestamptz not null,
  primary key (company_id, suggestion_number, act_number),
  foreign key (company_id, suggestion_number) references suggestions (company_id, suggestion_number),
  foreign key (company_id, by_number) references members (company_id, member_number),
  constraint acts_of_suggestions_are_known check (act in ('claim', 'release', 'contact', 'dismissal', 'restoration', 'expiry')),
  constraint only_time_expires check ((act = 'expiry') = (by_number is null))
);

-- What became of each signal: part of a suggestion, or why of none.
create table routed_signals (
  company_id integer not null,
  signal_number bigint not null,
  play text collate "C" not null,
  routed_at timestamptz not null,
  suggestion_number bigint,
  because text,
  primary key (company_id, signal_number),
  foreign key (company_id, signal_number) references signals (company_id, signal_number),
  foreign key (company_id, suggestion_number) references suggestions (company_id, suggestion_number),
  constraint a_signal_is_suggested_or_not check ((suggestion_number is null) = (because is not null))
);
create index routed_signals_by_suggestion on routed_signals (company_id, suggestion_number) where suggestion_number is not null;

alter table suggestions enable row level security;
alter table suggestions force row level security;
create policy own_company on suggestions
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table suggestion_acts enable row level security;
alter table suggestion_acts force row level security;
create policy own_company on suggestion_acts
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table routed_signals enable row level security;
alter table routed_signals force row level security;
create policy own_company on routed_signals
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
