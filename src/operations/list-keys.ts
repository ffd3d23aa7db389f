import { listKeys as keptKeys, type ApiKey } from "../store/api-keys.ts";
import { inCompany, type Database } from "../store/database.ts";

export type { ApiKey };
export type ApiKeyList = { readonly keys: readonly ApiKey[]; readonly next: number | null };

/** The keys, the newest first and those that ended too; `next` is where the list goes on. */
export const listKeys = (
  database: Database,
  companyId: number,
  { before = 2 ** 31 - 1, limit }: { readonly before?: number; readonly limit: number },
): Promise<ApiKeyList> =>
  inCompany(database, companyId, async (tx) => {
    const found = await keptKeys(tx, companyId, { before, limit: limit + 1 });
    const keys = found.slice(0, limit);
    return { keys, next: found.length > limit ? (keys.at(-1)?.number ?? null) : null };
  });
