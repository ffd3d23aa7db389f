import { isoDay } from "../domain/day.ts";
import type { Name } from "../domain/language.ts";
import { nearestAmong } from "../domain/nearest-members.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { attributionOf } from "../store/attribution.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { unattributedReferences, type UnattributedReference } from "../store/unattributed.ts";

export type UnattributedJson = {
  readonly source: string;
  readonly reference: string;
  readonly records: number;
  readonly firstDay: string;
  readonly lastDay: string;
  /** `not-employed`: somebody answers to it, who was not employed on those days. */
  readonly why: "unknown" | "not-employed";
  readonly proposals: readonly { readonly member: string; readonly name: Name }[];
};

export type UnattributedList = {
  readonly references: readonly UnattributedJson[];
  /** Of all references, also those of other pages. */
  readonly records: number;
  readonly nextCursor: string | null;
};

const cursorOf = ({ records, source, reference }: UnattributedReference): string =>
  Buffer.from(JSON.stringify([records, source, reference])).toString("base64url");

const placeOf = (cursor: string): Pick<UnattributedReference, "records" | "source" | "reference"> | undefined => {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (!Array.isArray(read)) return undefined;
    const [records, source, reference] = read as readonly unknown[];
    if (typeof records !== "number" || !Number.isSafeInteger(records)) return undefined;
    if (typeof source !== "string" || typeof reference !== "string" || `${source}${reference}`.includes("\0")) return undefined;
    return { records, source, reference };
  } catch {
    return undefined;
  }
};

/** The names by which sources tell of nobody known, those with the most records first, each with the members whom it may mean. */
export const listUnattributed = (
  database: Database,
  companyId: number,
  { cursor, limit = 50 }: { readonly cursor?: string; readonly limit?: number } = {},
): Promise<Outcome<UnattributedList>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<UnattributedList>> => {
      const after = cursor === undefined ? null : placeOf(cursor);
      if (after === undefined) return refused(refusal("cursor-invalid", "/cursor"));
      const settings = await loadSettings(tx, companyId);
      const { references, records } = await unattributedReferences(tx, companyId, { after, limit: limit + 1 });
      const attribution = await attributionOf(tx, settings);
      const nearest = nearestAmong(settings.members);
      const page = references.slice(0, limit);
      const last = page.at(-1);
      return accepted({
        references: page.map(({ source, reference, firstDay, lastDay, ...each }): UnattributedJson => {
          const isKnown = attribution.memberOf(source, reference) !== null;
          return {
            source,
            reference,
            records: each.records,
            firstDay: isoDay(firstDay),
            lastDay: isoDay(lastDay),
            why: isKnown ? "not-employed" : "unknown",
            proposals: isKnown ? [] : nearest(reference).map(({ id, name }) => ({ member: id, name })),
          };
        }),
        records,
        nextCursor: references.length > limit && last !== undefined ? cursorOf(last) : null,
      });
    },
    { timeoutSeconds: 120 },
  );
