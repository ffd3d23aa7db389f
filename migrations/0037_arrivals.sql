-- When something last came from a source is found by its own index, however long the log is.
create index activities_by_recorded_at on activities (company_id, source, recorded_at);
