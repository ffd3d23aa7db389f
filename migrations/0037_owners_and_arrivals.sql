-- Whose prospects are listed, and when something last came from a source: each by its own index, however long the log is.
create index prospects_by_owner on prospects (company_id, owner_number, prospect_number) where owner_number is not null;
create index activities_by_recorded_at on activities (company_id, source, recorded_at);
