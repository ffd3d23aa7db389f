import { sql } from "kysely";
import type { Transaction } from "./database.ts";

/** In how many ways the account can sign in: a password is one, each passkey, each link with a provider that is still there. */
export const waysOf = async (tx: Transaction, companyId: number, userNumber: number): Promise<number> => {
  const { rows } = await sql<{ ways: number }>`
    select ((u.password_hash is not null)::int
      + (select count(*) from passkeys p where p.company_id = u.company_id and p.user_number = u.user_number)
      + (select count(*) from oidc_links l join oidc_providers o on o.company_id = l.company_id and o.issuer = l.issuer
         where l.company_id = u.company_id and l.user_number = u.user_number))::int as ways
    from users u where u.company_id = ${companyId} and u.user_number = ${userNumber} limit 1`.execute(tx);
  return rows[0]?.ways ?? 0;
};

/** What is changed of the account's ways to sign in is changed by one at a time. */
export const lockUser = async (tx: Transaction, companyId: number, userNumber: number): Promise<void> => {
  await sql`select 1 from users where company_id = ${companyId} and user_number = ${userNumber} for update`.execute(tx);
};

/** The account has none of its passkeys and links any more. */
export const forgetWays = async (tx: Transaction, companyId: number, userNumber: number): Promise<void> => {
  await lockUser(tx, companyId, userNumber);
  await sql`delete from passkeys where company_id = ${companyId} and user_number = ${userNumber}`.execute(tx);
  await sql`delete from oidc_links where company_id = ${companyId} and user_number = ${userNumber}`.execute(tx);
};
