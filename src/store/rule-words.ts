import { sql } from "kysely";
import type { Day } from "../domain/day.ts";
import { dayValue } from "./column-types.ts";
import type { Transaction } from "./database.ts";

/** What conditions can be held against that no settings name. */
export type RuleWords = {
  readonly sources: readonly string[];
  readonly outcomes: readonly string[];
  readonly stages: readonly string[];
  readonly segments: readonly string[];
};

/** More of one kind would not be looked through. */
const MOST = 200;
/** Of a company's latest records so many are looked at for their outcomes. */
const RECORDS = 50_000;

/** The words that the company's records and prospects use, those of records of this day and later. */
export const ruleWords = async (tx: Transaction, companyId: number, since: Day): Promise<RuleWords> => {
  const facts = (aspect: string) => sql`array(
    select distinct f.value from (
      select value from prospect_facts where company_id = ${companyId} and aspect = ${aspect} limit ${RECORDS}) f
    order by 1 limit ${MOST})`;
  const { rows } = await sql<RuleWords>`
    select
      array(select s.id from sources s where s.company_id = ${companyId} order by s.id limit ${MOST}) as sources,
      array(
        select distinct a.outcome from (
          select outcome from activities where company_id = ${companyId} and local_day >= ${dayValue(since)} and outcome is not null limit ${RECORDS}) a
        order by 1 limit ${MOST}) as outcomes,
      ${facts("stage")} as stages, ${facts("segment")} as segments`.execute(tx);
  return rows[0] ?? { sources: [], outcomes: [], stages: [], segments: [] };
};
