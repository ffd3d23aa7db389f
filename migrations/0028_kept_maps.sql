-- The map of a file whose records have ids made from its columns is kept also where nobody gives it a name: a later file that is read in another way
-- would count all of it again. Null: somebody saved it under its name.
alter table import_maps add column kept_for text;
