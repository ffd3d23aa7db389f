import { isoDay } from "../domain/day.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import type { Agreed } from "../domain/note.ts";
import type { NoteOrder } from "../domain/note-reading.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { doer } from "../store/doer.ts";
import { keepNote } from "../store/notes.ts";
import { loadSettings } from "../store/settings.ts";
import { findPerson } from "./find-dispute.ts";
import { ledMember } from "./led-member.ts";
import { noteJson, type NoteJson } from "./note-json.ts";
import { given } from "../domain/given.ts";
import type { AskedBy } from "./sight-in.ts";

/** `by`: the member who writes. */
export type NoteBy = { readonly by: string; readonly now: Instant } & AskedBy;

/** Wrong beside today, which who reads an order does not know. */
export const refuseNote = ({ on, dueOn }: { readonly on: number; readonly dueOn: number | null }, today: number): Refusal | undefined => {
  if (on > today) return refusal("note-day", "/on", { found: isoDay(on), today: isoDay(today) });
  return dueOn !== null && dueOn < on ? refusal("note-due", "/dueOn", { found: isoDay(dueOn), on: isoDay(on) }) : undefined;
};

/** `doneOn`: since when it was done, as long as it is. */
export const agreedOf = ({ agreed, dueOn, done }: NoteOrder, doneOn: number): Agreed | null =>
  agreed === null ? null : { text: agreed, dueOn, doneOn: done ? doneOn : null };

/**
 * Notes a talk with a member: what was said, and what was agreed. Whoever leads the member reads it, the member in what is stored about them, and nobody
 * else. Refuses a member whom the caller does not lead, and a day to come.
 */
export const writeNote = (
  database: Database,
  companyId: number,
  { member: id, ...order }: NoteOrder & { readonly member: string },
  { by, now, caller }: NoteBy,
): Promise<Outcome<NoteJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<NoteJson>> => {
    await shareCompany(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const led = ledMember(settings, id, "notes:write", given({ caller }));
    if (!led.ok) return led;
    const person = findPerson(settings, by);
    if (!person.ok) return person;
    const today = dayIn(settings.company.timeZone, now);
    const on = order.on ?? today;
    const wrong = refuseNote({ on, dueOn: order.dueOn }, today);
    if (wrong !== undefined) return refused(wrong);
    const note = await keepNote(tx, companyId, {
      memberNumber: led.value.member.number,
      on,
      said: order.text,
      agreed: agreedOf(order, today),
      by: person.value.number,
      at: now,
    });
    await keepAuditEvent(tx, companyId, {
      by: doer(),
      act: "write-note",
      subject: "note",
      subjectId: String(note.number),
      after: { member: id },
    });
    return accepted(noteJson(note, settings));
  });
