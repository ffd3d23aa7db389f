import type { Change } from "../domain/company-changes.ts";
import type { Name } from "../domain/language.ts";
import { withNewMembers, type NewMember } from "../domain/new-members.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { countUnattributed } from "../store/unattributed.ts";
import { CHANGE_SECONDS, changeCompanyWithin } from "./change-company.ts";

export type AddedMember = { readonly id: string; readonly name: Name; readonly act: "added" | "changed" | "unchanged" };

export type MembersAdded = {
  /** In the order in which they were given. */
  readonly members: readonly AddedMember[];
  /** Records that named nobody and are members' now. */
  readonly attributed: number;
  readonly version: number;
  readonly changes: readonly Change[];
};

/**
 * Adds members, and to those who are there what was not known of them: identities, an e-mail address. Records that named nobody and name one of
 * them count from now on. All or nothing, with every refusal at once; sent again it changes nothing.
 */
export const addMembers = (
  database: Database,
  companyId: number,
  members: readonly NewMember[],
  { by }: { readonly by: string },
): Promise<Outcome<MembersAdded>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<MembersAdded>> => {
      await ownCompany(tx, companyId);
      const before = await countUnattributed(tx, companyId);
      let ids: readonly string[] = [];
      const applied = await changeCompanyWithin(
        tx,
        companyId,
        ({ file }) => {
          const put = withNewMembers(file, members);
          if (put.ok) ({ ids } = put.value);
          return put;
        },
        { by, act: "add-members" },
      );
      if (!applied.ok) return applied;
      const { version, changes } = applied.value;
      const settings = await loadSettings(tx, companyId);
      const names = new Map(settings.members.map(({ id, name }) => [id, name]));
      const acts = new Map(changes.flatMap(({ what, id, act }) => (what === "member" ? [[id, act] as const] : [])));
      const actOf = (id: string): AddedMember["act"] => {
        const act = acts.get(id);
        return act === undefined ? "unchanged" : act === "added" ? act : "changed";
      };
      return accepted({
        members: ids.map((id) => ({ id, name: names.get(id) ?? {}, act: actOf(id) })),
        attributed: before === 0 ? 0 : before - (await countUnattributed(tx, companyId)),
        version: Number(version),
        changes,
      });
    },
    { rollBackIf: (outcome) => !outcome.ok, timeoutSeconds: CHANGE_SECONDS },
  );
