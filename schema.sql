-- The schema as the migrations leave it, for reading: printed from the catalogue by npm run schema, tables by name.

CREATE OR REPLACE FUNCTION public.add_all(amounts bigint[], added bigint[])
 RETURNS bigint[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
  begin
    for i in 1 .. cardinality(added) loop
      if added[i] <> 0 then
        amounts[i] := amounts[i] + added[i];
      end if;
    end loop;
    return amounts;
  end
  $function$
;

CREATE OR REPLACE FUNCTION public.add_at(amounts bigint[], positions integer[], added bigint[])
 RETURNS bigint[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE
AS $function$
  begin
    for i in 1 .. cardinality(positions) loop
      amounts[positions[i]] := amounts[positions[i]] + added[i];
    end loop;
    return amounts;
  end
  $function$
;

CREATE OR REPLACE FUNCTION public.part_of(total bigint, weights bigint[], place integer)
 RETURNS bigint
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  declare
    all_weights numeric := 0;
    given numeric := 0;
    own numeric := abs(total::numeric) * weights[place];
    before_me integer := 0;
    rest numeric;
    own_rest numeric;
  begin
    for i in 1 .. cardinality(weights) loop
      all_weights := all_weights + weights[i];
    end loop;
    own_rest := mod(own, all_weights);
    for i in 1 .. cardinality(weights) loop
      given := given + div(abs(total::numeric) * weights[i], all_weights);
      rest := mod(abs(total::numeric) * weights[i], all_weights);
      if rest > own_rest or (rest = own_rest and i < place) then
        before_me := before_me + 1;
      end if;
    end loop;
    return sign(total::numeric) * (div(own, all_weights) + case when before_me < abs(total::numeric) - given then 1 else 0 end);
  end
  $function$
;

create table absences (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  load_number integer not null,
  reason text not null,
  returned_at timestamp with time zone,
  constraint absences_pkey PRIMARY KEY (company_id, source, external_id, load_number),
  constraint absences_company_id_load_number_fkey FOREIGN KEY (company_id, load_number) REFERENCES loads(company_id, load_number),
  constraint absences_company_id_source_external_id_fkey FOREIGN KEY (company_id, source, external_id) REFERENCES activities(company_id, source, external_id)
);
CREATE INDEX absences_by_load ON public.absences USING btree (company_id, load_number);
alter table absences enable row level security;
alter table absences force row level security;
create policy own_company on absences
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table account_links (
  company_id integer not null,
  secret_hash bytea not null,
  user_number integer not null,
  purpose text collate "C" not null,
  created_at timestamp with time zone default now() not null,
  created_by text not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  replaced_at timestamp with time zone,
  constraint account_links_pkey PRIMARY KEY (company_id, secret_hash),
  constraint account_links_company_id_user_number_fkey FOREIGN KEY (company_id, user_number) REFERENCES users(company_id, user_number),
  constraint account_link_purposes_are_known CHECK ((purpose = ANY (ARRAY['invitation'::text, 'reset'::text])))
);
CREATE INDEX account_links_of_user ON public.account_links USING btree (company_id, user_number, created_at DESC);
alter table account_links enable row level security;
alter table account_links force row level security;
create policy own_company on account_links
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table activities (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  arrival bigint generated always as identity not null,
  member_number integer,
  member_reference text collate "C" not null,
  local_day date not null,
  ordered_at timestamp with time zone not null,
  local_hour smallint,
  time_zone text collate "C" not null,
  prospect_number bigint,
  prospect_reference text collate "C",
  kind text collate "C" not null,
  direction text collate "C",
  outcome text collate "C",
  duration_seconds bigint,
  quantity bigint,
  amount_minor bigint,
  currency text collate "C",
  provenance text collate "C" not null,
  subject text collate "C",
  url text,
  evidence text,
  attributes jsonb,
  content_hash bytea not null,
  revised_at timestamp with time zone,
  rank_at timestamp with time zone not null,
  voided_at timestamp with time zone,
  void_reason text,
  taken_back boolean default false not null,
  revision integer default 1 not null,
  recorded_at timestamp with time zone default now() not null,
  weights bigint[],
  prospect_count integer default 1 not null,
  parties jsonb,
  missing_load integer,
  is_total boolean default false not null,
  same_source text collate "C",
  same_external_id text collate "C",
  own_prospect_number bigint,
  sealed jsonb,
  product text collate "C",
  is_new_customer boolean,
  signal_source text collate "C",
  signal_external_id text collate "C",
  barred jsonb,
  constraint activities_pkey PRIMARY KEY (company_id, source, external_id)
);
CREATE INDEX activities_barred ON public.activities USING btree (company_id, prospect_number) WHERE (barred IS NOT NULL);
CREATE INDEX activities_by_member ON public.activities USING btree (company_id, member_number, local_day) WHERE (member_number IS NOT NULL);
CREATE INDEX activities_by_prospect ON public.activities USING btree (company_id, prospect_number, local_day) WHERE (prospect_number IS NOT NULL);
CREATE INDEX activities_by_recorded_at ON public.activities USING btree (company_id, source, recorded_at) WHERE (recorded_at > '-infinity'::timestamp with time zone);
CREATE INDEX activities_by_signal ON public.activities USING btree (company_id, signal_source, signal_external_id) WHERE (signal_source IS NOT NULL);
CREATE INDEX activities_unattributed ON public.activities USING btree (company_id, source, external_id) WHERE (member_number IS NULL);
alter table activities enable row level security;
alter table activities force row level security;
create policy own_company on activities
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table activity_acts (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  act_number integer not null,
  act text collate "C" not null,
  reason text not null,
  done_by text not null,
  done_at timestamp with time zone default now() not null,
  dispute_number integer,
  constraint activity_acts_pkey PRIMARY KEY (company_id, source, external_id, act_number),
  constraint activity_acts_company_id_source_external_id_fkey FOREIGN KEY (company_id, source, external_id) REFERENCES activities(company_id, source, external_id),
  constraint acts_are_known CHECK ((act = ANY (ARRAY['attest'::text, 'void'::text, 'restore'::text])))
);
alter table activity_acts enable row level security;
alter table activity_acts force row level security;
create policy own_company on activity_acts
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table activity_lines (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  line integer not null,
  member_number integer,
  member_reference text collate "C" not null,
  member_position integer not null,
  local_day date not null,
  ordered_at timestamp with time zone not null,
  local_hour smallint,
  time_zone text collate "C" not null,
  prospect_number bigint,
  prospect_reference text collate "C",
  prospect_position integer not null,
  own_prospect_number bigint,
  barred jsonb,
  constraint activity_lines_pkey PRIMARY KEY (company_id, source, external_id, line),
  constraint activity_lines_company_id_source_external_id_fkey FOREIGN KEY (company_id, source, external_id) REFERENCES activities(company_id, source, external_id)
);
CREATE INDEX activity_lines_barred ON public.activity_lines USING btree (company_id, prospect_number) WHERE (barred IS NOT NULL);
CREATE INDEX activity_lines_by_member ON public.activity_lines USING btree (company_id, member_number, local_day) WHERE (member_number IS NOT NULL);
CREATE INDEX activity_lines_by_prospect ON public.activity_lines USING btree (company_id, prospect_number, local_day) WHERE (prospect_number IS NOT NULL);
CREATE INDEX activity_lines_unattributed ON public.activity_lines USING btree (company_id, source, external_id) WHERE (member_number IS NULL);
alter table activity_lines enable row level security;
alter table activity_lines force row level security;
create policy own_company on activity_lines
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table activity_revisions (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  revision integer not null,
  content_hash bytea not null,
  revised_at timestamp with time zone,
  stale boolean not null,
  content jsonb not null,
  recorded_at timestamp with time zone not null,
  constraint activity_revisions_pkey PRIMARY KEY (company_id, source, external_id, revision),
  constraint activity_revisions_company_id_source_external_id_fkey FOREIGN KEY (company_id, source, external_id) REFERENCES activities(company_id, source, external_id)
);
alter table activity_revisions enable row level security;
alter table activity_revisions force row level security;
create policy own_company on activity_revisions
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table adjustments (
  company_id integer not null,
  stated_in integer not null,
  closure_number integer not null,
  subject text not null,
  subject_number integer not null,
  plan_number integer not null,
  content text,
  constraint adjustments_pkey PRIMARY KEY (company_id, stated_in, closure_number, subject, subject_number, plan_number),
  constraint adjustments_company_id_closure_number_fkey FOREIGN KEY (company_id, closure_number) REFERENCES closures(company_id, closure_number),
  constraint adjustments_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint adjustments_company_id_stated_in_fkey FOREIGN KEY (company_id, stated_in) REFERENCES closures(company_id, closure_number),
  constraint adjustment_subjects_are_known CHECK ((subject = ANY (ARRAY['member'::text, 'team'::text, 'company'::text])))
);
CREATE INDEX adjustments_by_closure ON public.adjustments USING btree (company_id, closure_number);
alter table adjustments enable row level security;
alter table adjustments force row level security;
create policy own_company on adjustments
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table api_keys (
  company_id integer not null,
  key_number integer not null,
  secret_hash bytea not null,
  name text not null,
  beginning text collate "C" not null,
  scopes text[] collate "C" not null,
  created_at timestamp with time zone default now() not null,
  created_by text not null,
  expires_at timestamp with time zone,
  used_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by text,
  constraint api_keys_pkey PRIMARY KEY (company_id, key_number),
  constraint api_keys_have_their_own_secret UNIQUE (company_id, secret_hash),
  constraint api_keys_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
CREATE UNIQUE INDEX api_keys_have_their_own_name ON public.api_keys USING btree (company_id, name) WHERE (ended_at IS NULL);
alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy own_company on api_keys
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table audit_events (
  company_id integer not null,
  event_number bigint generated by default as identity not null,
  happened_at timestamp with time zone default statement_timestamp() not null,
  done_by text not null,
  act text collate "C" not null,
  subject text collate "C" not null,
  subject_id text not null,
  before json,
  after json,
  constraint audit_events_pkey PRIMARY KEY (company_id, event_number),
  constraint audit_events_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
CREATE INDEX audit_events_by_act ON public.audit_events USING btree (company_id, act, event_number);
CREATE INDEX audit_events_by_doer ON public.audit_events USING btree (company_id, done_by, event_number);
CREATE INDEX audit_events_by_subject ON public.audit_events USING btree (company_id, subject, subject_id, event_number);
alter table audit_events enable row level security;
alter table audit_events force row level security;
create policy own_company on audit_events
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table audit_seals (
  company_id integer not null,
  seal_number integer not null,
  event_numbers bigint[] not null,
  leaves bytea[] not null,
  root bytea not null,
  previous bytea,
  sealed_at timestamp with time zone not null,
  signature bytea not null,
  constraint audit_seals_pkey PRIMARY KEY (company_id, seal_number),
  constraint audit_seals_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint seals_hold_events CHECK (((cardinality(event_numbers) > 0) AND (cardinality(event_numbers) = cardinality(leaves))))
);
alter table audit_seals enable row level security;
alter table audit_seals force row level security;
create policy own_company on audit_seals
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table closures (
  company_id integer not null,
  closure_number integer not null,
  cadence text not null,
  starts_on date not null,
  ends_before date not null,
  version integer not null,
  late_through bigint not null,
  settings_version bigint not null,
  asks_stamp uuid not null,
  closed_at timestamp with time zone default now() not null,
  closed_by text not null,
  overruled jsonb not null,
  reason text,
  stated_at timestamp with time zone,
  reopened_at timestamp with time zone,
  reopened_by text,
  reopen_reason text,
  constraint closures_pkey PRIMARY KEY (company_id, closure_number),
  constraint closures_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint closures_are_reopened_for_a_reason CHECK (((reopened_at IS NULL) = (reopen_reason IS NULL))),
  constraint closures_have_a_day CHECK ((starts_on < ends_before))
);
CREATE UNIQUE INDEX closures_hold_a_period_once ON public.closures USING btree (company_id, cadence, starts_on) WHERE (reopened_at IS NULL);
alter table closures enable row level security;
alter table closures force row level security;
create policy own_company on closures
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table commitments (
  company_id integer not null,
  member_number integer not null,
  local_day date not null,
  metric_number integer not null,
  amount bigint not null,
  made_at timestamp with time zone not null,
  constraint commitments_pkey PRIMARY KEY (company_id, local_day, member_number, metric_number),
  constraint commitments_company_id_member_number_fkey FOREIGN KEY (company_id, member_number) REFERENCES members(company_id, member_number),
  constraint commitments_company_id_metric_number_fkey FOREIGN KEY (company_id, metric_number) REFERENCES metrics(company_id, metric_number),
  constraint commitments_are_for_something CHECK ((amount > 0))
);
alter table commitments enable row level security;
alter table commitments force row level security;
create policy own_company on commitments
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table companies (
  company_id integer generated always as identity not null,
  id text collate "C" not null,
  constraint companies_pkey PRIMARY KEY (company_id),
  constraint company_ids_are_unique UNIQUE (id)
);

create table company_settings (
  company_id integer not null,
  settings_version bigint not null,
  stamp uuid not null,
  settings jsonb not null,
  asks_stamp uuid default gen_random_uuid() not null,
  sample_since timestamp with time zone,
  constraint company_settings_pkey PRIMARY KEY (company_id),
  constraint company_settings_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
alter table company_settings enable row level security;
alter table company_settings force row level security;
create policy own_company on company_settings
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table contact_bases (
  company_id integer not null,
  basis_number bigint generated always as identity not null,
  prospect_number bigint not null,
  kind text not null,
  channels text[],
  from_at timestamp with time zone not null,
  until_at timestamp with time zone,
  covers_quiet_hours boolean default false not null,
  evidence text,
  recorded_by text not null,
  recorded_at timestamp with time zone default now() not null,
  constraint contact_bases_pkey PRIMARY KEY (company_id, basis_number),
  constraint contact_bases_company_id_prospect_number_fkey FOREIGN KEY (company_id, prospect_number) REFERENCES prospects(company_id, prospect_number),
  constraint a_basis_ends_after_it_begins CHECK ((until_at > from_at)),
  constraint a_basis_is_of_a_known_kind CHECK ((kind = ANY (ARRAY['consent'::text, 'inquiry'::text, 'contract'::text, 'referral'::text])))
);
CREATE INDEX contact_bases_by_prospect ON public.contact_bases USING btree (company_id, prospect_number);
alter table contact_bases enable row level security;
alter table contact_bases force row level security;
create policy own_company on contact_bases
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table day_totals (
  company_id integer not null,
  member_number integer not null,
  local_day date not null,
  kind text collate "C" not null,
  constraint day_totals_pkey PRIMARY KEY (company_id, member_number, local_day, kind)
);
alter table day_totals enable row level security;
alter table day_totals force row level security;
create policy own_company on day_totals
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table dispute_acts (
  company_id integer not null,
  dispute_number integer not null,
  act_number integer not null,
  act text collate "C" not null,
  member_number integer not null,
  said text not null,
  link text,
  upheld boolean,
  outcome jsonb,
  done_at timestamp with time zone not null,
  constraint dispute_acts_pkey PRIMARY KEY (company_id, dispute_number, act_number),
  constraint dispute_acts_company_id_dispute_number_fkey FOREIGN KEY (company_id, dispute_number) REFERENCES disputes(company_id, dispute_number),
  constraint dispute_acts_company_id_member_number_fkey FOREIGN KEY (company_id, member_number) REFERENCES members(company_id, member_number),
  constraint decisions_are_whole CHECK (((act = 'decision'::text) = (upheld IS NOT NULL))),
  constraint dispute_acts_are_known CHECK ((act = ANY (ARRAY['comment'::text, 'evidence'::text, 'withdrawal'::text, 'decision'::text, 'appeal'::text])))
);
alter table dispute_acts enable row level security;
alter table dispute_acts force row level security;
create policy own_company on dispute_acts
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table dispute_files (
  company_id integer not null,
  dispute_number integer not null,
  file_number integer not null,
  member_number integer not null,
  name text not null,
  type text collate "C" not null,
  content bytea not null,
  added_at timestamp with time zone not null,
  constraint dispute_files_pkey PRIMARY KEY (company_id, dispute_number, file_number),
  constraint dispute_files_company_id_dispute_number_fkey FOREIGN KEY (company_id, dispute_number) REFERENCES disputes(company_id, dispute_number),
  constraint dispute_files_company_id_member_number_fkey FOREIGN KEY (company_id, member_number) REFERENCES members(company_id, member_number)
);
alter table dispute_files enable row level security;
alter table dispute_files force row level security;
create policy own_company on dispute_files
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table disputes (
  company_id integer not null,
  dispute_number integer not null,
  member_number integer not null,
  party_numbers integer[] not null,
  local_day date not null,
  source text collate "C",
  external_id text collate "C",
  metric_number integer,
  counts boolean,
  missing jsonb,
  reason text not null,
  raised_at timestamp with time zone not null,
  constraint disputes_pkey PRIMARY KEY (company_id, dispute_number),
  constraint disputes_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint disputes_company_id_member_number_fkey FOREIGN KEY (company_id, member_number) REFERENCES members(company_id, member_number),
  constraint disputes_company_id_metric_number_fkey FOREIGN KEY (company_id, metric_number) REFERENCES metrics(company_id, metric_number),
  constraint disputes_company_id_source_external_id_fkey FOREIGN KEY (company_id, source, external_id) REFERENCES activities(company_id, source, external_id),
  constraint disputes_are_about_one_thing CHECK (((missing IS NULL) = ((source IS NOT NULL) AND (external_id IS NOT NULL) AND (metric_number IS NOT NULL) AND (counts IS NOT NULL))))
);
CREATE INDEX disputes_by_day ON public.disputes USING btree (company_id, local_day);
CREATE INDEX disputes_by_member ON public.disputes USING btree (company_id, member_number, dispute_number);
CREATE INDEX disputes_by_record ON public.disputes USING btree (company_id, source, external_id) WHERE (source IS NOT NULL);
alter table disputes enable row level security;
alter table disputes force row level security;
create policy own_company on disputes
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table drafts (
  company_id integer not null,
  id text collate "C" not null,
  name text,
  content json not null,
  state text collate "C" not null,
  saved_by text not null,
  saved_at timestamp with time zone default now() not null,
  decided_by text,
  decided_at timestamp with time zone,
  settings_version bigint,
  constraint drafts_pkey PRIMARY KEY (company_id, id),
  constraint drafts_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint decided_drafts_say_by_whom CHECK ((((state = 'open'::text) = (decided_by IS NULL)) AND ((decided_by IS NULL) = (decided_at IS NULL)))),
  constraint draft_states_are_known CHECK ((state = ANY (ARRAY['open'::text, 'published'::text, 'discarded'::text]))),
  constraint published_drafts_name_their_version CHECK (((state = 'published'::text) = (settings_version IS NOT NULL)))
);
alter table drafts enable row level security;
alter table drafts force row level security;
create policy own_company on drafts
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table erased_identities (
  company_id integer not null,
  identity_hash bytea not null,
  erasure_number integer not null,
  constraint erased_identities_pkey PRIMARY KEY (company_id, identity_hash),
  constraint erased_identities_company_id_erasure_number_fkey FOREIGN KEY (company_id, erasure_number) REFERENCES erasures(company_id, erasure_number)
);
alter table erased_identities enable row level security;
alter table erased_identities force row level security;
create policy own_company on erased_identities
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table erasures (
  company_id integer not null,
  erasure_number integer not null,
  what text collate "C" not null,
  subject_number bigint not null,
  reason text not null,
  done_by text not null,
  done_at timestamp with time zone default now() not null,
  counts json not null,
  constraint erasures_pkey PRIMARY KEY (company_id, erasure_number),
  constraint erasures_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint erasures_are_of_somebody CHECK ((what = ANY (ARRAY['member'::text, 'prospect'::text])))
);
alter table erasures enable row level security;
alter table erasures force row level security;
create policy own_company on erasures
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table event_outbox (
  company_id integer not null,
  outbox_number bigint generated by default as identity not null,
  events json not null,
  happened_at timestamp with time zone default statement_timestamp() not null,
  constraint event_outbox_pkey PRIMARY KEY (company_id, outbox_number),
  constraint event_outbox_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
alter table event_outbox enable row level security;
alter table event_outbox force row level security;
create policy own_company on event_outbox
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table failed_tries (
  company_id integer not null,
  what text collate "C" not null,
  key_hash bytea not null,
  tried_at timestamp with time zone[] not null,
  constraint failed_tries_pkey PRIMARY KEY (company_id, what, key_hash),
  constraint failed_tries_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
alter table failed_tries enable row level security;
alter table failed_tries force row level security;
create policy own_company on failed_tries
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table follow_up_acts (
  company_id integer not null,
  member_number integer not null,
  plan_number integer not null,
  starts_on date not null,
  act_number integer not null,
  act text collate "C" not null,
  by_number integer not null,
  said text not null,
  review_on date,
  done_at timestamp with time zone not null,
  constraint follow_up_acts_pkey PRIMARY KEY (company_id, member_number, plan_number, starts_on, act_number),
  constraint follow_up_acts_company_id_by_number_fkey FOREIGN KEY (company_id, by_number) REFERENCES members(company_id, member_number),
  constraint follow_up_acts_company_id_member_number_fkey FOREIGN KEY (company_id, member_number) REFERENCES members(company_id, member_number),
  constraint follow_up_acts_company_id_plan_number_fkey FOREIGN KEY (company_id, plan_number) REFERENCES plans(company_id, plan_number),
  constraint coaching_is_reviewed CHECK (((act = 'coaching'::text) = (review_on IS NOT NULL))),
  constraint follow_up_acts_are_known CHECK ((act = ANY (ARRAY['reason'::text, 'excusal'::text, 'coaching'::text, 'review'::text, 'acknowledgement'::text])))
);
CREATE INDEX follow_up_acts_by_day ON public.follow_up_acts USING btree (company_id, starts_on);
alter table follow_up_acts enable row level security;
alter table follow_up_acts force row level security;
create policy own_company on follow_up_acts
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table hook_endpoints (
  company_id integer not null,
  endpoint_number integer not null,
  id text collate "C" not null,
  name text not null,
  token_hash bytea not null,
  token bytea not null,
  source text not null,
  scheme json not null,
  secret bytea not null,
  old_secret bytea,
  old_secret_until timestamp with time zone,
  map json not null,
  account json,
  addresses text[] collate "C",
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  created_by text not null,
  suspended_at timestamp with time zone,
  refused_count bigint default 0 not null,
  refused_at timestamp with time zone,
  refused_code text collate "C",
  ended_at timestamp with time zone,
  ended_by text,
  constraint hook_endpoints_pkey PRIMARY KEY (company_id, endpoint_number),
  constraint hook_endpoints_have_their_own_id UNIQUE (company_id, id),
  constraint hook_endpoints_have_their_own_token UNIQUE (company_id, token_hash),
  constraint hook_endpoints_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
alter table hook_endpoints enable row level security;
alter table hook_endpoints force row level security;
create policy own_company on hook_endpoints
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table hook_requests (
  company_id integer not null,
  request_number bigint generated by default as identity not null,
  endpoint_number integer not null,
  received_at timestamp with time zone default now() not null,
  delivery_id text collate "C",
  headers json not null,
  body_hash bytea not null,
  body bytea,
  state text collate "C" default 'waiting'::text not null,
  counts json,
  problems json default '[]'::json not null,
  unused text[] collate "C" default '{}'::text[] not null,
  processed_at timestamp with time zone,
  replayed_at timestamp with time zone,
  replayed_by text,
  constraint hook_requests_pkey PRIMARY KEY (company_id, request_number),
  constraint hook_requests_come_once UNIQUE (company_id, endpoint_number, delivery_id, body_hash),
  constraint hook_requests_company_id_endpoint_number_fkey FOREIGN KEY (company_id, endpoint_number) REFERENCES hook_endpoints(company_id, endpoint_number),
  constraint hook_request_states_are_known CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'ignored'::text, 'quarantined'::text])))
);
CREATE INDEX hook_requests_by_age ON public.hook_requests USING btree (company_id, received_at);
CREATE INDEX hook_requests_by_state ON public.hook_requests USING btree (company_id, endpoint_number, state, request_number DESC);
CREATE INDEX hook_requests_waiting ON public.hook_requests USING btree (company_id, request_number) WHERE (state = 'waiting'::text);
alter table hook_requests enable row level security;
alter table hook_requests force row level security;
create policy own_company on hook_requests
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table import_batches (
  company_id integer not null,
  import_id uuid not null,
  batch_number integer not null,
  counts json not null,
  rejected integer[] not null,
  constraint import_batches_pkey PRIMARY KEY (company_id, import_id, batch_number),
  constraint import_batches_company_id_import_id_fkey FOREIGN KEY (company_id, import_id) REFERENCES imports(company_id, import_id)
);
alter table import_batches enable row level security;
alter table import_batches force row level security;
create policy own_company on import_batches
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table import_maps (
  company_id integer not null,
  id text collate "C" not null,
  name text not null,
  what text collate "C" not null,
  header text[] collate "C" not null,
  map json not null,
  saved_by text not null,
  saved_at timestamp with time zone default now() not null,
  used_at timestamp with time zone,
  kept_for text,
  constraint import_maps_pkey PRIMARY KEY (company_id, id),
  constraint import_maps_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint import_maps_are_for_something_known CHECK ((what = ANY (ARRAY['activities'::text, 'prospects'::text, 'members'::text, 'leaves'::text]))),
  constraint import_maps_have_columns CHECK ((cardinality(header) > 0))
);
alter table import_maps enable row level security;
alter table import_maps force row level security;
create policy own_company on import_maps
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table imports (
  company_id integer not null,
  import_id uuid not null,
  file_name text not null,
  bytes bigint not null,
  digest text collate "C" not null,
  what text collate "C" not null,
  state text collate "C" not null,
  created_at timestamp with time zone default now() not null,
  created_by text not null,
  preview json,
  confirmed_at timestamp with time zone,
  confirmed_by text,
  orders json,
  rows_done bigint default 0 not null,
  of_rows bigint not null,
  resumed_at_row bigint,
  done_at timestamp with time zone,
  report json,
  first_day date,
  last_day date,
  claimed_by uuid,
  claimed_until timestamp with time zone,
  constraint imports_pkey PRIMARY KEY (company_id, import_id),
  constraint imports_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint import_states_are_known CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'discarded'::text]))),
  constraint over_imports_say_when CHECK (((state = ANY (ARRAY['done'::text, 'failed'::text, 'discarded'::text])) = (done_at IS NOT NULL))),
  constraint running_imports_have_orders CHECK (((state <> 'running'::text) OR ((orders IS NOT NULL) AND (confirmed_at IS NOT NULL)))),
  constraint waiting_imports_have_a_preview CHECK (((state = 'waiting'::text) = (preview IS NOT NULL)))
);
CREATE INDEX imports_by_digest ON public.imports USING btree (company_id, digest);
CREATE INDEX imports_by_time ON public.imports USING btree (company_id, created_at DESC, import_id DESC);
CREATE INDEX imports_under_way ON public.imports USING btree (company_id, created_at) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));
alter table imports enable row level security;
alter table imports force row level security;
create policy own_company on imports
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table kept_answers (
  company_id integer not null,
  asked_by text collate "C" not null,
  key_hash bytea not null,
  fingerprint bytea,
  asked_at timestamp with time zone default now() not null,
  sealed_answer bytea,
  working_until timestamp with time zone,
  constraint kept_answers_pkey PRIMARY KEY (company_id, asked_by, key_hash),
  constraint kept_answers_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint kept_answers_are_done_or_worked_on CHECK (((sealed_answer IS NULL) = (working_until IS NOT NULL)))
);
CREATE INDEX kept_answers_by_time ON public.kept_answers USING btree (company_id, asked_at);
alter table kept_answers enable row level security;
alter table kept_answers force row level security;
create policy own_company on kept_answers
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table late_changes (
  company_id integer not null,
  late_number bigint generated always as identity not null,
  metric_number integer not null,
  provenance_number smallint not null,
  member_number integer not null,
  local_day date not null,
  amount bigint not null,
  source text collate "C",
  external_id text collate "C",
  cause text not null,
  changed_at timestamp with time zone default now() not null,
  constraint late_changes_pkey PRIMARY KEY (company_id, late_number),
  constraint late_changes_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
CREATE INDEX late_changes_by_day ON public.late_changes USING btree (company_id, local_day, late_number);
CREATE UNIQUE INDEX recounting_days_stand_once ON public.late_changes USING btree (company_id, metric_number, provenance_number, member_number, local_day) WHERE (cause = 'recounting'::text);
alter table late_changes enable row level security;
alter table late_changes force row level security;
create policy own_company on late_changes
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table leaves (
  company_id integer not null,
  leave_number bigint not null,
  member_number integer not null,
  starts_on date not null,
  ends_before date not null,
  off smallint not null,
  kind text collate "C" not null,
  state text collate "C" not null,
  note text,
  requested_by text not null,
  requested_at timestamp with time zone default now() not null,
  decided_by text,
  decided_at timestamp with time zone,
  reason text,
  withdrawn_by text,
  withdrawn_at timestamp with time zone,
  withdrawal_reason text,
  constraint leaves_pkey PRIMARY KEY (company_id, leave_number),
  constraint leaves_company_id_member_number_fkey FOREIGN KEY (company_id, member_number) REFERENCES members(company_id, member_number),
  constraint leaves_are_decided_by_someone CHECK ((
CASE
    WHEN (state = ANY (ARRAY['approved'::text, 'rejected'::text])) THEN (decided_by IS NOT NULL)
    WHEN (state = ANY (ARRAY['requested'::text, 'declared'::text])) THEN (decided_by IS NULL)
    ELSE true
END AND ((decided_by IS NULL) = (decided_at IS NULL)))),
  constraint leaves_are_in_a_state CHECK ((state = ANY (ARRAY['requested'::text, 'approved'::text, 'rejected'::text, 'declared'::text, 'withdrawn'::text]))),
  constraint leaves_are_withdrawn_by_someone CHECK ((((state = 'withdrawn'::text) = (withdrawn_by IS NOT NULL)) AND ((withdrawn_by IS NULL) = (withdrawn_at IS NULL)))),
  constraint leaves_have_days CHECK (((starts_on < ends_before) AND isfinite(starts_on) AND isfinite(ends_before))),
  constraint leaves_take_of_a_day CHECK (((off >= 1) AND (off <= 100)))
);
CREATE INDEX leaves_by_member ON public.leaves USING btree (company_id, member_number, starts_on);
CREATE INDEX leaves_that_hold ON public.leaves USING btree (company_id, ends_before, starts_on) WHERE (state = ANY (ARRAY['approved'::text, 'declared'::text]));
alter table leaves enable row level security;
alter table leaves force row level security;
create policy own_company on leaves
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table link_acts (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  other_source text collate "C" not null,
  other_external_id text collate "C" not null,
  act_number integer not null,
  act text collate "C" not null,
  reason text not null,
  done_by text not null,
  done_at timestamp with time zone default now() not null,
  constraint link_acts_pkey PRIMARY KEY (company_id, source, external_id, other_source, other_external_id, act_number),
  constraint link_acts_company_id_other_source_other_external_id_fkey FOREIGN KEY (company_id, other_source, other_external_id) REFERENCES activities(company_id, source, external_id),
  constraint link_acts_company_id_source_external_id_fkey FOREIGN KEY (company_id, source, external_id) REFERENCES activities(company_id, source, external_id),
  constraint link_acts_are_known CHECK ((act = ANY (ARRAY['unlink'::text, 'link'::text]))),
  constraint linked_pairs_stand_in_order CHECK ((source < other_source))
);
CREATE INDEX link_acts_by_other ON public.link_acts USING btree (company_id, other_source, other_external_id);
alter table link_acts enable row level security;
alter table link_acts force row level security;
create policy own_company on link_acts
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table link_hits (
  company_id integer not null,
  hit_number bigint generated always as identity not null,
  message_number bigint not null,
  link_id text collate "C" not null,
  hit_at timestamp with time zone not null,
  method text not null,
  purpose text not null,
  is_signed boolean not null,
  user_agent text not null,
  network text not null,
  class text,
  rule text,
  rules text,
  constraint link_hits_pkey PRIMARY KEY (company_id, hit_number),
  constraint link_hits_company_id_link_id_fkey FOREIGN KEY (company_id, link_id) REFERENCES tracked_links(company_id, link_id) ON DELETE CASCADE
);
CREATE INDEX link_hits_by_link ON public.link_hits USING btree (company_id, link_id);
CREATE INDEX link_hits_by_message ON public.link_hits USING btree (company_id, message_number, hit_at);
CREATE INDEX link_hits_by_network ON public.link_hits USING btree (company_id, network, hit_at);
alter table link_hits enable row level security;
alter table link_hits force row level security;
create policy own_company on link_hits
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table link_messages (
  company_id integer not null,
  message_number bigint generated always as identity not null,
  recipient_kind text collate "C" not null,
  recipient_value text collate "C" not null,
  sent_at timestamp with time zone not null,
  made_at timestamp with time zone default now() not null,
  made_by text not null,
  constraint link_messages_pkey PRIMARY KEY (company_id, message_number)
);
CREATE INDEX link_messages_by_recipient ON public.link_messages USING btree (company_id, recipient_kind, recipient_value);
alter table link_messages enable row level security;
alter table link_messages force row level security;
create policy own_company on link_messages
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table load_keys (
  company_id integer not null,
  load_number integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  local_day date not null,
  constraint load_keys_pkey PRIMARY KEY (company_id, load_number, source, external_id)
);
alter table load_keys enable row level security;
alter table load_keys force row level security;
create policy own_company on load_keys
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table loads (
  company_id integer not null,
  load_number integer generated always as identity not null,
  file_name text not null,
  starts_on date not null,
  ends_before date not null,
  done_by text not null,
  began_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  constraint loads_pkey PRIMARY KEY (company_id, load_number),
  constraint loads_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint loads_have_a_day CHECK ((starts_on < ends_before))
);
alter table loads enable row level security;
alter table loads force row level security;
create policy own_company on loads
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table mails (
  company_id integer not null,
  mail_number bigint generated by default as identity not null,
  member_number integer not null,
  subject text collate "C" not null,
  made_at timestamp with time zone not null,
  taken_at timestamp with time zone,
  sent_at timestamp with time zone,
  failure text,
  constraint mails_pkey PRIMARY KEY (company_id, mail_number),
  constraint mails_are_made_once UNIQUE (company_id, member_number, subject),
  constraint mails_company_id_member_number_fkey FOREIGN KEY (company_id, member_number) REFERENCES members(company_id, member_number)
);
CREATE INDEX mails_to_send ON public.mails USING btree (company_id, mail_number) WHERE (taken_at IS NULL);
alter table mails enable row level security;
alter table mails force row level security;
create policy own_company on mails
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table member_teams (
  company_id integer not null,
  member_number integer not null,
  from_day date not null,
  team_number integer,
  constraint member_teams_pkey PRIMARY KEY (company_id, member_number, from_day),
  constraint member_teams_company_id_member_number_fkey FOREIGN KEY (company_id, member_number) REFERENCES members(company_id, member_number)
);
alter table member_teams enable row level security;
alter table member_teams force row level security;
create policy own_company on member_teams
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table members (
  company_id integer not null,
  member_number integer not null,
  id text collate "C" not null,
  definition jsonb not null,
  employed_from date default '-infinity'::date not null,
  employed_before date default 'infinity'::date not null,
  ended boolean default false not null,
  constraint members_pkey PRIMARY KEY (company_id, member_number),
  constraint member_ids_are_unique UNIQUE (company_id, id),
  constraint members_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
alter table members enable row level security;
alter table members force row level security;
create policy own_company on members
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table merge_suggestions (
  company_id integer not null,
  suggestion_number integer not null,
  keep_kind text collate "C" not null,
  keep_value text collate "C" not null,
  other_kind text collate "C" not null,
  other_value text collate "C" not null,
  reason text,
  suggested_by text,
  suggested_at timestamp with time zone default now() not null,
  decision text collate "C",
  decision_reason text,
  decided_by text,
  decided_at timestamp with time zone,
  constraint merge_suggestions_pkey PRIMARY KEY (company_id, suggestion_number),
  constraint merge_suggestions_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint merge_suggestions_company_id_keep_kind_keep_value_fkey FOREIGN KEY (company_id, keep_kind, keep_value) REFERENCES prospect_identities(company_id, kind, value),
  constraint merge_suggestions_company_id_other_kind_other_value_fkey FOREIGN KEY (company_id, other_kind, other_value) REFERENCES prospect_identities(company_id, kind, value),
  constraint merge_decisions_are_known CHECK ((decision = ANY (ARRAY['merged'::text, 'dismissed'::text])))
);
CREATE INDEX merge_suggestions_open ON public.merge_suggestions USING btree (company_id, suggestion_number) WHERE (decision IS NULL);
alter table merge_suggestions enable row level security;
alter table merge_suggestions force row level security;
create policy own_company on merge_suggestions
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table metric_counts (
  company_id integer not null,
  metric_number integer not null,
  from_day date not null,
  counts_from bigint not null,
  through_source text collate "C" default ''::text not null,
  through_external_id text collate "C" default ''::text not null,
  records_done bigint default 0 not null,
  records_of bigint not null,
  constraint metric_counts_pkey PRIMARY KEY (company_id, metric_number),
  constraint metric_counts_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint metric_counts_company_id_metric_number_fkey FOREIGN KEY (company_id, metric_number) REFERENCES metrics(company_id, metric_number)
);
alter table metric_counts enable row level security;
alter table metric_counts force row level security;
create policy own_company on metric_counts
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table metric_recounts (
  company_id integer not null,
  metric_number integer not null,
  from_day date not null,
  settings_version bigint not null,
  reason text not null,
  done_by text not null,
  done_at timestamp with time zone default now() not null,
  totals jsonb not null,
  numbers jsonb not null,
  constraint metric_recounts_pkey PRIMARY KEY (company_id, metric_number, from_day, settings_version),
  constraint metric_recounts_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint metric_recounts_company_id_metric_number_fkey FOREIGN KEY (company_id, metric_number) REFERENCES metrics(company_id, metric_number)
);
alter table metric_recounts enable row level security;
alter table metric_recounts force row level security;
create policy own_company on metric_recounts
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table metric_versions (
  company_id integer not null,
  metric_number integer not null,
  version integer not null,
  starts_on date not null,
  definition jsonb not null,
  published_at timestamp with time zone default now() not null,
  constraint metric_versions_pkey PRIMARY KEY (company_id, metric_number, version),
  constraint metric_versions_start_apart UNIQUE (company_id, metric_number, starts_on),
  constraint metric_versions_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint metric_versions_company_id_metric_number_fkey FOREIGN KEY (company_id, metric_number) REFERENCES metrics(company_id, metric_number)
);
alter table metric_versions enable row level security;
alter table metric_versions force row level security;
create policy own_company on metric_versions
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table metrics (
  company_id integer not null,
  metric_number integer not null,
  id text collate "C" not null,
  ended boolean default false not null,
  constraint metrics_pkey PRIMARY KEY (company_id, metric_number),
  constraint metric_ids_are_unique UNIQUE (company_id, id),
  constraint metrics_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
alter table metrics enable row level security;
alter table metrics force row level security;
create policy own_company on metrics
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table notices (
  company_id integer not null,
  notice_number bigint generated by default as identity not null,
  member_number integer not null,
  what text collate "C" not null,
  subject text collate "C" not null,
  detail jsonb not null,
  way text collate "C" not null,
  noticed_at timestamp with time zone not null,
  read_at timestamp with time zone,
  mail_number bigint,
  constraint notices_pkey PRIMARY KEY (company_id, notice_number),
  constraint notices_are_told_once UNIQUE (company_id, member_number, what, subject),
  constraint notices_company_id_member_number_fkey FOREIGN KEY (company_id, member_number) REFERENCES members(company_id, member_number),
  constraint notice_ways_are_known CHECK ((way = ANY (ARRAY['inbox'::text, 'digest'::text, 'email'::text])))
);
CREATE INDEX notices_by_member ON public.notices USING btree (company_id, member_number, notice_number);
CREATE INDEX notices_to_mail ON public.notices USING btree (company_id, member_number, notice_number) WHERE ((mail_number IS NULL) AND (way <> 'inbox'::text));
alter table notices enable row level security;
alter table notices force row level security;
create policy own_company on notices
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table oidc_links (
  company_id integer not null,
  issuer text collate "C" not null,
  subject text collate "C" not null,
  link_number integer generated by default as identity not null,
  user_number integer not null,
  linked_at timestamp with time zone default now() not null,
  used_at timestamp with time zone,
  constraint oidc_links_pkey PRIMARY KEY (company_id, issuer, subject),
  constraint oidc_links_have_their_own_number UNIQUE (company_id, link_number),
  constraint oidc_links_company_id_user_number_fkey FOREIGN KEY (company_id, user_number) REFERENCES users(company_id, user_number)
);
CREATE INDEX oidc_links_of_user ON public.oidc_links USING btree (company_id, user_number, link_number);
alter table oidc_links enable row level security;
alter table oidc_links force row level security;
create policy own_company on oidc_links
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table oidc_providers (
  company_id integer not null,
  id text collate "C" not null,
  name text not null,
  issuer text collate "C" not null,
  client_id text not null,
  client_secret bytea,
  domains text[] collate "C" not null,
  creates_accounts boolean not null,
  roles text[] collate "C" not null,
  created_at timestamp with time zone default now() not null,
  created_by text not null,
  changed_at timestamp with time zone,
  version integer default 1 not null,
  constraint oidc_providers_pkey PRIMARY KEY (company_id, id),
  constraint issuers_have_one_provider UNIQUE (company_id, issuer),
  constraint oidc_providers_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint provider_roles_are_known CHECK ((roles <@ ARRAY['rep'::text, 'manager'::text, 'operations'::text, 'viewer'::text]))
);
alter table oidc_providers enable row level security;
alter table oidc_providers force row level security;
create policy own_company on oidc_providers
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table one_to_one_notes (
  company_id integer not null,
  note_number bigint generated always as identity not null,
  member_number integer not null,
  local_day date not null,
  said text not null,
  agreed text,
  due_on date,
  done_on date,
  revision integer default 1 not null,
  by_number integer not null,
  written_at timestamp with time zone not null,
  changed_by_number integer,
  changed_at timestamp with time zone,
  deleted_at timestamp with time zone,
  constraint one_to_one_notes_pkey PRIMARY KEY (company_id, note_number),
  constraint one_to_one_notes_company_id_by_number_fkey FOREIGN KEY (company_id, by_number) REFERENCES members(company_id, member_number),
  constraint one_to_one_notes_company_id_changed_by_number_fkey FOREIGN KEY (company_id, changed_by_number) REFERENCES members(company_id, member_number),
  constraint one_to_one_notes_company_id_member_number_fkey FOREIGN KEY (company_id, member_number) REFERENCES members(company_id, member_number),
  constraint nobody_notes_a_talk_with_themselves CHECK ((by_number <> member_number)),
  constraint what_is_due_or_done_was_agreed CHECK (((agreed IS NOT NULL) OR ((due_on IS NULL) AND (done_on IS NULL))))
);
CREATE INDEX one_to_one_notes_by_member ON public.one_to_one_notes USING btree (company_id, member_number, local_day, note_number);
alter table one_to_one_notes enable row level security;
alter table one_to_one_notes force row level security;
create policy own_company on one_to_one_notes
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table opportunities (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  opportunity_number bigint generated always as identity not null,
  holds integer not null,
  arrivals integer not null,
  owner_reference text collate "C",
  member_number integer,
  product text collate "C",
  stage text collate "C",
  amount_minor bigint,
  currency text collate "C",
  units bigint,
  is_new_customer boolean,
  opened_on date,
  closed_on date,
  outcome text collate "C",
  is_void boolean not null,
  taken_back boolean default false not null,
  is_sealed boolean default false not null,
  recorded_at timestamp with time zone default now() not null,
  constraint opportunities_pkey PRIMARY KEY (company_id, source, external_id),
  constraint an_opportunity_closes_with_an_outcome CHECK (((closed_on IS NULL) = (outcome IS NULL)))
);
CREATE INDEX opportunities_by_member ON public.opportunities USING btree (company_id, member_number, opportunity_number);
CREATE INDEX opportunities_in_order ON public.opportunities USING btree (company_id, opportunity_number);
alter table opportunities enable row level security;
alter table opportunities force row level security;
create policy own_company on opportunities
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table opportunity_acts (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  act_number integer not null,
  act text collate "C" not null,
  reason text not null,
  done_by text not null,
  done_at timestamp with time zone default now() not null,
  constraint opportunity_acts_pkey PRIMARY KEY (company_id, source, external_id, act_number)
);
alter table opportunity_acts enable row level security;
alter table opportunity_acts force row level security;
create policy own_company on opportunity_acts
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table opportunity_revisions (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  arrival integer not null,
  content_hash bytea not null,
  revised_at timestamp with time zone,
  rank_at timestamp with time zone not null,
  state_day date not null,
  content jsonb not null,
  recorded_at timestamp with time zone default now() not null,
  constraint opportunity_revisions_pkey PRIMARY KEY (company_id, source, external_id, arrival)
);
alter table opportunity_revisions enable row level security;
alter table opportunity_revisions force row level security;
create policy own_company on opportunity_revisions
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table opt_outs (
  company_id integer not null,
  opt_out_number bigint generated always as identity not null,
  prospect_number bigint,
  domain text collate "C",
  list text,
  channels text[],
  from_at timestamp with time zone not null,
  until_at timestamp with time zone,
  reason text,
  recorded_by text not null,
  recorded_at timestamp with time zone default now() not null,
  withdrawn_by text,
  withdrawal_reason text,
  constraint opt_outs_pkey PRIMARY KEY (company_id, opt_out_number),
  constraint opt_outs_company_id_prospect_number_fkey FOREIGN KEY (company_id, prospect_number) REFERENCES prospects(company_id, prospect_number),
  constraint an_opt_out_ends_after_it_begins CHECK ((until_at >= from_at)),
  constraint an_opt_out_is_of_somebody CHECK (((prospect_number IS NULL) <> (domain IS NULL)))
);
CREATE INDEX opt_outs_by_domain ON public.opt_outs USING btree (company_id, domain) WHERE (domain IS NOT NULL);
CREATE INDEX opt_outs_by_prospect ON public.opt_outs USING btree (company_id, prospect_number) WHERE (prospect_number IS NOT NULL);
alter table opt_outs enable row level security;
alter table opt_outs force row level security;
create policy own_company on opt_outs
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table passkeys (
  company_id integer not null,
  passkey_number integer generated by default as identity not null,
  user_number integer not null,
  credential_id bytea not null,
  user_handle bytea not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] collate "C" not null,
  name text not null,
  created_at timestamp with time zone default now() not null,
  used_at timestamp with time zone,
  constraint passkeys_pkey PRIMARY KEY (company_id, passkey_number),
  constraint passkeys_are_known_once UNIQUE (company_id, credential_id),
  constraint passkeys_company_id_user_number_fkey FOREIGN KEY (company_id, user_number) REFERENCES users(company_id, user_number)
);
CREATE INDEX passkeys_of_user ON public.passkeys USING btree (company_id, user_number, passkey_number);
alter table passkeys enable row level security;
alter table passkeys force row level security;
create policy own_company on passkeys
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table plan_versions (
  company_id integer not null,
  plan_number integer not null,
  version integer not null,
  starts_on date not null,
  definition jsonb not null,
  published_at timestamp with time zone default now() not null,
  constraint plan_versions_pkey PRIMARY KEY (company_id, plan_number, version),
  constraint plan_versions_start_apart UNIQUE (company_id, plan_number, starts_on),
  constraint plan_versions_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint plan_versions_company_id_plan_number_fkey FOREIGN KEY (company_id, plan_number) REFERENCES plans(company_id, plan_number)
);
alter table plan_versions enable row level security;
alter table plan_versions force row level security;
create policy own_company on plan_versions
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table plans (
  company_id integer not null,
  plan_number integer not null,
  id text collate "C" not null,
  ended_on date,
  constraint plans_pkey PRIMARY KEY (company_id, plan_number),
  constraint plan_ids_are_unique UNIQUE (company_id, id),
  constraint plans_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
alter table plans enable row level security;
alter table plans force row level security;
create policy own_company on plans
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table prospect_facts (
  company_id integer not null,
  prospect_number bigint not null,
  aspect text collate "C" not null,
  from_at timestamp with time zone not null,
  value text collate "C",
  recorded_at timestamp with time zone default now() not null,
  root_number bigint,
  constraint prospect_facts_pkey PRIMARY KEY (company_id, prospect_number, aspect, from_at),
  constraint prospect_facts_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint prospect_facts_company_id_prospect_number_fkey FOREIGN KEY (company_id, prospect_number) REFERENCES prospects(company_id, prospect_number),
  constraint prospect_aspects_are_known CHECK ((aspect = ANY (ARRAY['stage'::text, 'segment'::text])))
);
CREATE INDEX prospect_facts_by_root_number ON public.prospect_facts USING btree (company_id, (
CASE
    WHEN (root_number IS NULL) THEN prospect_number
    ELSE root_number
END), aspect, from_at DESC, ((root_number IS NOT NULL)), prospect_number);
alter table prospect_facts enable row level security;
alter table prospect_facts force row level security;
create policy own_company on prospect_facts
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table prospect_identities (
  company_id integer not null,
  kind text collate "C" not null,
  value text collate "C" not null,
  prospect_number bigint not null,
  own_number bigint,
  constraint prospect_identities_pkey PRIMARY KEY (company_id, kind, value)
);
CREATE INDEX prospect_identities_by_prospect ON public.prospect_identities USING btree (company_id, prospect_number) WHERE (prospect_number IS NOT NULL);
alter table prospect_identities enable row level security;
alter table prospect_identities force row level security;
create policy own_company on prospect_identities
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table prospect_merges (
  company_id integer not null,
  merge_number integer not null,
  prospect_number bigint not null,
  into_number bigint,
  prospect_reference text collate "C" not null,
  into_reference text collate "C",
  reason text not null,
  done_by text not null,
  done_at timestamp with time zone default now() not null,
  constraint prospect_merges_pkey PRIMARY KEY (company_id, merge_number),
  constraint prospect_merges_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint prospect_merges_company_id_into_number_fkey FOREIGN KEY (company_id, into_number) REFERENCES prospects(company_id, prospect_number),
  constraint prospect_merges_company_id_prospect_number_fkey FOREIGN KEY (company_id, prospect_number) REFERENCES prospects(company_id, prospect_number)
);
CREATE INDEX prospect_merges_by_prospect ON public.prospect_merges USING btree (company_id, prospect_number, merge_number);
CREATE INDEX prospect_merges_by_root ON public.prospect_merges USING btree (company_id, into_number, merge_number);
alter table prospect_merges enable row level security;
alter table prospect_merges force row level security;
create policy own_company on prospect_merges
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table prospects (
  company_id integer not null,
  prospect_number bigint generated by default as identity not null,
  name text,
  owner_number integer,
  time_zone text,
  is_colleague boolean default false not null,
  attributes jsonb,
  merged_into bigint,
  constraint prospects_pkey PRIMARY KEY (company_id, prospect_number)
);
CREATE INDEX prospects_by_owner ON public.prospects USING btree (company_id, owner_number, prospect_number) WHERE (owner_number IS NOT NULL);
CREATE INDEX prospects_merged_into ON public.prospects USING btree (company_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX prospects_placed ON public.prospects USING btree (company_id) WHERE (time_zone IS NOT NULL);
CREATE INDEX prospects_that_are_colleagues ON public.prospects USING btree (company_id, prospect_number) WHERE is_colleague;
alter table prospects enable row level security;
alter table prospects force row level security;
create policy own_company on prospects
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table question_answers (
  company_id integer not null,
  answer_number integer not null,
  rule text collate "C" not null,
  member_number integer not null,
  local_day date not null,
  kind text collate "C" not null,
  answer text collate "C" not null,
  reason text not null,
  answered_by text not null,
  answered_at timestamp with time zone default now() not null,
  constraint question_answers_pkey PRIMARY KEY (company_id, answer_number),
  constraint question_answers_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint question_answers_company_id_member_number_fkey FOREIGN KEY (company_id, member_number) REFERENCES members(company_id, member_number),
  constraint question_answers_are_known CHECK ((answer = ANY (ARRAY['fine'::text, 'look_into'::text, 'padding'::text])))
);
CREATE INDEX question_answers_by_question ON public.question_answers USING btree (company_id, member_number, local_day, rule, kind, answer_number);
alter table question_answers enable row level security;
alter table question_answers force row level security;
create policy own_company on question_answers
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table recovery_codes (
  company_id integer not null,
  user_number integer not null,
  code_hash bytea not null,
  used_at timestamp with time zone,
  constraint recovery_codes_pkey PRIMARY KEY (company_id, user_number, code_hash),
  constraint recovery_codes_company_id_user_number_fkey FOREIGN KEY (company_id, user_number) REFERENCES second_factors(company_id, user_number) ON DELETE CASCADE
);
alter table recovery_codes enable row level security;
alter table recovery_codes force row level security;
create policy own_company on recovery_codes
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table redated_activities (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  line integer not null,
  redating_number integer not null,
  old_day date not null,
  old_zone text collate "C" not null,
  new_day date not null,
  new_zone text collate "C" not null,
  constraint redated_activities_pkey PRIMARY KEY (company_id, source, external_id, redating_number, line),
  constraint redated_activities_company_id_redating_number_fkey FOREIGN KEY (company_id, redating_number) REFERENCES redatings(company_id, redating_number),
  constraint redated_activities_company_id_source_external_id_fkey FOREIGN KEY (company_id, source, external_id) REFERENCES activities(company_id, source, external_id)
);
alter table redated_activities enable row level security;
alter table redated_activities force row level security;
create policy own_company on redated_activities
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table redatings (
  company_id integer not null,
  redating_number integer not null,
  member_number integer,
  from_day date not null,
  before_day date not null,
  reason text not null,
  done_by text not null,
  done_at timestamp with time zone default now() not null,
  constraint redatings_pkey PRIMARY KEY (company_id, redating_number),
  constraint redatings_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
alter table redatings enable row level security;
alter table redatings force row level security;
create policy own_company on redatings
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table refused_contacts (
  company_id integer not null,
  refused_number bigint generated always as identity not null,
  member_number integer not null,
  prospect_number bigint not null,
  kind text not null,
  planned_at timestamp with time zone not null,
  local_day date not null,
  findings jsonb not null,
  allowed_from timestamp with time zone,
  allowed_on date,
  metric_numbers integer[] not null,
  refused_by text not null,
  refused_at timestamp with time zone default now() not null,
  constraint refused_contacts_pkey PRIMARY KEY (company_id, refused_number),
  constraint a_contact_is_refused_once_a_day UNIQUE (company_id, member_number, prospect_number, kind, local_day),
  constraint refused_contacts_company_id_member_number_fkey FOREIGN KEY (company_id, member_number) REFERENCES members(company_id, member_number),
  constraint refused_contacts_company_id_prospect_number_fkey FOREIGN KEY (company_id, prospect_number) REFERENCES prospects(company_id, prospect_number)
);
CREATE INDEX refused_contacts_by_day ON public.refused_contacts USING btree (company_id, local_day, member_number);
alter table refused_contacts enable row level security;
alter table refused_contacts force row level security;
create policy own_company on refused_contacts
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table reset_requests (
  company_id integer not null,
  request_number integer generated by default as identity not null,
  email_key text collate "C" not null,
  asked_at timestamp with time zone default now() not null,
  taken_at timestamp with time zone,
  constraint reset_requests_pkey PRIMARY KEY (company_id, request_number),
  constraint reset_requests_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
CREATE INDEX reset_requests_of_email ON public.reset_requests USING btree (company_id, email_key, asked_at);
alter table reset_requests enable row level security;
alter table reset_requests force row level security;
create policy own_company on reset_requests
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table reward_corrections (
  company_id integer not null,
  compared text not null,
  constraint reward_corrections_pkey PRIMARY KEY (company_id),
  constraint reward_corrections_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
alter table reward_corrections enable row level security;
alter table reward_corrections force row level security;
create policy own_company on reward_corrections
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table reward_disputes (
  company_id integer not null,
  dispute_number integer not null,
  statement_number integer not null,
  reward_number integer not null,
  said text not null,
  raised_by text not null,
  raised_at timestamp with time zone not null,
  outcome text,
  amount_minor bigint,
  reason text,
  decided_by text,
  decided_at timestamp with time zone,
  constraint reward_disputes_pkey PRIMARY KEY (company_id, dispute_number),
  constraint reward_disputes_company_id_statement_number_fkey FOREIGN KEY (company_id, statement_number) REFERENCES reward_statements(company_id, statement_number),
  constraint a_decision_is_whole CHECK ((((outcome IS NULL) = (decided_at IS NULL)) AND ((outcome IS NULL) = (decided_by IS NULL)) AND ((outcome IS NULL) = (reason IS NULL)) AND ((outcome IS NULL) = (amount_minor IS NULL))))
);
CREATE UNIQUE INDEX one_open_dispute_of_a_reward ON public.reward_disputes USING btree (company_id, statement_number, reward_number) WHERE (outcome IS NULL);
alter table reward_disputes enable row level security;
alter table reward_disputes force row level security;
create policy own_company on reward_disputes
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

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
  entered_at timestamp with time zone not null,
  constraint reward_entries_pkey PRIMARY KEY (company_id, member_number, currency, entry_number),
  constraint reward_entries_company_id_member_number_currency_adjusts_fkey FOREIGN KEY (company_id, member_number, currency, adjusts) REFERENCES reward_entries(company_id, member_number, currency, entry_number),
  constraint reward_entries_company_id_member_number_currency_reverses_fkey FOREIGN KEY (company_id, member_number, currency, reverses) REFERENCES reward_entries(company_id, member_number, currency, entry_number),
  constraint reward_entries_company_id_member_number_fkey FOREIGN KEY (company_id, member_number) REFERENCES members(company_id, member_number),
  constraint reward_entries_company_id_statement_number_fkey FOREIGN KEY (company_id, statement_number) REFERENCES reward_statements(company_id, statement_number),
  constraint what_reverses_names_what CHECK (((entry = 'reverse'::text) = (reverses IS NOT NULL)))
);
CREATE INDEX reward_entries_by_statement ON public.reward_entries USING btree (company_id, statement_number, reward_number);
alter table reward_entries enable row level security;
alter table reward_entries force row level security;
create policy own_company on reward_entries
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

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
  constraint reward_lines_pkey PRIMARY KEY (company_id, statement_number, line_number),
  constraint reward_lines_company_id_statement_number_fkey FOREIGN KEY (company_id, statement_number) REFERENCES reward_statements(company_id, statement_number)
);
alter table reward_lines enable row level security;
alter table reward_lines force row level security;
create policy own_company on reward_lines
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table reward_statements (
  company_id integer not null,
  statement_number integer not null,
  member_number integer not null,
  cadence text not null,
  starts_on date not null,
  ends_before date not null,
  currency text not null,
  drawn_by text not null,
  drawn_at timestamp with time zone not null,
  constraint reward_statements_pkey PRIMARY KEY (company_id, statement_number),
  constraint one_reward_statement_of_a_period UNIQUE (company_id, member_number, cadence, starts_on, currency),
  constraint reward_statements_company_id_member_number_fkey FOREIGN KEY (company_id, member_number) REFERENCES members(company_id, member_number)
);
CREATE INDEX reward_statements_by_period ON public.reward_statements USING btree (company_id, starts_on, ends_before, statement_number);
alter table reward_statements enable row level security;
alter table reward_statements force row level security;
create policy own_company on reward_statements
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

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
  taken_at timestamp with time zone not null,
  constraint reward_steps_pkey PRIMARY KEY (company_id, statement_number, step_number),
  constraint reward_steps_company_id_statement_number_fkey FOREIGN KEY (company_id, statement_number) REFERENCES reward_statements(company_id, statement_number),
  constraint a_payment_says_how_much CHECK (((step = 'paid'::text) = (paid_minor IS NOT NULL))),
  constraint a_withdrawal_says_why CHECK (((step = 'withdrawn'::text) = (reason IS NOT NULL))),
  constraint an_approval_says_whose_it_is CHECK (((step = 'approved'::text) = (approver IS NOT NULL)))
);
alter table reward_steps enable row level security;
alter table reward_steps force row level security;
create policy own_company on reward_steps
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table routed_signals (
  company_id integer not null,
  signal_number bigint not null,
  play text collate "C" not null,
  routed_at timestamp with time zone not null,
  suggestion_number bigint,
  because text,
  constraint routed_signals_pkey PRIMARY KEY (company_id, signal_number),
  constraint routed_signals_company_id_signal_number_fkey FOREIGN KEY (company_id, signal_number) REFERENCES signals(company_id, signal_number),
  constraint routed_signals_company_id_suggestion_number_fkey FOREIGN KEY (company_id, suggestion_number) REFERENCES suggestions(company_id, suggestion_number),
  constraint a_signal_is_suggested_or_not CHECK (((suggestion_number IS NULL) = (because IS NOT NULL)))
);
CREATE INDEX routed_signals_by_suggestion ON public.routed_signals USING btree (company_id, suggestion_number) WHERE (suggestion_number IS NOT NULL);
alter table routed_signals enable row level security;
alter table routed_signals force row level security;
create policy own_company on routed_signals
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table rulings (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  metric_number integer not null,
  ruling_number integer not null,
  counts boolean,
  conditions text[] not null,
  reason text not null,
  ruled_by text not null,
  ruled_at timestamp with time zone default now() not null,
  dispute_number integer,
  constraint rulings_pkey PRIMARY KEY (company_id, source, external_id, metric_number, ruling_number),
  constraint rulings_company_id_metric_number_fkey FOREIGN KEY (company_id, metric_number) REFERENCES metrics(company_id, metric_number),
  constraint rulings_company_id_source_external_id_fkey FOREIGN KEY (company_id, source, external_id) REFERENCES activities(company_id, source, external_id)
);
alter table rulings enable row level security;
alter table rulings force row level security;
create policy own_company on rulings
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table second_factors (
  company_id integer not null,
  user_number integer not null,
  sealed_secret bytea not null,
  created_at timestamp with time zone default now() not null,
  confirmed_at timestamp with time zone,
  last_step bigint default 0 not null,
  constraint second_factors_pkey PRIMARY KEY (company_id, user_number),
  constraint second_factors_company_id_user_number_fkey FOREIGN KEY (company_id, user_number) REFERENCES users(company_id, user_number)
);
alter table second_factors enable row level security;
alter table second_factors force row level security;
create policy own_company on second_factors
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table secret_checks (
  company_id integer not null,
  check_hash bytea not null,
  constraint secret_checks_pkey PRIMARY KEY (company_id),
  constraint secret_checks_are_of_no_company CHECK ((company_id = 0))
);
alter table secret_checks enable row level security;
alter table secret_checks force row level security;
create policy own_company on secret_checks
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table sessions (
  company_id integer not null,
  secret_hash bytea not null,
  session_number integer generated by default as identity not null,
  user_number integer not null,
  created_at timestamp with time zone default now() not null,
  seen_at timestamp with time zone default now() not null,
  agent text not null,
  ended_at timestamp with time zone,
  ended_why text collate "C",
  constraint sessions_pkey PRIMARY KEY (company_id, secret_hash),
  constraint sessions_have_their_own_number UNIQUE (company_id, session_number),
  constraint sessions_company_id_user_number_fkey FOREIGN KEY (company_id, user_number) REFERENCES users(company_id, user_number)
);
CREATE INDEX sessions_of_user ON public.sessions USING btree (company_id, user_number, created_at DESC);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy own_company on sessions
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table settings_changes (
  company_id integer not null,
  settings_version bigint not null,
  changed_by text not null,
  changed_at timestamp with time zone default now() not null,
  changes jsonb not null,
  reason text,
  constraint settings_changes_pkey PRIMARY KEY (company_id, settings_version),
  constraint settings_changes_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
alter table settings_changes enable row level security;
alter table settings_changes force row level security;
create policy own_company on settings_changes
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table sign_in_steps (
  company_id integer not null,
  secret_hash bytea not null,
  browser_hash bytea not null,
  user_number integer not null,
  created_at timestamp with time zone default now() not null,
  constraint sign_in_steps_pkey PRIMARY KEY (company_id, secret_hash),
  constraint sign_in_steps_company_id_user_number_fkey FOREIGN KEY (company_id, user_number) REFERENCES users(company_id, user_number)
);
alter table sign_in_steps enable row level security;
alter table sign_in_steps force row level security;
create policy own_company on sign_in_steps
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table signal_gaps (
  company_id integer not null,
  source_number integer not null,
  from_at timestamp with time zone not null,
  before_at timestamp with time zone not null,
  noted_at timestamp with time zone default now() not null,
  constraint signal_gaps_pkey PRIMARY KEY (company_id, source_number, from_at),
  constraint signal_gaps_company_id_source_number_fkey FOREIGN KEY (company_id, source_number) REFERENCES signal_sources(company_id, source_number),
  constraint a_gap_has_a_length CHECK ((from_at < before_at))
);
alter table signal_gaps enable row level security;
alter table signal_gaps force row level security;
create policy own_company on signal_gaps
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table signal_source_days (
  company_id integer not null,
  source_number integer not null,
  day date not null,
  seen bigint not null,
  looked_into bigint not null,
  kept bigint not null,
  constraint signal_source_days_pkey PRIMARY KEY (company_id, source_number, day),
  constraint signal_source_days_company_id_source_number_fkey FOREIGN KEY (company_id, source_number) REFERENCES signal_sources(company_id, source_number)
);
alter table signal_source_days enable row level security;
alter table signal_source_days force row level security;
create policy own_company on signal_source_days
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table signal_sources (
  company_id integer not null,
  source_number integer not null,
  id text not null,
  name text not null,
  kind text not null,
  url text not null,
  accounts text[] default '{}'::text[] not null,
  created_at timestamp with time zone default now() not null,
  created_by text not null,
  ended_at timestamp with time zone,
  ended_by text,
  etag text,
  last_modified text,
  asked_at timestamp with time zone,
  taken_until timestamp with time zone,
  cursor_us bigint,
  heard_at timestamp with time zone,
  trouble json,
  trouble_since timestamp with time zone,
  constraint signal_sources_pkey PRIMARY KEY (company_id, source_number),
  constraint signal_sources_have_ids UNIQUE (company_id, id)
);
alter table signal_sources enable row level security;
alter table signal_sources force row level security;
create policy own_company on signal_sources
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table signal_topics (
  company_id integer not null,
  signal_number bigint not null,
  topic text collate "C" not null,
  matched_by text not null,
  phrase text,
  found text,
  starts_at integer,
  ends_before integer,
  matcher text,
  counts boolean default true not null,
  constraint signal_topics_pkey PRIMARY KEY (company_id, signal_number, topic),
  constraint signal_topics_company_id_signal_number_fkey FOREIGN KEY (company_id, signal_number) REFERENCES signals(company_id, signal_number)
);
CREATE INDEX signal_topics_by_topic ON public.signal_topics USING btree (company_id, topic, signal_number);
alter table signal_topics enable row level security;
alter table signal_topics force row level security;
create policy own_company on signal_topics
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table signals (
  company_id integer not null,
  signal_number bigint generated always as identity not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  kind text not null,
  occurred_at timestamp with time zone not null,
  local_day date not null,
  author_kind text collate "C",
  author_value text collate "C",
  topic text,
  topic_was_told boolean default false not null,
  url text,
  excerpt text,
  evidence text,
  revision integer default 1 not null,
  revised_at timestamp with time zone,
  purged_at timestamp with time zone,
  voided_at timestamp with time zone,
  recorded_at timestamp with time zone default now() not null,
  matched_with text,
  prospect_number bigint,
  own_prospect_number bigint,
  constraint signals_pkey PRIMARY KEY (company_id, signal_number),
  constraint signals_are_told_once UNIQUE (company_id, source, external_id),
  constraint an_author_is_whole CHECK (((author_kind IS NULL) = (author_value IS NULL))),
  constraint what_is_purged_says_nothing CHECK (((purged_at IS NULL) OR ((excerpt IS NULL) AND (url IS NULL) AND (evidence IS NULL))))
);
CREATE INDEX signals_by_author ON public.signals USING btree (company_id, author_kind, author_value, local_day) WHERE (author_kind IS NOT NULL);
CREATE INDEX signals_by_prospect ON public.signals USING btree (company_id, prospect_number, occurred_at) WHERE (prospect_number IS NOT NULL);
CREATE INDEX signals_by_time ON public.signals USING btree (company_id, occurred_at, signal_number);
CREATE INDEX signals_with_text ON public.signals USING btree (company_id, matched_with, signal_number) WHERE (excerpt IS NOT NULL);
alter table signals enable row level security;
alter table signals force row level security;
create policy own_company on signals
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table sources (
  company_id integer not null,
  id text collate "C" not null,
  provenance text collate "C",
  constraint sources_pkey PRIMARY KEY (company_id, id)
);
alter table sources enable row level security;
alter table sources force row level security;
create policy own_company on sources
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table spent_flows (
  company_id integer not null,
  flow_id bytea not null,
  spent_at timestamp with time zone default now() not null,
  constraint spent_flows_pkey PRIMARY KEY (company_id, flow_id),
  constraint spent_flows_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
CREATE INDEX spent_flows_by_time ON public.spent_flows USING btree (company_id, spent_at);
alter table spent_flows enable row level security;
alter table spent_flows force row level security;
create policy own_company on spent_flows
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table statement_acknowledgements (
  company_id integer not null,
  statement_number integer not null,
  acknowledged_at timestamp with time zone default now() not null,
  acknowledged_by text not null,
  remark text,
  constraint statement_acknowledgements_pkey PRIMARY KEY (company_id, statement_number),
  constraint statement_acknowledgements_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint statement_acknowledgements_company_id_statement_number_fkey FOREIGN KEY (company_id, statement_number) REFERENCES statements(company_id, statement_number)
);
alter table statement_acknowledgements enable row level security;
alter table statement_acknowledgements force row level security;
create policy own_company on statement_acknowledgements
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table statements (
  company_id integer not null,
  statement_number integer not null,
  closure_number integer not null,
  subject text not null,
  subject_number integer not null,
  plan_number integer not null,
  content text not null,
  fingerprint text not null,
  constraint statements_pkey PRIMARY KEY (company_id, statement_number),
  constraint statements_company_id_closure_number_fkey FOREIGN KEY (company_id, closure_number) REFERENCES closures(company_id, closure_number),
  constraint statements_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint statement_subjects_are_known CHECK ((subject = ANY (ARRAY['member'::text, 'team'::text, 'company'::text])))
);
CREATE UNIQUE INDEX statements_are_given_once ON public.statements USING btree (company_id, closure_number, subject, subject_number, plan_number);
alter table statements enable row level security;
alter table statements force row level security;
create policy own_company on statements
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table suggestion_acts (
  company_id integer not null,
  suggestion_number bigint not null,
  act_number integer not null,
  act text not null,
  by_number integer,
  said text not null,
  done_at timestamp with time zone not null,
  constraint suggestion_acts_pkey PRIMARY KEY (company_id, suggestion_number, act_number),
  constraint suggestion_acts_company_id_by_number_fkey FOREIGN KEY (company_id, by_number) REFERENCES members(company_id, member_number),
  constraint suggestion_acts_company_id_suggestion_number_fkey FOREIGN KEY (company_id, suggestion_number) REFERENCES suggestions(company_id, suggestion_number),
  constraint acts_of_suggestions_are_known CHECK ((act = ANY (ARRAY['claim'::text, 'release'::text, 'contact'::text, 'dismissal'::text, 'restoration'::text, 'expiry'::text]))),
  constraint only_time_expires CHECK (((act = 'expiry'::text) = (by_number IS NULL)))
);
alter table suggestion_acts enable row level security;
alter table suggestion_acts force row level security;
create policy own_company on suggestion_acts
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table suggestions (
  company_id integer not null,
  suggestion_number bigint generated always as identity not null,
  play text collate "C" not null,
  prospect_number bigint not null,
  own_prospect_number bigint,
  given_to integer,
  given_by text,
  given_at timestamp with time zone,
  waits_because text,
  waits_until timestamp with time zone,
  made_at timestamp with time zone not null,
  due_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  state text default 'open'::text not null,
  holder_number integer,
  constraint suggestions_pkey PRIMARY KEY (company_id, suggestion_number),
  constraint suggestions_company_id_given_to_fkey FOREIGN KEY (company_id, given_to) REFERENCES members(company_id, member_number),
  constraint suggestions_company_id_holder_number_fkey FOREIGN KEY (company_id, holder_number) REFERENCES members(company_id, member_number),
  constraint states_of_suggestions_are_known CHECK ((state = ANY (ARRAY['open'::text, 'claimed'::text, 'contacted'::text, 'dismissed'::text, 'expired'::text]))),
  constraint what_is_given_is_given_to_somebody CHECK ((((given_to IS NULL) = (given_by IS NULL)) AND ((given_to IS NULL) = (given_at IS NULL))))
);
CREATE UNIQUE INDEX one_suggestion_of_a_prospect_waits ON public.suggestions USING btree (company_id, prospect_number, play) WHERE (state = ANY (ARRAY['open'::text, 'claimed'::text]));
CREATE INDEX suggestions_by_holder ON public.suggestions USING btree (company_id, holder_number, made_at);
CREATE INDEX suggestions_by_prospect ON public.suggestions USING btree (company_id, prospect_number, made_at);
CREATE INDEX suggestions_by_time ON public.suggestions USING btree (company_id, made_at, suggestion_number);
alter table suggestions enable row level security;
alter table suggestions force row level security;
create policy own_company on suggestions
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table tally_blocks (
  company_id integer not null,
  metric_number integer not null,
  provenance_number smallint not null,
  unit text collate "C" not null,
  starts_on date not null,
  block integer not null,
  amounts bigint[] storage plain not null,
  constraint tally_blocks_pkey PRIMARY KEY (company_id, metric_number, unit, starts_on, block, provenance_number)
);
alter table tally_blocks enable row level security;
alter table tally_blocks force row level security;
create policy own_company on tally_blocks
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table tally_changes (
  company_id integer not null,
  change_number bigint generated always as identity not null,
  metric_numbers integer[] storage external not null,
  provenance_numbers smallint[] storage external not null,
  member_numbers integer[] storage external not null,
  local_days date[] storage external not null,
  amounts bigint[] storage external not null,
  constraint tally_changes_pkey PRIMARY KEY (company_id, change_number)
);
alter table tally_changes enable row level security;
alter table tally_changes force row level security;
create policy own_company on tally_changes
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table tally_days (
  company_id integer not null,
  metric_number integer not null,
  provenance_number smallint not null,
  local_day date not null,
  member_number integer not null,
  amount bigint not null,
  constraint tally_days_pkey PRIMARY KEY (company_id, metric_number, local_day, member_number, provenance_number)
);
alter table tally_days enable row level security;
alter table tally_days force row level security;
create policy own_company on tally_days
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table target_words (
  company_id integer not null,
  table_number integer not null,
  starts_on date not null,
  holder text collate "C" not null,
  holder_number integer not null,
  word_number integer not null,
  value bigint,
  reason text,
  said_by text not null,
  said_at timestamp with time zone default statement_timestamp() not null,
  constraint target_words_pkey PRIMARY KEY (company_id, table_number, starts_on, holder, holder_number, word_number),
  constraint target_words_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint targets_are_not_negative CHECK ((value >= 0)),
  constraint targets_are_of_members_or_teams CHECK ((holder = ANY (ARRAY['member'::text, 'team'::text])))
);
alter table target_words enable row level security;
alter table target_words force row level security;
create policy own_company on target_words
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table teams (
  company_id integer not null,
  team_number integer not null,
  id text collate "C" not null,
  definition jsonb not null,
  ended boolean default false not null,
  constraint teams_pkey PRIMARY KEY (company_id, team_number),
  constraint team_ids_are_unique UNIQUE (company_id, id),
  constraint teams_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
alter table teams enable row level security;
alter table teams force row level security;
create policy own_company on teams
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table total_credits (
  company_id integer not null,
  metric_number integer not null,
  member_number integer not null,
  local_day date not null,
  kind text collate "C" not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  provenance_number smallint not null,
  stated bigint not null,
  recorded bigint not null,
  amount bigint not null,
  constraint total_credits_pkey PRIMARY KEY (company_id, member_number, local_day, kind, metric_number)
);
alter table total_credits enable row level security;
alter table total_credits force row level security;
create policy own_company on total_credits
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table tracked_links (
  company_id integer not null,
  link_id text collate "C" not null,
  message_number bigint not null,
  url text not null,
  topic text,
  is_honeypot boolean default false not null,
  constraint tracked_links_pkey PRIMARY KEY (company_id, link_id),
  constraint tracked_links_company_id_message_number_fkey FOREIGN KEY (company_id, message_number) REFERENCES link_messages(company_id, message_number) ON DELETE CASCADE
);
CREATE INDEX tracked_links_by_message ON public.tracked_links USING btree (company_id, message_number);
alter table tracked_links enable row level security;
alter table tracked_links force row level security;
create policy own_company on tracked_links
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create unlogged table used_limits (
  company_id integer not null,
  limit_hash bytea not null,
  used integer not null,
  ends_at timestamp with time zone not null,
  constraint used_limits_pkey PRIMARY KEY (company_id, limit_hash)
);
alter table used_limits enable row level security;
alter table used_limits force row level security;
create policy own_company on used_limits
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table users (
  company_id integer not null,
  user_number integer not null,
  id text collate "C" not null,
  email text,
  email_key text collate "C",
  member_number integer,
  roles text[] collate "C" not null,
  password_hash text collate "C",
  language text collate "C",
  created_at timestamp with time zone default now() not null,
  created_by text not null,
  ended_at timestamp with time zone,
  ended_by text,
  version integer default 1 not null,
  theme text collate "C",
  constraint users_pkey PRIMARY KEY (company_id, user_number),
  constraint members_have_one_account UNIQUE (company_id, member_number),
  constraint users_have_their_own_email UNIQUE (company_id, email_key),
  constraint users_have_their_own_id UNIQUE (company_id, id),
  constraint users_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint users_company_id_member_number_fkey FOREIGN KEY (company_id, member_number) REFERENCES members(company_id, member_number),
  constraint user_roles_are_known CHECK ((roles <@ ARRAY['rep'::text, 'manager'::text, 'operations'::text, 'admin'::text, 'viewer'::text])),
  constraint user_themes_are_known CHECK ((theme = ANY (ARRAY['system'::text, 'light'::text, 'dark'::text])))
);
alter table users enable row level security;
alter table users force row level security;
create policy own_company on users
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table webhook_attempts (
  company_id integer not null,
  delivery_number bigint not null,
  attempt integer not null,
  tried_at timestamp with time zone not null,
  milliseconds integer not null,
  status integer,
  problem text collate "C",
  answer text not null,
  constraint webhook_attempts_pkey PRIMARY KEY (company_id, delivery_number, attempt),
  constraint webhook_attempts_company_id_delivery_number_fkey FOREIGN KEY (company_id, delivery_number) REFERENCES webhook_deliveries(company_id, delivery_number) ON DELETE CASCADE
);
alter table webhook_attempts enable row level security;
alter table webhook_attempts force row level security;
create policy own_company on webhook_attempts
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table webhook_deliveries (
  company_id integer not null,
  delivery_number bigint generated by default as identity not null,
  webhook_number integer not null,
  event_number bigint not null,
  state text collate "C" default 'waiting'::text not null,
  attempts integer default 0 not null,
  failures integer default 0 not null,
  next_at timestamp with time zone not null,
  leased_until timestamp with time zone,
  settled_at timestamp with time zone,
  constraint webhook_deliveries_pkey PRIMARY KEY (company_id, delivery_number),
  constraint webhook_deliveries_are_made_once UNIQUE (company_id, event_number, webhook_number),
  constraint webhook_deliveries_company_id_event_number_fkey FOREIGN KEY (company_id, event_number) REFERENCES webhook_events(company_id, event_number) ON DELETE CASCADE,
  constraint webhook_deliveries_company_id_webhook_number_fkey FOREIGN KEY (company_id, webhook_number) REFERENCES webhooks(company_id, webhook_number),
  constraint webhook_delivery_states_are_known CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text])))
);
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (company_id, next_at) WHERE (state = 'waiting'::text);
CREATE INDEX webhook_deliveries_of_webhook ON public.webhook_deliveries USING btree (company_id, webhook_number, delivery_number DESC);
alter table webhook_deliveries enable row level security;
alter table webhook_deliveries force row level security;
create policy own_company on webhook_deliveries
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table webhook_events (
  company_id integer not null,
  event_number bigint generated by default as identity not null,
  id text collate "C" not null,
  type text collate "C" not null,
  subject text not null,
  data json not null,
  happened_at timestamp with time zone not null,
  constraint webhook_events_pkey PRIMARY KEY (company_id, event_number),
  constraint webhook_events_have_their_own_id UNIQUE (company_id, id),
  constraint webhook_events_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id)
);
CREATE INDEX webhook_events_by_age ON public.webhook_events USING btree (company_id, happened_at);
alter table webhook_events enable row level security;
alter table webhook_events force row level security;
create policy own_company on webhook_events
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table webhooks (
  company_id integer not null,
  webhook_number integer not null,
  id text collate "C" not null,
  name text not null,
  url bytea not null,
  events text[] collate "C" not null,
  shape text collate "C" not null,
  language text collate "C" not null,
  secret bytea not null,
  old_secret bytea,
  old_secret_until timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone default now() not null,
  created_by text not null,
  failing_since timestamp with time zone,
  paused_at timestamp with time zone,
  paused_why text collate "C",
  ended_at timestamp with time zone,
  ended_by text,
  constraint webhooks_pkey PRIMARY KEY (company_id, webhook_number),
  constraint webhooks_have_their_own_id UNIQUE (company_id, id),
  constraint webhooks_company_id_fkey FOREIGN KEY (company_id) REFERENCES companies(company_id),
  constraint webhook_languages_are_known CHECK ((language = ANY (ARRAY['en'::text, 'ko'::text]))),
  constraint webhook_shapes_are_known CHECK ((shape = ANY (ARRAY['cloudevents'::text, 'text'::text])))
);
alter table webhooks enable row level security;
alter table webhooks force row level security;
create policy own_company on webhooks
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));

create table window_credits (
  company_id integer not null,
  metric_number integer not null,
  prospect_number bigint not null,
  within_number integer not null,
  window_starts_on date not null,
  ordered_at timestamp with time zone,
  source text collate "C",
  external_id text collate "C",
  member_number integer,
  local_day date,
  provenance_number smallint default 0 not null,
  amount bigint default 0 not null,
  more_members integer[],
  more_days date[],
  more_amounts bigint[],
  constraint window_credits_pkey PRIMARY KEY (company_id, metric_number, prospect_number, within_number, window_starts_on)
);
alter table window_credits enable row level security;
alter table window_credits force row level security;
create policy own_company on window_credits
  using ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer))
  with check ((company_id = (NULLIF(current_setting('attain.company'::text, true), ''::text))::integer));
