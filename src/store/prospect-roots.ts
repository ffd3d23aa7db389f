import { sql, type RawBuilder } from "kysely";

// Written as `case`: a condition with `coalesce` in it is taken for one that could leak, so beside row-level security no index serves it.
const eitherOf = (first: string, second: string): RawBuilder<bigint> =>
  sql`case when ${sql.ref(first)} is null then ${sql.ref(second)} else ${sql.ref(first)} end`;

/** Under which prospect a fact stands, as the index of facts by root has it. */
export const rootOfFact = (fact: string): RawBuilder<bigint> => eitherOf(`${fact}.root_number`, `${fact}.prospect_number`);

/** Under which prospect a prospect stands: itself, but for one that was merged. */
export const rootOfProspect = (prospect: string): RawBuilder<bigint> => eitherOf(`${prospect}.merged_into`, `${prospect}.prospect_number`);

/** For which prospect a prospect counts now, however often it was merged. */
export const rootNow = (companyId: number, prospect: RawBuilder<unknown>): RawBuilder<bigint> => sql`(
  with recursive up as (
    select p.prospect_number, p.merged_into from prospects p where p.company_id = ${companyId} and p.prospect_number = ${prospect}
    union all
    select p.prospect_number, p.merged_into from up u join prospects p on p.company_id = ${companyId} and p.prospect_number = u.merged_into)
  select u.prospect_number from up u where u.merged_into is null)`;

/** For which prospect an identity `i` was made. */
export const ownOfIdentity: RawBuilder<bigint> = eitherOf("i.own_number", "i.prospect_number");
