-- A record that several members share, or that names several prospects, has a line for each member and prospect. The first line stands in
-- the record itself, as the only line of most records does; the others stand in activity_lines.
alter table activities
  -- The members' weights in the order of the lines; null for one member.
  add column weights bigint[],
  add column prospect_count integer not null default 1,
  -- Who was named, as the source named them; null when member_reference and prospect_reference say it all.
  add column parties jsonb;

create table activity_lines (
  company_id integer not null,
  source text collate "C" not null,
  external_id text collate "C" not null,
  line integer not null,
  member_number integer,
  member_reference text collate "C" not null,
  member_position integer not null,
  local_day date not null,
  ordered_at timestamptz not null,
  local_hour smallint,
  time_zone text collate "C" not null,
  prospect_number bigint,
  prospect_reference text collate "C",
  prospect_position integer not null,
  primary key (company_id, source, external_id, line),
  foreign key (company_id, source, external_id) references activities
);
create index activity_lines_by_member on activity_lines (company_id, member_number, local_day);
create index activity_lines_by_prospect on activity_lines (company_id, prospect_number, local_day) where prospect_number is not null;

-- A window that several members' lines of one record hold: the further credits beside the first.
alter table window_credits
  add column more_members integer[],
  add column more_days date[],
  add column more_amounts bigint[];

-- Which team a member is in from a day on; null for none. Read where a prospect counts once within a team.
create table member_teams (
  company_id integer not null,
  member_number integer not null,
  from_day date not null,
  team_number integer,
  primary key (company_id, member_number, from_day),
  foreign key (company_id, member_number) references members
);

-- One member's part of a whole number by the method of largest remainder: rounded towards zero, and what is left over goes one by one to the
-- largest remainders, of equal ones to the first. The parts add up to the whole.
create function part_of(total bigint, weights bigint[], place integer) returns bigint
  language plpgsql immutable strict parallel safe
  as $$
  declare
    all_weights numeric := 0;
    given numeric := 0;
    own numeric := abs(total::numeric) * weights[place];
    before_me integer := 0;
    rest numeric;
    own_rest numeric;
  begin
    for i in 1 .. cardinality(weights) loop
      all_weights := all_weights + weights[i];
    end loop;
    own_rest := mod(own, all_weights);
    for i in 1 .. cardinality(weights) loop
      given := given + div(abs(total::numeric) * weights[i], all_weights);
      rest := mod(abs(total::numeric) * weights[i], all_weights);
      if rest > own_rest or (rest = own_rest and i < place) then
        before_me := before_me + 1;
      end if;
    end loop;
    return sign(total::numeric) * (div(own, all_weights) + case when before_me < abs(total::numeric) - given then 1 else 0 end);
  end
  $$;

alter table activity_lines enable row level security;
alter table activity_lines force row level security;
create policy own_company on activity_lines
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);

-- What is set already is copied, past the policies that bind even the owner.
alter table members no force row level security;
alter table teams no force row level security;
insert into member_teams (company_id, member_number, from_day, team_number)
select m.company_id, m.member_number, coalesce((t.held ->> 'from')::date, '-infinity'), e.team_number
from members m
cross join lateral jsonb_array_elements(m.definition -> 'team') as t (held)
left join teams e on e.company_id = m.company_id and e.id = t.held ->> 'value';
alter table members force row level security;
alter table teams force row level security;

alter table member_teams enable row level security;
alter table member_teams force row level security;
create policy own_company on member_teams
  using (company_id = nullif(current_setting('attain.company', true), '')::int)
  with check (company_id = nullif(current_setting('attain.company', true), '')::int);
