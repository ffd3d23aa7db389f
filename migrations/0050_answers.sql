-- What an activity answers: a signal by its source and its id there, told before the activity or after it.
alter table activities add column signal_source text collate "C";
alter table activities add column signal_external_id text collate "C";
create index activities_by_signal on activities (company_id, signal_source, signal_external_id) where signal_source is not null;

-- Whose a signal is: the prospect that its author's name is one of, by the root, and as it was made for.
alter table signals add column prospect_number bigint;
alter table signals add column own_prospect_number bigint;
create index signals_by_prospect on signals (company_id, prospect_number, occurred_at) where prospect_number is not null;
