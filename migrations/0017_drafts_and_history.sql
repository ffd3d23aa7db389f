-- What metrics and plans may become, kept beside the settings. The fragment is as the company file writes it, in the order of its author: json, not
-- jsonb. Nothing counts or asks by it.
create table drafts (
  company_id integer not null references companies,
  id text collate "C" not null,
  name text,
  content json not null,
  state text collate "C" not null,
  saved_by text not null,
  saved_at timestamptz not null default now(),
  decided_by text,
  decided_at timestamptz,
  settings_version bigint,
  primary key (company_id, id),
  constraint draft_states_are_known check (state in ('open', 'published', 'discarded')),
  constraint decided_drafts_say_by_whom check ((state = 'open') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  constraint published_drafts_name_their_version check ((state = 'published') = (settings_version is not null))
);
alter table drafts enable row level security;
alter table drafts force row level security;
create policy own_company on drafts
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);

-- Why the settings were changed, where whoever did it said so.
alter table settings_changes add column reason text;
