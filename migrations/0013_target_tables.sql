-- Every word about what a target table says of a member or team in a period is kept; the latest holds, and one without a value takes back
-- what was said. Read by period for all members at once, so the key has the period before whose it is.
create table target_words (
  company_id integer not null references companies,
  table_number integer not null,
  starts_on date not null,
  holder text collate "C" not null,
  holder_number integer not null,
  word_number integer not null,
  value bigint,
  reason text,
  said_by text not null,
  -- Of the statement, which comes after the lock: words of one entry are in the order of their instants.
  said_at timestamptz not null default statement_timestamp(),
  primary key (company_id, table_number, starts_on, holder, holder_number, word_number),
  constraint targets_are_of_members_or_teams check (holder in ('member', 'team')),
  constraint targets_are_not_negative check (value >= 0)
);
alter table target_words enable row level security;
alter table target_words force row level security;
create policy own_company on target_words
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
