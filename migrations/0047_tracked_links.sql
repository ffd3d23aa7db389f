-- A message to one recipient with links of ours in it. The address that a link leads to is kept here and never stands in the link.
create table link_messages (
  company_id integer not null,
  message_number bigint generated always as identity,
  recipient_kind text collate "C" not null,
  recipient_value text collate "C" not null,
  sent_at timestamptz not null,
  made_at timestamptz not null default now(),
  made_by text not null,
  primary key (company_id, message_number)
);
create index link_messages_by_recipient on link_messages (company_id, recipient_kind, recipient_value);

create table tracked_links (
  company_id integer not null,
  link_id text collate "C" not null,
  message_number bigint not null,
  url text not null,
  topic text,
  -- Stands in the message where no person sees it.
  is_honeypot boolean not null default false,
  primary key (company_id, link_id),
  foreign key (company_id, message_number) references link_messages (company_id, message_number) on delete cascade
);
create index tracked_links_by_message on tracked_links (company_id, message_number);

-- Every request for a link as it came, and beside it what it was by which rules: it is judged anew with each that comes.
create table link_hits (
  company_id integer not null,
  hit_number bigint generated always as identity,
  message_number bigint not null,
  link_id text collate "C" not null,
  hit_at timestamptz not null,
  method text not null,
  purpose text not null,
  is_signed boolean not null,
  user_agent text not null,
  network text not null,
  class text,
  rule text,
  rules text,
  primary key (company_id, hit_number),
  foreign key (company_id, link_id) references tracked_links (company_id, link_id) on delete cascade
);
create index link_hits_by_message on link_hits (company_id, message_number, hit_at);
create index link_hits_by_network on link_hits (company_id, network, hit_at);
create index link_hits_by_link on link_hits (company_id, link_id);

alter table link_messages enable row level security;
alter table link_messages force row level security;
create policy own_company on link_messages
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table tracked_links enable row level security;
alter table tracked_links force row level security;
create policy own_company on tracked_links
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
alter table link_hits enable row level security;
alter table link_hits force row level security;
create policy own_company on link_hits
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
