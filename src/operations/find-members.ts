import type { Name } from "../domain/language.ts";
import { heldOn, type Role } from "../domain/member.ts";
import type { Instant } from "../domain/instant.ts";
import { seenOf } from "../domain/sight.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { todayOf } from "./company-today.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type MemberFound = { readonly id: string; readonly name: Name; readonly team: string | null; readonly role: Role };

const MOST = 20;

const plain = (text: string): string => text.normalize("NFC").toLowerCase();

/** Members who carry on and whose name, id or code has the text in it, those first that begin with it; at most twenty. */
export const findMembers = (
  database: Database,
  companyId: number,
  { find, now, caller }: { readonly find: string; readonly now: Instant } & AskedBy,
): Promise<{ readonly members: readonly MemberFound[] }> =>
  inCompany(database, companyId, async (tx) => {
    const settings = await loadSettings(tx, companyId);
    const today = todayOf(settings, now);
    const wanted = plain(find.trim());
    const present = seenOf(sightIn(settings, caller, "attainment:read"), settings.members).filter(
      ({ ended, employedBefore }) => !ended && employedBefore > today,
    );
    const rank = ({ id, code, name }: (typeof present)[number]): number => {
      const texts = [name.en, name.ko, id, code].flatMap((text) => (text === undefined || text === null ? [] : [plain(text)]));
      if (texts.some((text) => text.startsWith(wanted))) return 0;
      return texts.some((text) => text.includes(wanted)) ? 1 : 2;
    };
    const ranked = present.map((member) => ({ member, at: rank(member) })).filter(({ at }) => at < 2);
    return {
      members: ranked
        .toSorted((one, other) => one.at - other.at)
        .slice(0, MOST)
        .map(({ member: { id, name, team, role } }) => ({ id, name, team: heldOn(team, today), role })),
    };
  });
