import { sql, type RawBuilder } from "kysely";

/**
 * Under whom a fact of a prospect stands, as the index by root has it. Not coalesce(): row-level security keeps that from any index, since it
 * may leak for all that PostgreSQL knows.
 */
export const factRoot = (alias: string): RawBuilder<bigint> =>
  sql`(case when ${sql.ref(`${alias}.root_number`)} is null then ${sql.ref(`${alias}.prospect_number`)} else ${sql.ref(`${alias}.root_number`)} end)`;
