import type { Seen } from "../domain/sight.ts";
import { seesProspect } from "../store/seen.ts";
import type { ProspectReference } from "../domain/activity.ts";
import type { Settings } from "../domain/company.ts";
import { noHint } from "../domain/meant.ts";
import { parseProspect } from "../domain/prospect-reference.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import type { Transaction } from "../store/database.ts";
import { prospectsNamed, type NamedProspect } from "../store/prospects.ts";

export type FoundProspect = NamedProspect & { readonly reference: ProspectReference };

/** The prospect that a text names, as a record would name it. Refuses one that nobody has told of. */
export const findProspect = async (
  tx: Transaction,
  { companyId, company }: Settings,
  text: string,
  pointer: string,
  seen?: Seen,
): Promise<Outcome<FoundProspect>> => {
  const reference = parseProspect(text, pointer, company.country);
  if (!reference.ok) return reference;
  const [found] = (await prospectsNamed(tx, companyId, [reference.value])).values();
  const isThere = found !== undefined && (seen === undefined || (await seesProspect(tx, companyId, found.root, seen)));
  return !isThere
    ? refused(
        refusal("not-found", pointer, { what: { en: "prospect", ko: "잠재 고객" }, found: shown(reference.value.value), hint: noHint }),
      )
    : accepted({ ...found, reference: reference.value });
};
