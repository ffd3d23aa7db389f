import { carriesPlansOn } from "../domain/audience.ts";
import type { CommitmentsOrder } from "../domain/commitment-reading.ts";
import { CREDIT_PER_COUNT } from "../domain/credit.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { zonesOf } from "../domain/member-zone.ts";
import { unitOf, versionOn } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { seenOf } from "../domain/sight.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { keepCommitments } from "../store/commitments.ts";
import { shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

/** A week ahead is as far as anybody says what they will do on a day. */
const DAYS_AHEAD = 7;

export type CommitmentsJson = {
  readonly member: string;
  readonly day: string;
  readonly commitments: readonly { readonly metric: string; readonly amount: number }[];
};

/**
 * What a member sets out to do on a day, in place of what they said before: it binds nobody, and stands beside what comes of it. Refuses a day that is over
 * or further off than a week, a metric that there is not, and one that adds up money or time.
 */
export const makeCommitments = (
  database: Database,
  companyId: number,
  { member: id, day, commitments }: CommitmentsOrder & { readonly day: Day },
  { by, now, caller }: { readonly by: string; readonly now: Instant } & AskedBy,
): Promise<Outcome<CommitmentsJson>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<CommitmentsJson>> => {
      await shareCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const members = seenOf(sightIn(settings, caller, "commitments:write"), settings.members);
      const member = members.find((each) => each.id === id);
      if (member === undefined) return refused(notFound("member", id, members));
      const today = dayIn(zonesOf(settings)(member, day), now);
      const last = today + DAYS_AHEAD;
      const found: Refusal[] = [];
      if (day < today || day > last || !carriesPlansOn(member, day))
        found.push(refusal("commitment-day", "/day", { found: isoDay(day), today: isoDay(today), last: isoDay(last) }));
      const present = settings.metrics.filter(({ ended }) => !ended);
      const kept = commitments.flatMap(({ metric: wanted, amount }, index) => {
        const metric = present.find((each) => each.id === wanted);
        const pointer = `/commitments/${index}/metric`;
        if (metric === undefined) found.push({ ...notFound("metric", wanted, present), pointer });
        else if (unitOf(versionOn(metric, day).measure).type !== "count")
          found.push(refusal("commitment-metric", pointer, { metric: wanted }));
        else return [{ metricNumber: metric.number, amount: amount * CREDIT_PER_COUNT }];
        return [];
      });
      if (found.length > 0) return outcomeOf(() => ({ member: id, day: isoDay(day), commitments: [] }), found);
      await keepCommitments(tx, companyId, { memberNumber: member.number, day, now, commitments: kept });
      const told = commitments.map(({ metric, amount }) => ({ metric, amount: Number(amount) }));
      await keepAuditEvent(tx, companyId, {
        by,
        act: "make-commitments",
        subject: "commitments",
        subjectId: isoDay(day),
        after: { member: id, commitments: told },
      });
      return accepted({ member: id, day: isoDay(day), commitments: told });
    },
    { rollBackIf: (outcome) => !outcome.ok },
  );
