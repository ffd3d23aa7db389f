-- What a member is paid by the reward plans of a cadence in a period and currency. Whoever draws it up again replaces its lines while it is a
-- draft; what was done with it stands in its steps.
create table reward_statements (
  company_id integer not null,
  statement_number integer not null,
  member_number integer not null,
  cadence text not null,
  starts_on date not null,
  ends_before date not null,
  currency text not null,
  drawn_by text not null,
  drawn_at timestamptz not null,
  primary key (company_id, statement_number),
  constraint one_reward_statement_of_a_period unique (company_id, member_number, cadence, starts_on, currency),
  foreign key (company_id, member_number) references members (company_id, member_number)
);
create index reward_statements_by_period on reward_statements (company_id, starts_on, ends_before, statement_number);

-- A line as it was worked out (`content`, over which the fingerprint is taken), what it came to before and within the budget, what of that is
-- the member's, and the records behind it: of each its metric, source, id, day and credit.
create table reward_lines (
  company_id integer not null,
  statement_number integer not null,
  line_number integer not null,
  reward_number integer not null,
  team_number integer,
  content text not null,
  fingerprint text not null,
  line_minor bigint not null,
  paid_minor bigint not null,
  amount_minor bigint not null,
  records jsonb not null,
  primary key (company_id, statement_number, line_number),
  foreign key (company_id, statement_number) references reward_statements (company_id, statement_number)
);

-- What was done with a statement, in its order. Nothing here is ever changed.
create table reward_steps (
  company_id integer not null,
  statement_number integer not null,
  step_number integer not null,
  step text not null,
  approver text,
  reason text,
  paid_minor bigint,
  taken_by text not null,
  by_number integer,
  taken_at timestamptz not null,
  primary key (company_id, statement_number, step_number),
  foreign key (company_id, statement_number) references reward_statements (company_id, statement_number),
  constraint an_approval_says_whose_it_is check ((step = 'approved') = (approver is not null)),
  constraint a_payment_says_how_much check ((step = 'paid') = (paid_minor is not null)),
  constraint a_withdrawal_says_why check ((step = 'withdrawn') = (reason is not null))
);

-- What a member says against a line, and what was decided. What an upheld one gives is part of the statement, or of the ledger once it is locked.
create table reward_disputes (
  company_id integer not null,
  dispute_number integer not null,
  statement_number integer not null,
  reward_number integer not null,
  said text not null,
  raised_by text not null,
  raised_at timestamptz not null,
  outcome text,
  amount_minor bigint,
  reason text,
  decided_by text,
  decided_at timestamptz,
  primary key (company_id, dispute_number),
  foreign key (company_id, statement_number) references reward_statements (company_id, statement_number),
  constraint a_decision_is_whole check ((outcome is null) = (decided_at is null) and (outcome is null) = (decided_by is null)
    and (outcome is null) = (reason is null) and (outcome is null) = (amount_minor is null))
);
create unique index one_open_dispute_of_a_reward on reward_disputes (company_id, statement_number, reward_number) where outcome is null;

-- The ledger of each member and currency. Nothing here is ever changed.
create table reward_entries (
  company_id integer not null,
  member_number integer not null,
  currency text not null,
  entry_number integer not null,
  reward_number integer not null,
  cadence text not null,
  starts_on date not null,
  ends_before date not null,
  entry text not null,
  amount_minor bigint not null,
  entered_on date not null,
  reverses integer,
  adjusts integer,
  statement_number integer,
  cause jsonb not null,
  entered_at timestamptz not null,
  primary key (company_id, member_number, currency, entry_number),
  foreign key (company_id, member_number) references members (company_id, member_number),
  foreign key (company_id, statement_number) references reward_statements (company_id, statement_number),
  foreign key (company_id, member_number, currency, reverses) references reward_entries (company_id, member_number, currency, entry_number),
  foreign key (company_id, member_number, currency, adjusts) references reward_entries (company_id, member_number, currency, entry_number),
  constraint what_reverses_names_what check ((entry = 'reverse') = (reverses is not null))
);
create index reward_entries_by_statement on reward_entries (company_id, statement_number, reward_number);

-- How far the numbers have been compared with what is locked: nothing is compared again before one of these is another.
create table reward_corrections (
  company_id integer not null primary key references companies (company_id),
  compared text not null
);

alter table reward_statements enable row level security;
alter table reward_statements force row level security;
create policy own_company on reward_statements
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);

alter table reward_lines enable row level security;
alter table reward_lines force row level security;
create policy own_company on reward_lines
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);

alter table reward_steps enable row level security;
alter table reward_steps force row level security;
create policy own_company on reward_steps
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);

alter table reward_disputes enable row level security;
alter table reward_disputes force row level security;
create policy own_company on reward_disputes
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);

alter table reward_entries enable row level security;
alter table reward_entries force row level security;
create policy own_company on reward_entries
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);

alter table reward_corrections enable row level security;
alter table reward_corrections force row level security;
create policy own_company on reward_corrections
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
