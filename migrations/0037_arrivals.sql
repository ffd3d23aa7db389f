-- When something last came from a source is found by its own index, however long the log is. Its condition is true of every record and is said by
-- who asks for arrivals alone: while a table is young this index seems as good as the key to who looks for a record of a source, and is not.
create index activities_by_recorded_at on activities (company_id, source, recorded_at) where recorded_at > '-infinity';
