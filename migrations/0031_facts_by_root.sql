-- With coalesce in it the index served nobody: row-level security lets only what cannot leak look into an index, and coalesce is not known not to.
create index prospect_facts_by_root_number
  on prospect_facts (
    company_id, (case when root_number is null then prospect_number else root_number end), aspect, from_at desc, (root_number is not null), prospect_number);
drop index prospect_facts_by_root;
