-- What a person said of records that look unusual. The questions themselves are found anew each time; what tells one from another is kept here.
-- Only ever added to: the latest answer to a question holds.
create table question_answers (
  company_id integer not null references companies,
  answer_number integer not null,
  rule text collate "C" not null,
  member_number integer not null,
  local_day date not null,
  -- Empty where records of any kind are meant.
  kind text collate "C" not null,
  answer text collate "C" not null,
  reason text not null,
  answered_by text not null,
  answered_at timestamptz not null default now(),
  primary key (company_id, answer_number),
  foreign key (company_id, member_number) references members (company_id, member_number),
  constraint question_answers_are_known check (answer in ('fine', 'look_into', 'padding'))
);
create index question_answers_by_question on question_answers (company_id, member_number, local_day, rule, kind, answer_number);

alter table question_answers enable row level security;
alter table question_answers force row level security;
create policy own_company on question_answers
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
