-- Where signals are fetched from: feeds that are asked now and then, and streams that are listened to.
create table signal_sources (
  company_id integer not null,
  source_number integer not null,
  id text not null,
  name text not null,
  -- feed or bluesky
  kind text not null,
  url text not null,
  -- Of a stream: the accounts that are the company's own, whose likes, replies and followers are signals.
  accounts text[] not null default '{}',
  created_at timestamptz not null default now(),
  created_by text not null,
  ended_at timestamptz,
  ended_by text,
  -- Of a feed: what its server said of the state that was read last.
  etag text,
  last_modified text,
  asked_at timestamptz,
  -- Who asks or listens keeps others from it until then.
  taken_until timestamptz,
  -- Of a stream: the place of the last event that was dealt with, in microseconds.
  cursor_us bigint,
  heard_at timestamptz,
  -- Why nothing came the last time, as a refusal, and since when.
  trouble json,
  trouble_since timestamptz,
  primary key (company_id, source_number),
  constraint signal_sources_have_ids unique (company_id, id)
);

-- What of a stream was never told.
create table signal_gaps (
  company_id integer not null,
  source_number integer not null,
  from_at timestamptz not null,
  before_at timestamptz not null,
  noted_at timestamptz not null default now(),
  primary key (company_id, source_number, from_at),
  foreign key (company_id, source_number) references signal_sources (company_id, source_number),
  constraint a_gap_has_a_length check (from_at < before_at)
);

-- How much came on a day, and how much of it was kept.
create table signal_source_days (
  company_id integer not null,
  source_number integer not null,
  day date not null,
  seen bigint not null,
  looked_into bigint not null,
  kept bigint not null,
  primary key (company_id, source_number, day),
  foreign key (company_id, source_number) references signal_sources (company_id, source_number)
);

alter table signal_sources enable row level security;
alter table signal_sources force row level security;
create policy own_company on signal_sources
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table signal_gaps enable row level security;
alter table signal_gaps force row level security;
create policy own_company on signal_gaps
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table signal_source_days enable row level security;
alter table signal_source_days force row level security;
create policy own_company on signal_source_days
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
