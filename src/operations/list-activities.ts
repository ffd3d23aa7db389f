import { given } from "../domain/given.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import type { Day } from "../domain/day.ts";
import { narrowed, seenOf } from "../domain/sight.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { judgedActivities, placeOf } from "../store/verdicts.ts";
import { judgedJson, membersByNumber } from "./activity-json.ts";
import { countedMetrics } from "./counted-metrics.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type ListActivitiesInput = AskedBy & {
  readonly member?: string;
  readonly kind?: string;
  readonly source?: string;
  readonly from?: Day;
  readonly before?: Day;
  /** Only records that name nobody known. */
  readonly unattributed?: boolean;
  readonly cursor?: string;
  readonly limit?: number;
};

export const LONGEST_PAGE = 200;

/** Activities in the order of their days, each with the verdict of every metric; `nextCursor` is null on the last page. */
export const listActivities = (database: Database, companyId: number, { cursor, limit = 50, caller, ...input }: ListActivitiesInput) =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<{ activities: ReturnType<typeof judgedJson>[]; nextCursor: string | null }>> => {
      const settings = await loadSettings(tx, companyId);
      const sight = sightIn(settings, caller, "activities:read");
      const members = seenOf(sight, settings.members);
      const member = members.find((each) => each.id === input.member);
      if (input.member !== undefined && member === undefined) return refused(notFound("member", input.member, members));
      const which = {
        ...(member === undefined ? {} : { memberNumber: member.number }),
        ...(input.kind === undefined ? {} : { kind: input.kind }),
        ...(input.source === undefined ? {} : { source: input.source }),
        ...(input.from === undefined ? {} : { startsOn: input.from }),
        ...(input.before === undefined ? {} : { endsBefore: input.before }),
        ...given({ seen: narrowed(sight) }),
        ...(input.unattributed === undefined ? {} : { isUnattributed: input.unattributed }),
      };
      const after = cursor === undefined ? null : placeOf(cursor, { companyId, which, counted: null });
      if (cursor !== undefined && after === null) return refused(refusal("cursor-invalid", "/cursor"));
      const rows = await judgedActivities(tx, settings, {
        metrics: await countedMetrics(tx, settings),
        which,
        counted: null,
        after,
        limit: limit + 1,
      });
      const page = rows.slice(0, limit);
      const named = membersByNumber(settings);
      return accepted({
        activities: page.map((row) => judgedJson(row, settings, named)),
        nextCursor: rows.length > limit ? (page.at(-1)?.cursor ?? null) : null,
      });
    },
  );
