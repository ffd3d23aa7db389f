import { sql, type RawBuilder } from "kysely";

// Written as `case`: a condition with `coalesce` in it is taken for one that could leak, so beside row-level security no index serves it.
const eitherOf = (first: string, second: string): RawBuilder<bigint> =>
  sql`case when ${sql.ref(first)} is null then ${sql.ref(second)} else ${sql.ref(first)} end`;

/** Under which prospect a fact stands, as the index of facts by root has it. */
export const rootOfFact = (fact: string): RawBuilder<bigint> => eitherOf(`${fact}.root_number`, `${fact}.prospect_number`);

/** Under which prospect a prospect stands: itself, but for one that was merged. */
export const rootOfProspect = (prospect: string): RawBuilder<bigint> => eitherOf(`${prospect}.merged_into`, `${prospect}.prospect_number`);
