import { sql } from "kysely";
import type { Transaction } from "./database.ts";

export type OidcLink = {
  readonly number: number;
  readonly issuer: string;
  readonly linkedAt: string;
  /** When somebody last signed in by it; null: not yet. */
  readonly usedAt: string | null;
};

export type Subject = { readonly issuer: string; readonly subject: string };

/** The account that is this at the issuer, ended or not. */
export const userBySubject = async (tx: Transaction, companyId: number, { issuer, subject }: Subject): Promise<number | undefined> => {
  const { rows } = await sql<{ userNumber: number }>`
    select user_number as "userNumber" from oidc_links where company_id = ${companyId} and issuer = ${issuer} and subject = ${subject}
    limit 1`.execute(tx);
  return rows[0]?.userNumber;
};

/** Links an account; false when the subject is linked already, with whomever. */
export const keepLink = async (
  tx: Transaction,
  companyId: number,
  { issuer, subject, userNumber }: Subject & { readonly userNumber: number },
): Promise<boolean> => {
  const { rows } = await sql`
    insert into oidc_links (company_id, issuer, subject, user_number) values (${companyId}, ${issuer}, ${subject}, ${userNumber})
    on conflict (company_id, issuer, subject) do nothing returning link_number`.execute(tx);
  return rows.length > 0;
};

export const useLink = async (tx: Transaction, companyId: number, { issuer, subject }: Subject): Promise<void> => {
  await sql`
    update oidc_links set used_at = now() where company_id = ${companyId} and issuer = ${issuer} and subject = ${subject}`.execute(tx);
};

/** Of one account, the first linked first; at most a hundred. */
export const linksOf = async (tx: Transaction, companyId: number, userNumber: number): Promise<readonly OidcLink[]> => {
  const { rows } = await sql<OidcLink>`
    select link_number as number, issuer, linked_at as "linkedAt", used_at as "usedAt" from oidc_links
    where company_id = ${companyId} and user_number = ${userNumber} order by link_number limit 100`.execute(tx);
  return rows;
};

/** False when the account has no such link. */
export const deleteLink = async (tx: Transaction, companyId: number, userNumber: number, number: number): Promise<boolean> => {
  const { rows } = await sql`
    delete from oidc_links where company_id = ${companyId} and user_number = ${userNumber} and link_number = ${number}
    returning link_number`.execute(tx);
  return rows.length > 0;
};
