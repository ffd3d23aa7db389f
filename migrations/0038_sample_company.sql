-- When this company was loaded as the sample to look around in; null of every other.
alter table company_settings add column sample_since timestamp with time zone;
