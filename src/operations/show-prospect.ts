import { narrowed, seenOf } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import type { ProspectReference } from "../domain/activity.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { suggestionsOf } from "../store/merge-suggestions.ts";
import { mergesOf, type KeptMerge } from "../store/merges.ts";
import { loadSettings } from "../store/settings.ts";
import { factsOf, identitiesOf, prospectRow } from "../store/shown-prospects.ts";
import { nowOf } from "./company-today.ts";
import { consentOf, type ConsentJson } from "./contacts/consent-json.ts";
import { findProspect } from "./find-prospect.ts";
import { suggestionJson, type SuggestionJson } from "./suggestion-json.ts";

export type IdentityJson = {
  readonly kind: ProspectReference["kind"];
  readonly value: string;
  /** `suggested`: perhaps the same, which a person has yet to say; until then it counts for another prospect. */
  readonly status: "verified" | "suggested";
  /** The merge by which it counts here; null for one of the prospect's own. */
  readonly merge: number | null;
};

export type FactJson = {
  readonly aspect: "stage" | "segment";
  readonly value: string | null;
  readonly fromAt: string | null;
  /** The company's day then; null from the beginning. */
  readonly fromOn: string | null;
  readonly recordedAt: string;
  /** The merge that brought it; null for one that was told of the prospect itself. */
  readonly merge: number | null;
};

export type MergeActJson = {
  readonly merge: number;
  readonly act: "merge" | "unmerge";
  readonly prospect: string;
  readonly into: string | null;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
};

export type ProspectShown = {
  readonly name: string | null;
  readonly owner: string | null;
  readonly timeZone: string | null;
  readonly isColleague: boolean;
  readonly attributes: Readonly<Record<string, unknown>> | null;
  readonly identities: readonly IdentityJson[];
  /** By day; of two of one aspect from the same instant the first holds. */
  readonly facts: readonly FactJson[];
  readonly merges: readonly MergeActJson[];
  /** With whom it is perhaps one, decided or not. */
  readonly suggestions: readonly SuggestionJson[];
  readonly consent: ConsentJson;
};

const mergeJson = ({ number, prospectReference, intoReference, reason, by, at }: KeptMerge): MergeActJson => ({
  merge: number,
  act: intoReference === null ? "unmerge" : "merge",
  prospect: prospectReference,
  into: intoReference,
  reason,
  by,
  at,
});

/** A prospect by any of its identities: all that are verified or suggested, what was merged and why, and what holds of it from which day on. */
export const showProspect = (
  database: Database,
  companyId: number,
  reference: string,
  { caller }: AskedBy = {},
): Promise<Outcome<ProspectShown>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<ProspectShown>> => {
      const settings = await loadSettings(tx, companyId);
      const sight = sightIn(settings, caller, "prospects:read");
      const seen = narrowed(sight);
      const found = await findProspect(tx, settings, reference, "/reference", seen);
      if (!found.ok) return found;
      const { root } = found.value;
      const row = await prospectRow(tx, companyId, root);
      if (row === undefined) throw new Error(`There is no prospect ${root}`);
      const identities = await identitiesOf(tx, companyId, root);
      const facts = await factsOf(tx, companyId, { root, timeZone: settings.company.timeZone });
      const merges = await mergesOf(tx, companyId, [...new Set(identities.map(({ own }) => own))]);
      const suggestions = await suggestionsOf(tx, companyId, root, seen);
      const mergeOf = (own: bigint): number | null =>
        own === root ? null : (merges.findLast(({ prospect }) => prospect === own)?.number ?? null);
      const isOwn = ({ kind, value }: ProspectReference): boolean => identities.some((each) => each.kind === kind && each.value === value);
      return accepted({
        name: row.name,
        owner: seenOf(sight, settings.members).find(({ number }) => number === row.ownerNumber)?.id ?? null,
        timeZone: row.timeZone,
        isColleague: row.isColleague,
        attributes: row.attributes,
        identities: [
          ...identities.map(({ kind, value, own }): IdentityJson => ({ kind, value, status: "verified", merge: mergeOf(own) })),
          ...suggestions.flatMap(({ keep, other, decision }): readonly IdentityJson[] =>
            decision === null ? [{ ...(isOwn(keep) ? other : keep), status: "suggested", merge: null }] : [],
          ),
        ],
        facts: facts.map(({ own, ...fact }) => ({ ...fact, merge: mergeOf(own) })),
        merges: merges.map(mergeJson),
        suggestions: suggestions.map(suggestionJson),
        consent: await consentOf(tx, settings, { root, name: row.name ?? found.value.reference.value, at: nowOf() }),
      });
    },
    { isolation: "repeatable read" },
  );
