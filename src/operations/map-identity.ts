import type { Settings } from "../domain/company.ts";
import { membersByName } from "../domain/member-naming.ts";
import type { Member } from "../domain/member.ts";
import { perhaps } from "../domain/meant.ts";
import type { Identity } from "../domain/new-members.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { attributeRecords } from "../store/settle.ts";
import { countUnattributed, releaseReference } from "../store/unattributed.ts";
import { CHANGE_SECONDS, changeCompanyWithin } from "./change-company.ts";

/** `member`: id, code or e-mail address. */
export type IdentityOrder = Identity & { readonly member: string };

export type IdentityMapped = Identity & {
  readonly member: string;
  /** False: it was so already. */
  readonly changed: boolean;
  /** Records that became the member's, or stopped being it. */
  readonly records: number;
  readonly version: number;
};

const isSameIdentity = (one: Identity, other: Identity): boolean => one.source === other.source && one.externalId === other.externalId;

/** A refusal of the file: it can only be about the identity. */
const toldOfIdentity = (each: Refusal): Refusal => ({ ...each, pointer: each.pointer.endsWith("/source") ? "/source" : "/externalId" });

/** The member with other identities, put through the company's file. */
const withIdentities = (
  tx: Transaction,
  companyId: number,
  member: Member,
  { identities, by }: { readonly identities: readonly Identity[]; readonly by: string },
) =>
  changeCompanyWithin(
    tx,
    companyId,
    ({ file }) =>
      accepted({
        file: { ...file, members: (file.members ?? []).map((entry) => (entry.id === member.id ? { ...entry, identities } : entry)) },
        told: toldOfIdentity,
      }),
    { by },
  );

type Act = (tx: Transaction, settings: Settings, member: Member) => Promise<Outcome<IdentityMapped>>;

const act = (database: Database, companyId: number, named: string, work: Act): Promise<Outcome<IdentityMapped>> =>
  inCompany(
    database,
    companyId,
    async (tx) => {
      await ownCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const member = membersByName(settings.members)(named);
      return member.ok ? work(tx, settings, member.value) : member;
    },
    { rollBackIf: (outcome) => !outcome.ok, timeoutSeconds: CHANGE_SECONDS },
  );

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
  act(database, companyId, named, async (tx, settings, member) => {
    const identity = { source, externalId };
    const answer = { member: member.id, ...identity };
    if (member.identities.some((each) => isSameIdentity(each, identity)))
      return accepted({ ...answer, changed: false, records: 0, version: Number(settings.version) });
    const before = await countUnattributed(tx, companyId);
    const applied = await withIdentities(tx, companyId, member, { identities: [...member.identities, identity], by });
    if (!applied.ok) return applied;
    const records = before - (await countUnattributed(tx, companyId));
    return accepted({ ...answer, changed: true, records, version: Number(applied.value.version) });
  });

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
  act(database, companyId, named, async (tx, _, member) => {
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
    const applied = await withIdentities(tx, companyId, member, { identities, by });
    if (!applied.ok) return applied;
    const settings = await loadSettings(tx, companyId);
    const released = await releaseReference(tx, settings, { source, reference: externalId, memberNumber: member.number });
    // Whoever has that name as an id, code or e-mail address answers to it from now on.
    if (released > 0) await attributeRecords(tx, settings);
    return accepted({ member: member.id, ...identity, changed: true, records: released, version: Number(applied.value.version) });
  });
