import type { Settings } from "../domain/company.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { dayIn, startOfDay, type Instant } from "../domain/instant.ts";
import type { LeavesByMember } from "../domain/leave.ts";
import { mailOf, type Mail } from "../domain/mail.ts";
import { zonesOf } from "../domain/member-zone.ts";
import type { Member } from "../domain/member.ts";
import { workFactsIn } from "../domain/work-facts.ts";
import { workedOn } from "../domain/working-days.ts";
import { inCompany, type Database } from "../store/database.ts";
import { leavesWithin } from "../store/leaves.ts";
import { makeDigests, makeSingleMails, membersToWrite, settleMail, takeMail, type NewMail } from "../store/notices.ts";
import { loadSettings } from "../store/settings.ts";

/** Hands a mail over to whoever carries it. Rejects with what was wrong. */
export type SendMail = (mail: Mail) => Promise<void>;

const MICROS_PER_HOUR = 3_600_000_000n;
/** In the member's zone: who opens the mailbox in the morning finds it, and nobody is written to at night. */
const [DIGEST_FROM, DIGEST_BEFORE] = [8n, 20n];

const isDigestTime = (zone: string, day: Day, now: Instant): boolean => {
  const since = now - startOfDay(zone, day);
  return since >= DIGEST_FROM * MICROS_PER_HOUR && since < DIGEST_BEFORE * MICROS_PER_HOUR;
};

/** Whoever works today and whose morning it is. */
const digestsNow = (settings: Settings, leaves: LeavesByMember, members: readonly Member[], now: Instant): readonly NewMail[] => {
  const zoneOf = zonesOf(settings);
  const factsOf = workFactsIn(settings, leaves);
  const companyDay = dayIn(settings.company.timeZone, now);
  return members.flatMap((member) => {
    const zone = zoneOf(member, companyDay);
    const today = dayIn(zone, now);
    return isDigestTime(zone, today, now) && workedOn(factsOf(member), today) > 0
      ? [{ memberNumber: member.number, subject: `digest ${isoDay(today)}` }]
      : [];
  });
};

/** Makes the mails that are due: those of their own, and one digest a day for each member whose morning has come and who works. */
const makeMails = (database: Database, companyId: number, now: Instant): Promise<number> =>
  inCompany(database, companyId, async (tx) => {
    const singles = await makeSingleMails(tx, companyId, now);
    const waiting = await membersToWrite(tx, companyId, now);
    if (waiting.length === 0) return singles;
    const settings = await loadSettings(tx, companyId);
    const written = new Set(waiting);
    const members = settings.members.filter(({ number, ended }) => !ended && written.has(number));
    const day = dayIn(settings.company.timeZone, now);
    const leaves = await leavesWithin(tx, companyId, { startsOn: day - 1, endsBefore: day + 2 });
    return singles + (await makeDigests(tx, companyId, digestsNow(settings, leaves, members, now), now));
  });

/** What is wrong in the end, without what could be another line of a log. */
const failureOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").slice(0, 500);

export type SendingOptions = {
  readonly now: Instant;
  readonly send: SendMail;
  /** Told of a mail that could not be sent; the others go on. */
  readonly hearFault: (error: unknown) => void;
  readonly isStopping: () => boolean;
};

/**
 * Makes the mails that are due and sends them, each at most once: it is marked as taken in a transaction of its own before it is sent, and one
 * that was taken is never taken again. In a crash in between it is lost and listed as not known; in a refusal of the mail server it is failed.
 * Answers how many were sent.
 */
export const sendMails = async (
  database: Database,
  companyId: number,
  { now, send, hearFault, isStopping }: SendingOptions,
): Promise<number> => {
  await makeMails(database, companyId, now);
  let sent = 0;
  while (!isStopping()) {
    const taken = await inCompany(database, companyId, (tx) => takeMail(tx, companyId, now));
    if (taken === undefined) return sent;
    const settings = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
    const mail = mailOf(taken, settings);
    let failure: string | null = mail === null ? "no address" : null;
    try {
      if (mail !== null) await send(mail);
      sent += failure === null ? 1 : 0;
    } catch (error) {
      failure = failureOf(error);
      hearFault(error);
    }
    await inCompany(database, companyId, (tx) => settleMail(tx, companyId, { number: taken.number, failure, now }));
  }
  return sent;
};
