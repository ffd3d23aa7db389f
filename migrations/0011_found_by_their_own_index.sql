-- To the planner a company that its statistics have not met yet has one row, and any index that begins with the company will do to find it:
-- a look-up by key then walked all records of the company's members. An index that says which rows it has is taken only where these are asked.
drop index activities_by_member;
create index activities_by_member on activities (company_id, member_number, local_day) where member_number is not null;
create index activities_unattributed on activities (company_id, source, external_id) where member_number is null;
drop index activity_lines_by_member;
create index activity_lines_by_member on activity_lines (company_id, member_number, local_day) where member_number is not null;
create index activity_lines_unattributed on activity_lines (company_id, source, external_id) where member_number is null;
drop index prospect_identities_by_prospect;
create index prospect_identities_by_prospect on prospect_identities (company_id, prospect_number) where prospect_number is not null;
