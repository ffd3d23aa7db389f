import type { ProspectReference } from "../domain/activity.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import type { Name } from "../domain/language.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { narrowed, seenOf } from "../domain/sight.ts";
import { inCompany, type Database } from "../store/database.ts";
import { listedProspects } from "../store/listed-prospects.ts";
import { loadSettings } from "../store/settings.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type ProspectListed = {
  readonly name: string | null;
  /** What it is known by first. */
  readonly reference: ProspectReference;
  /** Null: nobody, or somebody whom the caller does not see. */
  readonly owner: { readonly id: string; readonly name: Name } | null;
  readonly stage: string | null;
  /** The day of the last record with it; null: none. */
  readonly lastOn: string | null;
};

export type ProspectsQuestion = {
  /** The member whose they are. */
  readonly owner?: string;
  /** A part of the name, of an address or of a number. */
  readonly find?: string;
  readonly stage?: string;
  /** Only those with whom there is no record from this day on. */
  readonly notSince?: Day;
  readonly cursor?: string;
  readonly limit?: number;
} & AskedBy;

export type ProspectList = { readonly prospects: readonly ProspectListed[]; readonly nextCursor: string | null };

const placeOf = (cursor: string): bigint | null => (/^[1-9]\d{0,17}$/.test(cursor) ? BigInt(cursor) : null);

/** The prospects whom the caller sees, in the order in which they were met. Refuses an owner whom the caller does not see. */
export const listProspects = (
  database: Database,
  companyId: number,
  { owner, cursor, limit = 50, caller, ...asked }: ProspectsQuestion,
): Promise<Outcome<ProspectList>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<ProspectList>> => {
      const after = cursor === undefined ? null : placeOf(cursor);
      if (cursor !== undefined && after === null) return refused(refusal("cursor-invalid", "/cursor"));
      const settings = await loadSettings(tx, companyId);
      const sight = sightIn(settings, caller, "prospects:read");
      const members = seenOf(sight, settings.members);
      const member = members.find(({ id }) => id === owner);
      if (owner !== undefined && member === undefined) return refused(notFound("member", owner, members));
      const found = await listedProspects(tx, companyId, {
        ...asked,
        ...given({ ownerNumber: member?.number, seen: narrowed(sight) }),
        after,
        limit: limit + 1,
      });
      const byNumber = new Map(members.map((each) => [each.number, { id: each.id, name: each.name }]));
      const page = found.slice(0, limit);
      return accepted({
        prospects: page.map(({ name, reference, ownerNumber, stage, lastDay }) => ({
          name,
          reference,
          owner: ownerNumber === null ? null : (byNumber.get(ownerNumber) ?? null),
          stage,
          lastOn: lastDay === null ? null : isoDay(lastDay),
        })),
        nextCursor: found.length > limit ? String(page.at(-1)?.number ?? "") : null,
      });
    },
    { timeoutSeconds: 60 },
  );
