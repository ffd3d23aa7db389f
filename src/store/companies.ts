import { sql } from "kysely";
import type { Transaction } from "./database.ts";

export type CompanyEntry = { readonly companyId: number; readonly id: string };

/** The company with this id, or undefined. */
export const companyNamed = async (tx: Transaction, id: string): Promise<CompanyEntry | undefined> => {
  const { rows } = await sql<CompanyEntry>`select company_id as "companyId", id from companies where id = ${id}`.execute(tx);
  return rows[0];
};

/** The first few companies by id: enough to tell whether there is none, one or a choice. */
export const firstCompanies = async (tx: Transaction, limit: number): Promise<readonly CompanyEntry[]> => {
  const { rows } = await sql<CompanyEntry>`select company_id as "companyId", id from companies order by id limit ${limit}`.execute(tx);
  return rows;
};

/** Gives the id a number; of two who do so at once the second waits and takes the number of the first. */
export const registerCompany = async (tx: Transaction, id: string): Promise<number> => {
  const { rows } =
    await sql<CompanyEntry>`insert into companies (id) values (${id}) on conflict (id) do nothing returning company_id as "companyId"`.execute(
      tx,
    );
  const companyId = rows[0]?.companyId ?? (await companyNamed(tx, id))?.companyId;
  if (companyId === undefined) throw new Error(`company ${id} was neither registered nor found`);
  return companyId;
};

/** From here to its end a transaction outside any company sees and writes the rows of this one. */
export const enterCompany = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`set local attain.company = ${sql.raw(`'${Math.trunc(companyId)}'`)}`.execute(tx);
};

/** Notes that what is in the company was made up, to be looked around in. */
export const markSample = async (tx: Transaction, companyId: number): Promise<void> => {
  await sql`update company_settings set sample_since = now() where company_id = ${companyId}`.execute(tx);
};

/** Whether the company is the sample to look around in. */
export const isSample = async (tx: Transaction, companyId: number): Promise<boolean> => {
  const { rows } = await sql`select from company_settings where company_id = ${companyId} and sample_since is not null`.execute(tx);
  return rows.length > 0;
};
