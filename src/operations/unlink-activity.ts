import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { keyText, lockActivities, type ActivityKey } from "../store/activities.ts";
import { shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { evaluationOf } from "../store/evaluation.ts";
import { linksOf, recordLinkAct, toldApart, type LinkAct, type Links } from "../store/links.ts";
import { recount } from "../store/recording.ts";
import { loadSettings } from "../store/settings.ts";
import { missingActivity } from "./missing-activity.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { activitySubject } from "./audit/audit-subjects.ts";
import { refuseRecord } from "./reached-records.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

/** How the record is linked now. */
export type LinkAnswer = {
  /** False when it was so already. */
  readonly changed: boolean;
  /** The record that counts in its place. */
  readonly sameAs: ActivityKey | null;
  /** Those in whose place it counts. */
  readonly standsFor: readonly ActivityKey[];
};

const textOf = ({ source, externalId }: ActivityKey): string => shown(`${source} ${externalId}`);

/** Of whom the act is to be said; none when it was said already. */
const othersIn = (
  act: LinkAct["act"],
  key: ActivityKey,
  { links, apart }: { readonly links: Links; readonly apart: readonly ActivityKey[] },
): Outcome<readonly ActivityKey[]> => {
  if (act === "link" && apart.length > 0) return accepted(apart);
  if (act === "unlink" && links.sameAs !== null) return accepted([links.sameAs]);
  const [held] = links.standsFor;
  if (act === "unlink" && held !== undefined) return refused(refusal("link-held", "/externalId", { ...key, held: textOf(held) }));
  const isSo = act === "unlink" ? apart.length > 0 : links.sameAs !== null || held !== undefined;
  return isSo ? accepted([]) : refused(refusal("link-none", "/externalId", { ...key }));
};

const say = (
  database: Database,
  companyId: number,
  key: ActivityKey,
  { act, reason, by, caller }: { readonly act: LinkAct["act"]; readonly reason: string; readonly by: string } & AskedBy,
): Promise<Outcome<LinkAnswer>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<LinkAnswer>> => {
    await shareCompany(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    if (!(await lockActivities(tx, settings, [key])).has(keyText(key))) return refused(await missingActivity(tx, settings, key));
    const refusedTo = await refuseRecord(tx, settings, sightIn(settings, caller, "activities:rule"), key);
    if (refusedTo !== undefined) return refused(refusedTo);
    const others = othersIn(act, key, { links: await linksOf(tx, companyId, key), apart: await toldApart(tx, companyId, key) });
    if (!others.ok) return others;
    if (others.value.length > 0)
      await recount(tx, await evaluationOf(tx, settings), {
        created: [],
        cause: "link",
        changed: [key],
        change: async () => {
          for (const other of others.value) await recordLinkAct(tx, companyId, key, other, { act, reason, doneBy: by });
        },
      });
    for (const other of others.value) {
      const after = { act, other: `${other.source} ${other.externalId}` };
      await keepAuditEvent(tx, companyId, { by, act: `${act}-activity`, ...activitySubject(key), after });
    }
    const { sameAs, standsFor } = await linksOf(tx, companyId, key);
    return accepted({ changed: others.value.length > 0, sameAs, standsFor });
  });

/**
 * Says that a record is not the same act as the one that counts in its place: the two are two acts from now on, whatever their sources tell.
 * Refuses a record that is linked with no other, and one that itself counts in another's place.
 */
export const unlinkActivity = (
  database: Database,
  companyId: number,
  key: ActivityKey,
  why: { readonly reason: string; readonly by: string } & AskedBy,
): Promise<Outcome<LinkAnswer>> => say(database, companyId, key, { act: "unlink", ...why });

/** Takes back what was said so of a record: it is linked again as the company's sources tell the same acts. Refuses one of which nothing was said. */
export const linkActivity = (
  database: Database,
  companyId: number,
  key: ActivityKey,
  why: { readonly reason: string; readonly by: string } & AskedBy,
): Promise<Outcome<LinkAnswer>> => say(database, companyId, key, { act: "link", ...why });
