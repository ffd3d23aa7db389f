import type { ProspectReference } from "../domain/activity.ts";
import { nameMatches } from "../domain/name-search.ts";
import type { Member } from "../domain/member.ts";
import { inCompany, type Database } from "../store/database.ts";
import { ownProspects, type OwnProspect } from "../store/own-prospects.ts";
import { loadSettings } from "../store/settings.ts";
import { nowOf, todayOf } from "./company-today.ts";

/** By what a record names a prospect, and what they are called. */
export type ProspectNamed = {
  readonly prospect: string;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
};

const order: readonly ProspectReference["kind"][] = ["id", "email", "phone", "handle"];

/** As a record names them: by id where the company gave one, else by address. Undefined of one that nothing names any more. */
export const prospectNamed = ({ name, references }: Pick<OwnProspect, "name" | "references">): ProspectNamed | undefined => {
  const of = (kind: ProspectReference["kind"]): string | null => references.find((each) => each.kind === kind)?.value ?? null;
  const prospect = order.map(of).find((value) => value !== null);
  return prospect === undefined || prospect === null ? undefined : { prospect, name, phone: of("phone"), email: of("email") };
};

const MOST_LOOKED_THROUGH = 5_000;
const A_YEAR_AND_A_MONTH = 400;
const USUALLY = 8;

/**
 * Prospects that a member owns or has met within 13 months, by a part of their name, address or number, or by the initial consonants of a Korean
 * name. A number is found by its digits however it is written.
 */
export const findOwnProspects = (
  database: Database,
  companyId: number,
  { member: id, find, limit = USUALLY }: { readonly member: Member["id"]; readonly find: string; readonly limit?: number },
): Promise<{ readonly prospects: readonly ProspectNamed[] }> =>
  inCompany(database, companyId, async (tx) => {
    const settings = await loadSettings(tx, companyId);
    const member = settings.members.find((each) => each.id === id);
    if (member === undefined) return { prospects: [] };
    const since = todayOf(settings, nowOf()) - A_YEAR_AND_A_MONTH;
    const wanted = find.trim().toLocaleLowerCase();
    const digits = /^[\d\s()+-]+$/.test(wanted) ? wanted.replaceAll(/\D/g, "").replace(/^0/, "") : "";
    const isMeant = ({ name, references }: OwnProspect): boolean =>
      (name !== null && nameMatches({ en: name }, wanted)) ||
      references.some(
        ({ kind, value }) => value.toLocaleLowerCase().includes(wanted) || (kind === "phone" && digits !== "" && value.includes(digits)),
      );
    const found = (await ownProspects(tx, companyId, { memberNumber: member.number, since, limit: MOST_LOOKED_THROUGH })).filter(isMeant);
    return { prospects: found.flatMap((each) => prospectNamed(each) ?? []).slice(0, limit) };
  });
