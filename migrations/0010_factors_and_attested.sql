-- A corrected factor counts a metric anew as well as a version that reaches back does, and from the same day more than once.
alter table metric_recounts drop constraint metric_recounts_pkey;
alter table metric_recounts add primary key (company_id, metric_number, from_day, settings_version);

-- A person may enter an activity that no source told.
alter table activity_acts drop constraint acts_are_known;
alter table activity_acts add constraint acts_are_known check (act in ('attest', 'void', 'restore'));
