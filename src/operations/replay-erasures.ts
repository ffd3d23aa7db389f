import type { ErasureKept } from "../domain/erasure-reading.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { erasedHashes, identityHash, type Identity } from "../store/erased-identities.ts";
import { identitiesAfter, type IdentityPlace } from "../store/erasure.ts";
import { loadSettings } from "../store/settings.ts";
import { erasePerson, type ErasureOptions, type PersonNamed } from "./erase-person.ts";

const IDENTITIES_AT_ONCE = 5_000;

/** Who was erased, by hashes that say nothing without the installation's secret, to be kept beside backups: what `replayErasures` takes after a backup was restored that is older than the last erasure. */
export const exportErasures = (database: Database, companyId: number): Promise<readonly ErasureKept[]> =>
  inCompany(database, companyId, (tx) => erasedHashes(tx, companyId));

/**
 * Erases again whoever of these is there again. How many people. Members who are employed in what was restored are left out, and counted.
 */
export const replayErasures = async (
  database: Database,
  companyId: number,
  erasures: readonly ErasureKept[],
  { by, imports }: Omit<ErasureOptions, "reason">,
): Promise<Outcome<{ readonly erased: number; readonly left: number }>> => {
  const reasonOf = new Map(erasures.flatMap(({ hashes, reason }) => hashes.map((hash) => [hash, reason] as const)));
  const hashOf = (identity: Identity): string => identityHash(database, companyId, identity).toString("hex");
  let [erased, left] = [0, 0];
  const erase = async (named: PersonNamed, reason: string): Promise<void> => {
    const done = await erasePerson(database, companyId, named, { reason, by, ...(imports === undefined ? {} : { imports }) });
    if (done.ok) erased += 1;
    else left += 1;
  };
  const { members } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  for (const { id, code, email, identities } of members) {
    const known = [
      ...[id, code, email].flatMap((each): Identity[] => (each === null ? [] : [{ of: "member", kind: "", value: each.toLowerCase() }])),
      ...identities.map(({ source, externalId }): Identity => ({ of: "member", kind: source, value: externalId })),
    ];
    const reason = known.map((identity) => reasonOf.get(hashOf(identity))).find((each) => each !== undefined);
    if (reason !== undefined) await erase({ member: id }, reason);
  }
  let after: IdentityPlace | null = null;
  do {
    const from: IdentityPlace | null = after;
    const page: readonly (IdentityPlace & { readonly root: bigint })[] = await inCompany(database, companyId, (tx) =>
      identitiesAfter(tx, companyId, from, IDENTITIES_AT_ONCE),
    );
    const gone = new Map(
      page.flatMap(({ kind, value, root }) => {
        const reason = reasonOf.get(hashOf({ of: "prospect", kind, value }));
        return reason === undefined ? [] : [[root, reason] as const];
      }),
    );
    for (const [prospectNumber, reason] of gone) await erase({ prospectNumber }, reason);
    after = page.length < IDENTITIES_AT_ONCE ? null : (page.at(-1) ?? null);
  } while (after !== null);
  return accepted({ erased, left });
};
