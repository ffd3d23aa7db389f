-- What prospects did that shows interest. A source and its id there are a signal's identity for ever. What its author took back (purged) loses what
-- it said and stays counted; what was no person's doing after all (voided) counts nothing.
create table signals (
  company_id integer not null,
  signal_number bigint generated always as identity,
  source text collate "C" not null,
  external_id text collate "C" not null,
  kind text not null,
  occurred_at timestamptz not null,
  -- In the company's zone: so many of an author count in a day.
  local_day date not null,
  -- A prospect's name, as prospect_identities has it.
  author_kind text collate "C",
  author_value text collate "C",
  -- The one that its source told, else the first that was found in the text.
  topic text,
  topic_was_told boolean not null default false,
  url text,
  excerpt text,
  evidence text,
  revision integer not null default 1,
  revised_at timestamptz,
  purged_at timestamptz,
  voided_at timestamptz,
  recorded_at timestamptz not null default now(),
  -- By which matcher and which topics the text was looked through last.
  matched_with text,
  primary key (company_id, signal_number),
  constraint signals_are_told_once unique (company_id, source, external_id),
  constraint an_author_is_whole check ((author_kind is null) = (author_value is null)),
  constraint what_is_purged_says_nothing check (purged_at is null or (excerpt is null and url is null and evidence is null))
);
create index signals_by_author on signals (company_id, author_kind, author_value, local_day) where author_kind is not null;
create index signals_by_time on signals (company_id, occurred_at, signal_number);
create index signals_with_text on signals (company_id, matched_with, signal_number) where excerpt is not null;

-- On which topics a signal is, and why: what was found stands in the excerpt from one place to another, in UTF-16 units.
create table signal_topics (
  company_id integer not null,
  signal_number bigint not null,
  topic text collate "C" not null,
  -- told (by the source), phrase or synonym
  matched_by text not null,
  phrase text,
  found text,
  starts_at integer,
  ends_before integer,
  matcher text,
  -- False: its author has had their fill on that day.
  counts boolean not null default true,
  primary key (company_id, signal_number, topic),
  foreign key (company_id, signal_number) references signals (company_id, signal_number)
);
create index signal_topics_by_topic on signal_topics (company_id, topic, signal_number);

alter table signals enable row level security;
alter table signals force row level security;
create policy own_company on signals
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table signal_topics enable row level security;
alter table signal_topics force row level security;
create policy own_company on signal_topics
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
