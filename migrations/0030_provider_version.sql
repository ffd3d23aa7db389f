-- Raised with each change, so that two admins do not overwrite each other.
alter table oidc_providers add column version integer not null default 1;
