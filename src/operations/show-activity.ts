import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { actsOf, revisionsOf, type ActivityKey } from "../store/activities.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { absencesOf } from "../store/loads.ts";
import { judgedActivities } from "../store/verdicts.ts";
import { judgedJson } from "./activity-json.ts";
import { countedMetrics } from "./counted-metrics.ts";

/** One activity: its present state with the verdict of every metric, the states it had before, what people did to it, and the complete loads that lacked it. */
export const showActivity = (database: Database, companyId: number, key: ActivityKey) =>
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
          absences: Awaited<ReturnType<typeof absencesOf>>;
        }
      >
    > => {
      const settings = await loadSettings(tx, companyId);
      const [found] = await judgedActivities(tx, settings, {
        metrics: await countedMetrics(tx, settings),
        which: { key },
        counted: null,
        after: null,
        limit: 1,
      });
      if (found === undefined)
        return refused(refusal("activity-not-found", "/externalId", { source: key.source, externalId: key.externalId }));
      return accepted({
        ...judgedJson(found, settings),
        earlier: await revisionsOf(tx, companyId, key),
        acts: await actsOf(tx, companyId, key),
        absences: await absencesOf(tx, companyId, key),
      });
    },
  );
