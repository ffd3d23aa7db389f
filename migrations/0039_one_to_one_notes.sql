-- What whoever leads a member notes of a talk with them: what was said on which day, what was agreed, by when, and since when it is done. What is
-- deleted can be brought back for a day.
create table one_to_one_notes (
  company_id integer not null,
  note_number bigint generated always as identity,
  member_number integer not null,
  local_day date not null,
  said text not null,
  agreed text,
  due_on date,
  done_on date,
  revision integer not null default 1,
  by_number integer not null,
  written_at timestamptz not null,
  changed_by_number integer,
  changed_at timestamptz,
  deleted_at timestamptz,
  primary key (company_id, note_number),
  foreign key (company_id, member_number) references members (company_id, member_number),
  foreign key (company_id, by_number) references members (company_id, member_number),
  foreign key (company_id, changed_by_number) references members (company_id, member_number),
  constraint what_is_due_or_done_was_agreed check (agreed is not null or (due_on is null and done_on is null)),
  constraint nobody_notes_a_talk_with_themselves check (by_number <> member_number)
);
create index one_to_one_notes_by_member on one_to_one_notes (company_id, member_number, local_day, note_number);

alter table one_to_one_notes enable row level security;
alter table one_to_one_notes force row level security;
create policy own_company on one_to_one_notes
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
