import type { Name } from "../domain/language.ts";
import { heldOn } from "../domain/member.ts";
import { nameMatches } from "../domain/name-search.ts";
import { seenOf } from "../domain/sight.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { nowOf, todayOf } from "./company-today.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type FoundMembers = {
  readonly members: readonly { readonly member: string; readonly name: Name; readonly team: string | null }[];
};

const USUALLY = 8;

const startsWith = (name: Name, typed: string): boolean =>
  [name.en, name.ko].some((each) => each?.toLocaleLowerCase().startsWith(typed.toLocaleLowerCase()) === true);

/**
 * The member of that id, and the present members whose name answers to a part of it, or to the initial consonants of a Korean one; of those whom
 * the caller sees. Whose name begins with it comes first.
 */
export const findMembers = (
  database: Database,
  companyId: number,
  { find, limit = USUALLY, caller }: { readonly find: string; readonly limit?: number } & AskedBy,
): Promise<FoundMembers> =>
  inCompany(database, companyId, async (tx) => {
    const settings = await loadSettings(tx, companyId);
    const today = todayOf(settings, nowOf());
    const matching = seenOf(sightIn(settings, caller, "attainment:read"), settings.members).filter(
      ({ ended, id, name }) => id === find || (!ended && nameMatches(name, find)),
    );
    const [first, others] = [matching.filter(({ name }) => startsWith(name, find)), matching.filter(({ name }) => !startsWith(name, find))];
    const members = [...first, ...others].slice(0, limit);
    return { members: members.map(({ id, name, team }) => ({ member: id, name, team: heldOn(team, today) })) };
  });
