import type { ActivityReport } from "../domain/activity.ts";
import type { Settings } from "../domain/company.ts";
import { refusal, type Refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { isLed, isSeen, type Sight } from "../domain/sight.ts";
import { actsOf, keyText, type ActivityKey } from "../store/activities.ts";
import { attributionOf } from "../store/attribution.ts";
import type { Transaction } from "../store/database.ts";
import { recordLines, type RecordLine } from "../store/record-lines.ts";
import { missingActivity } from "./missing-activity.ts";

const isOwn = ({ own }: Sight, lines: readonly RecordLine[]): boolean =>
  own !== null && lines.every(({ memberNumber }) => memberNumber === own);

/** Why a caller does not decide over a record: all who have a part in it are those whom they lead. */
export const refuseRecord = async (tx: Transaction, settings: Settings, sight: Sight, key: ActivityKey): Promise<Refusal | undefined> => {
  if (sight.members === "all") return undefined;
  const lines = (await recordLines(tx, settings.companyId, [key])).get(keyText(key));
  const isReached = lines?.every(
    ({ memberNumber, localDay }) => memberNumber !== null && isLed(sight, memberNumber) && isSeen(sight, memberNumber, localDay),
  );
  return isReached === true ? undefined : missingActivity(tx, settings, key);
};

/** Why a caller does not take a record back, or back into the count: of their own it is what they entered themselves. */
export const refuseOwnRecord = async (
  tx: Transaction,
  settings: Settings,
  sight: Sight,
  { key, kind, by }: { readonly key: ActivityKey; readonly kind: "void" | "restore"; readonly by: string },
): Promise<Refusal | undefined> => {
  if (sight.members === "all") return undefined;
  const lines = (await recordLines(tx, settings.companyId, [key])).get(keyText(key));
  if (lines === undefined || !isOwn(sight, lines)) return missingActivity(tx, settings, key);
  if (lines.some(({ provenance }) => provenance !== "self_reported"))
    return refusal("activity-not-self-reported", "/source", { source: shown(key.source) });
  if (kind === "void") return undefined;
  const last = (await actsOf(tx, settings.companyId, key)).findLast(({ act }) => act === "void");
  return last === undefined || last.doneBy === by ? undefined : refusal("restore-others", "/externalId", { by: shown(last.doneBy) });
};

/**
 * Of each report why its teller may not tell it, by its place: a person who reaches their own things alone tells of themselves alone, what they did by
 * their own word, and revises what they told.
 */
export const refuseReports = async (
  tx: Transaction,
  settings: Settings,
  sight: Sight,
  reports: readonly ActivityReport[],
): Promise<readonly (Refusal | undefined)[]> => {
  if (sight.members === "all" || reports.length === 0) return [];
  const attribution = await attributionOf(tx, settings);
  const stored = await recordLines(tx, settings.companyId, reports);
  const { sources } = settings.company;
  // What a system tells by itself would be late behind a state that a person made up under its name.
  const isPersons = (source: string): boolean =>
    (sources.find(({ id }) => id === source)?.provenance ?? "self_reported") === "self_reported";
  return reports.map((report) => {
    const other = report.members.find(({ reference }) => attribution.memberOf(report.source, reference) !== sight.own);
    if (sight.own === null || other !== undefined) return refusal("actor-other", "/member", { found: shown(other?.reference ?? "") });
    if (report.provenance !== "self_reported" || !isPersons(report.source))
      return refusal("activity-not-self-reported", "/source", { source: shown(report.source) });
    const lines = stored.get(keyText(report));
    return lines === undefined || (isOwn(sight, lines) && lines.every(({ provenance }) => provenance === "self_reported"))
      ? undefined
      : refusal("activity-key-taken", "/externalId", { source: shown(report.source), externalId: shown(report.externalId) });
  });
};
