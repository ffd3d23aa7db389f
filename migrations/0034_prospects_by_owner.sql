-- Whose day begins with whom to contact has a few hundred prospects among everybody's.
create index prospects_by_owner on prospects (company_id, owner_number, prospect_number) where owner_number is not null;
