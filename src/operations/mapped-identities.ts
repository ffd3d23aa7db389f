import type { Settings } from "../domain/company.ts";
import { membersByName } from "../domain/member-naming.ts";
import type { Member } from "../domain/member.ts";
import type { Identity } from "../domain/new-members.ts";
import { accepted, type Outcome, type Refusal } from "../domain/refusal.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
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

export const isSameIdentity = (one: Identity, other: Identity): boolean =>
  one.source === other.source && one.externalId === other.externalId;

/** A refusal of the file: it can only be about the identity. */
const toldOfIdentity = (each: Refusal): Refusal => ({ ...each, pointer: each.pointer.endsWith("/source") ? "/source" : "/externalId" });

/** The member with other identities, put through the company's file. */
export const withIdentities = (
  tx: Transaction,
  companyId: number,
  member: Member,
  { identities, by, act }: { readonly identities: readonly Identity[]; readonly by: string; readonly act: string },
) =>
  changeCompanyWithin(
    tx,
    companyId,
    ({ file }) =>
      accepted({
        file: { ...file, members: (file.members ?? []).map((entry) => (entry.id === member.id ? { ...entry, identities } : entry)) },
        told: toldOfIdentity,
      }),
    { by, act },
  );

type Act = (tx: Transaction, settings: Settings, member: Member) => Promise<Outcome<IdentityMapped>>;

/** Does something with one member, who is named by id, code or e-mail address, while the company is owned. */
export const onMember = (database: Database, companyId: number, named: string, work: Act): Promise<Outcome<IdentityMapped>> =>
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
