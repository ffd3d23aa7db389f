import { given } from "../domain/given.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import type { Day } from "../domain/day.ts";
import { narrowed, seenOf } from "../domain/sight.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { judgedActivities, placeOf } from "../store/verdicts.ts";
import { findProspect } from "./find-prospect.ts";
import { judgedJson, membersByNumber } from "./activity-json.ts";
import { countedMetrics } from "./counted-metrics.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

export type ListActivitiesInput = AskedBy & {
  readonly member?: string;
  readonly kind?: string;
  readonly source?: string;
  readonly from?: Day;
  readonly before?: Day;
  /** By the reference that records name it by. */
  readonly prospect?: string;
  /** Only this metric's verdict is told. */
  readonly metric?: string;
  /** Only records that count, for the metric or, without one, for any; or only those that do not. */
  readonly counted?: boolean;
  readonly order?: ActivityOrder;
  /** Only records that name nobody known. */
  readonly unattributed?: boolean;
  readonly cursor?: string;
  readonly limit?: number;
};

export const LONGEST_PAGE = 200;

export const activityOrders = ["day", "latest"] as const;
export type ActivityOrder = (typeof activityOrders)[number];

/** Activities in the order of their days, or the latest first, each with the verdict of every metric; `nextCursor` is null on the last page. */
export const listActivities = (
  database: Database,
  companyId: number,
  { cursor, limit = 50, order = "day", caller, ...input }: ListActivitiesInput,
) =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<{ activities: ReturnType<typeof judgedJson>[]; nextCursor: string | null }>> => {
      const settings = await loadSettings(tx, companyId);
      const sight = sightIn(settings, caller, "activities:read");
      const members = seenOf(sight, settings.members);
      const member = members.find((each) => each.id === input.member);
      if (input.member !== undefined && member === undefined) return refused(notFound("member", input.member, members));
      const metrics = await countedMetrics(tx, settings);
      if (input.metric !== undefined && !settings.metrics.some(({ id }) => id === input.metric))
        return refused(notFound("metric", input.metric, settings.metrics));
      const seen = narrowed(sight);
      const prospect = input.prospect === undefined ? undefined : await findProspect(tx, settings, input.prospect, "/prospect", seen);
      if (prospect?.ok === false) return prospect;
      const which = {
        ...(member === undefined ? {} : { memberNumber: member.number }),
        ...(input.kind === undefined ? {} : { kind: input.kind }),
        ...(input.source === undefined ? {} : { source: input.source }),
        ...(input.from === undefined ? {} : { startsOn: input.from }),
        ...(input.before === undefined ? {} : { endsBefore: input.before }),
        ...given({ seen }),
        ...(prospect === undefined ? {} : { prospectNumber: String(prospect.value.root) }),
        ...(input.unattributed === undefined ? {} : { isUnattributed: input.unattributed }),
      };
      const list = { companyId, which, counted: input.counted ?? null, isLatestFirst: order === "latest" };
      const after = cursor === undefined ? null : placeOf(cursor, list);
      if (cursor !== undefined && after === null) return refused(refusal("cursor-invalid", "/cursor"));
      const rows = await judgedActivities(tx, settings, {
        metrics: input.metric === undefined ? metrics : metrics.filter(({ id }) => id === input.metric),
        ...list,
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
