-- Under row-level security no condition with coalesce() comes to an index: PostgreSQL takes it for one that may leak. A case is known not to.
drop index prospect_facts_by_root;
create index prospect_facts_by_root on prospect_facts (company_id, (case when root_number is null then prospect_number else root_number end), aspect, from_at desc, (root_number is not null), prospect_number);
