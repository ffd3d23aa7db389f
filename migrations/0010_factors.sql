-- A corrected factor counts a metric anew as well as a version that reaches back does, and from the same day more than once.
alter table metric_recounts drop constraint metric_recounts_pkey;
alter table metric_recounts add primary key (company_id, metric_number, from_day, settings_version);
