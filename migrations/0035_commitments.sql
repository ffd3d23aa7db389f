-- What members set out to do on a day, so much of a metric; what came of it is the tally's.
create table commitments (
  company_id integer not null,
  member_number integer not null,
  local_day date not null,
  metric_number integer not null,
  amount bigint not null,
  made_at timestamptz not null,
  primary key (company_id, local_day, member_number, metric_number),
  foreign key (company_id, member_number) references members (company_id, member_number),
  foreign key (company_id, metric_number) references metrics (company_id, metric_number),
  constraint commitments_are_for_something check (amount > 0)
);

alter table commitments enable row level security;
alter table commitments force row level security;
create policy own_company on commitments
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
