import { perhaps } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import type { Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { attributeRecords } from "../store/settle.ts";
import { releaseReference } from "../store/unattributed.ts";
import { isSameIdentity, onMember, withIdentities, type IdentityMapped, type IdentityOrder } from "./mapped-identities.ts";

/**
 * Takes back that a member is somebody in a source: the records that came by that name are nobody's again, and count for nothing, until
 * somebody else answers to it. Refuses what the member is not.
 */
export const unmapIdentity = (
  database: Database,
  companyId: number,
  { member: named, source, externalId }: IdentityOrder,
  { by }: { readonly by: string },
): Promise<Outcome<IdentityMapped>> =>
  onMember(database, companyId, named, async (tx, _, member) => {
    const identity = { source, externalId };
    const identities = member.identities.filter((each) => !isSameIdentity(each, identity));
    if (identities.length === member.identities.length)
      return refused(
        refusal("identity-none", "/externalId", {
          member: member.id,
          source: shown(source),
          found: shown(externalId),
          hint: perhaps(
            externalId,
            member.identities.flatMap((each) => (each.source === source ? [each.externalId] : [])),
          ),
        }),
      );
    const applied = await withIdentities(tx, companyId, member, { identities, by, act: "unmap-identity" });
    if (!applied.ok) return applied;
    const settings = await loadSettings(tx, companyId);
    const released = await releaseReference(tx, settings, { source, reference: externalId, memberNumber: member.number });
    // Whoever has that name as an id, code or e-mail address answers to it from now on.
    if (released > 0) await attributeRecords(tx, settings);
    return accepted({ member: member.id, ...identity, changed: true, records: released, version: Number(applied.value.version) });
  });
