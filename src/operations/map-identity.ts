import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import type { Database } from "../store/database.ts";
import { countUnattributed } from "../store/unattributed.ts";
import { isSameIdentity, onMember, withIdentities, type IdentityMapped, type IdentityOrder } from "./mapped-identities.ts";

/**
 * Says who a member is in a source. What the source told of that name and nobody was known for is the member's from now on and counts, on the
 * days on which the member was employed. Refuses a name that is somebody else's there.
 */
export const mapIdentity = (
  database: Database,
  companyId: number,
  { member: named, source, externalId }: IdentityOrder,
  { by }: { readonly by: string },
): Promise<Outcome<IdentityMapped>> =>
  onMember(database, companyId, named, async (tx, settings, member) => {
    const identity = { source, externalId };
    const answer = { member: member.id, ...identity };
    if (member.identities.some((each) => isSameIdentity(each, identity)))
      return accepted({ ...answer, changed: false, records: 0, version: Number(settings.version) });
    const owner = settings.members.find(({ ended, identities }) => !ended && identities.some((each) => isSameIdentity(each, identity)));
    if (owner !== undefined)
      return refused(refusal("identity-repeated", "/externalId", { found: shown(externalId), source: shown(source), member: owner.id }));
    const before = await countUnattributed(tx, companyId);
    const applied = await withIdentities(tx, companyId, member, { identities: [...member.identities, identity], by, act: "map-identity" });
    if (!applied.ok) return applied;
    const records = before - (await countUnattributed(tx, companyId));
    return accepted({ ...answer, changed: true, records, version: Number(applied.value.version) });
  });
