-- By a key's name journals say who did something, so two that hold never share one.
create unique index api_keys_have_their_own_name on api_keys (company_id, name) where ended_at is null;
