import { given } from "../domain/given.ts";
import { isSeen, narrowed, type Sight } from "../domain/sight.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { actsOf, revisionsOf, type ActivityKey } from "../store/activities.ts";
import { inCompany, type Database } from "../store/database.ts";
import { linksOf, type Links } from "../store/links.ts";
import { rulingsOf } from "../store/rulings.ts";
import { redatingsOf } from "../store/redating.ts";
import { loadSettings } from "../store/settings.ts";
import { absencesOf } from "../store/loads.ts";
import { judgedActivities } from "../store/verdicts.ts";
import { judgedJson, membersByNumber } from "./activity-json.ts";
import { countedMetrics } from "./counted-metrics.ts";
import { dayChangeJson } from "./redate-activities.ts";
import { missingActivity } from "./missing-activity.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

/** Whose a state was that holds no more. */
const isContentSeen = (sight: Sight, { member_number: member }: Readonly<Record<string, unknown>>): boolean =>
  sight.members === "all" || (typeof member === "number" && isSeen(sight, member));

/** One activity: its present state with the verdict of every metric, the states it had before, and what was done to it: by people, by complete loads that lacked it, by a re-dating. */
export const showActivity = (database: Database, companyId: number, key: ActivityKey, { caller }: AskedBy = {}) =>
  inCompany(
    database,
    companyId,
    async (
      tx,
    ): Promise<
      Outcome<
        ReturnType<typeof judgedJson> & {
          earlier: Awaited<ReturnType<typeof revisionsOf>>;
          acts: Awaited<ReturnType<typeof actsOf>>;
          /** Everything that was ruled, withdrawals (`counts: null`) included. */
          rulings: readonly {
            metric: string;
            counts: boolean | null;
            conditions: readonly string[];
            reason: string;
            by: string;
            at: string;
            dispute: string | null;
          }[];
          /** Those in whose place it counts, and what people said of its links. */
          links: Omit<Links, "sameAs">;
          redatings: (ReturnType<typeof dayChangeJson> & { reason: string; doneBy: string; doneAt: string })[];
          absences: Awaited<ReturnType<typeof absencesOf>>;
        }
      >
    > => {
      const settings = await loadSettings(tx, companyId);
      const sight = sightIn(settings, caller, "activities:read");
      const [found] = await judgedActivities(tx, settings, {
        metrics: await countedMetrics(tx, settings),
        which: { key, ...given({ seen: narrowed(sight) }) },
        counted: null,
        after: null,
        limit: 1,
      });
      if (found === undefined) return refused(await missingActivity(tx, settings, key));
      const { standsFor, acts: linkActs } = await linksOf(tx, companyId, key);
      return accepted({
        ...judgedJson(found, settings, membersByNumber(settings)),
        earlier: (await revisionsOf(tx, companyId, key)).filter(({ content }) => isContentSeen(sight, content)),
        acts: await actsOf(tx, companyId, key),
        rulings: (await rulingsOf(tx, companyId, key)).map(({ metricNumber, ...ruling }) => ({
          metric: settings.metrics.find((metric) => metric.number === metricNumber)?.id ?? "",
          ...ruling,
        })),
        links: { standsFor, acts: linkActs },
        redatings: (await redatingsOf(tx, companyId, key)).map((each) => ({
          ...dayChangeJson(each),
          reason: each.reason,
          doneBy: each.doneBy,
          doneAt: each.doneAt,
        })),
        absences: await absencesOf(tx, companyId, key),
      });
    },
  );

export type ActivityShown = Awaited<ReturnType<typeof showActivity>> extends Outcome<infer T> ? T : never;
