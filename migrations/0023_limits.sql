-- By a key's name journals say who did something, so two that hold never share one.
create unique index api_keys_have_their_own_name on api_keys (company_id, name) where ended_at is null;

-- What a request under an Idempotency-Key was answered, so that the same again gets the same and does nothing. Kept in the transaction that does what was
-- asked; forgotten a day later.
create table kept_answers (
  company_id integer not null references companies,
  -- The account or key that asked, as journals name it: another's key of the same name is another.
  asked_by text collate "C" not null,
  -- SHA-256 of the key, and of what was asked: method, address and body. Null while that is still coming in.
  key_hash bytea not null,
  fingerprint bytea,
  asked_at timestamptz not null default now(),
  -- The answer, sealed by a key that is not in the database: it may hold what is shown once. Null while it is worked on in several transactions.
  sealed_answer bytea,
  -- Of such work: its server says so again and again while it lives.
  working_until timestamptz,
  primary key (company_id, asked_by, key_hash),
  constraint kept_answers_are_done_or_worked_on check ((sealed_answer is null) = (working_until is not null))
);
create index kept_answers_by_time on kept_answers (company_id, asked_at);

-- How much of a limit is used up: by an account, a key or, under the company 0 that is none, an address. What a crash takes back is counted anew, so
-- nothing of it is written ahead.
create unlogged table used_limits (
  company_id integer not null,
  -- SHA-256 of what is limited and whose it is.
  limit_hash bytea not null,
  used integer not null,
  ends_at timestamptz not null,
  primary key (company_id, limit_hash)
);

alter table kept_answers enable row level security;
alter table kept_answers force row level security;
create policy own_company on kept_answers
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table used_limits enable row level security;
alter table used_limits force row level security;
create policy own_company on used_limits
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
