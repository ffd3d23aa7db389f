import { sql } from "kysely";
import type { OidcProvider } from "../domain/oidc.ts";
import { columnOf } from "./column-types.ts";
import type { Transaction } from "./database.ts";

export type KeptProvider = OidcProvider & {
  /** Sealed; null of a public client. */
  readonly clientSecret: Buffer | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly changedAt: string | null;
  /** Raised with each change. */
  readonly version: number;
};

const columns = sql`id, name, issuer, client_id as "clientId", client_secret as "clientSecret", domains, creates_accounts as "createsAccounts",
  roles, created_at as "createdAt", created_by as "createdBy", changed_at as "changedAt", version`;

/** In the order of their names; at most a hundred. */
export const listProviders = async (tx: Transaction, companyId: number): Promise<readonly KeptProvider[]> => {
  const { rows } = await sql<KeptProvider>`
    select ${columns} from oidc_providers where company_id = ${companyId} order by name collate "C", id limit 100`.execute(tx);
  return rows;
};

export const providerById = async (tx: Transaction, companyId: number, id: string): Promise<KeptProvider | undefined> => {
  const { rows } = await sql<KeptProvider>`
    select ${columns} from oidc_providers where company_id = ${companyId} and id = ${id} limit 1`.execute(tx);
  return rows[0];
};

/** Keeps a provider; one of the same id is replaced. The company is owned. */
export const keepProvider = async (
  tx: Transaction,
  companyId: number,
  { id, name, issuer, clientId, clientSecret, domains, createsAccounts, roles }: OidcProvider & Pick<KeptProvider, "clientSecret">,
  { by }: { readonly by: string },
): Promise<void> => {
  await sql`
    insert into oidc_providers (company_id, id, name, issuer, client_id, client_secret, domains, creates_accounts, roles, created_by)
    values (${companyId}, ${id}, ${name}, ${issuer}, ${clientId}, ${clientSecret}, ${columnOf("text", domains)}, ${createsAccounts},
      ${columnOf("text", roles)}, ${by})
    on conflict (company_id, id) do update set name = excluded.name, issuer = excluded.issuer, client_id = excluded.client_id,
      client_secret = excluded.client_secret, domains = excluded.domains, creates_accounts = excluded.creates_accounts,
      roles = excluded.roles, changed_at = now(), version = oidc_providers.version + 1`.execute(tx);
};

/** False when there was none. */
export const deleteProvider = async (tx: Transaction, companyId: number, id: string): Promise<boolean> => {
  const { rows } = await sql`delete from oidc_providers where company_id = ${companyId} and id = ${id} returning id`.execute(tx);
  return rows.length > 0;
};
