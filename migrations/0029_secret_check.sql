-- By which secret the installation is sealed: not the secret, only what no other gives. One row, of no company.
create table secret_checks (
  company_id integer not null,
  check_hash bytea not null,
  primary key (company_id),
  constraint secret_checks_are_of_no_company check (company_id = 0)
);

alter table secret_checks enable row level security;
alter table secret_checks force row level security;
create policy own_company on secret_checks
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
