-- Drawn anew by whoever changes what targets are worked out from besides the settings: leave, tables of targets.
alter table company_settings add column asks_stamp uuid not null default gen_random_uuid();

-- When a member is away. Only approved and declared ones lower a target; nothing is taken out again, so that it stays known who asked and who decided.
create table leaves (
  company_id integer not null,
  leave_number bigint not null,
  member_number integer not null,
  starts_on date not null,
  ends_before date not null,
  -- Hundredths of each day.
  off smallint not null,
  kind text collate "C" not null,
  state text collate "C" not null,
  note text,
  requested_by text not null,
  requested_at timestamptz not null default now(),
  decided_by text,
  decided_at timestamptz,
  reason text,
  withdrawn_by text,
  withdrawn_at timestamptz,
  withdrawal_reason text,
  primary key (company_id, leave_number),
  foreign key (company_id, member_number) references members,
  constraint leaves_have_days check (starts_on < ends_before and isfinite(starts_on) and isfinite(ends_before)),
  constraint leaves_take_of_a_day check (off between 1 and 100),
  constraint leaves_are_in_a_state check (state in ('requested', 'approved', 'rejected', 'declared', 'withdrawn')),
  constraint leaves_are_decided_by_someone check (
    case when state in ('approved', 'rejected') then decided_by is not null when state in ('requested', 'declared') then decided_by is null else true end
    and (decided_by is null) = (decided_at is null)),
  constraint leaves_are_withdrawn_by_someone check ((state = 'withdrawn') = (withdrawn_by is not null) and (withdrawn_by is null) = (withdrawn_at is null))
);
create index leaves_by_member on leaves (company_id, member_number, starts_on);
create index leaves_that_hold on leaves (company_id, ends_before, starts_on) where state in ('approved', 'declared');
alter table leaves enable row level security;
alter table leaves force row level security;
create policy own_company on leaves
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
