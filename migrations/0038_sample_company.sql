-- When this company was loaded as the sample to look around in; null of every other.
alter table companies add column sample_since timestamp with time zone;
