-- Adds a block to a block, place by place.
create function add_all(amounts bigint[], added bigint[]) returns bigint[]
  language plpgsql immutable parallel safe
  as $$
  begin
    for i in 1 .. cardinality(added) loop
      if added[i] <> 0 then
        amounts[i] := amounts[i] + added[i];
      end if;
    end loop;
    return amounts;
  end
  $$;

-- Every record asks whether its prospect is one; hardly any is, so the answer stands in one page.
create index prospects_that_are_colleagues on prospects (company_id, prospect_number) where is_colleague;
