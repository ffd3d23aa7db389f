import type { Settings } from "../domain/company.ts";
import type { Instant } from "../domain/instant.ts";
import { noHint } from "../domain/meant.ts";
import type { Member } from "../domain/member.ts";
import type { Note } from "../domain/note.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { isLed, isSeen } from "../domain/sight.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { shareCompany } from "../store/company-lock.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { doer } from "../store/doer.ts";
import { ownNote } from "../store/notes.ts";
import { loadSettings } from "../store/settings.ts";
import { findPerson } from "./find-dispute.ts";
import { noteJson, type NoteJson } from "./note-json.ts";
import { sightIn } from "./sight-in.ts";
import type { NoteBy } from "./write-note.ts";

export type NoteAtHand = { readonly note: Note; readonly by: Member; readonly settings: Settings; readonly now: Instant };

/** As if it were not there. */
export const goneNote = (number: number): Outcome<never> =>
  refused(refusal("not-found", "/note", { what: { en: "note", ko: "메모" }, found: number, hint: noHint }));

/** Changes one note of somebody whom the caller leads, and answers with it as it then is. Refuses one that there is not, and what `change` refuses. */
export const changeOneNote = (
  database: Database,
  companyId: number,
  { number, act, by, now, caller }: NoteBy & { readonly number: number; readonly act: string },
  change: (tx: Transaction, atHand: NoteAtHand) => Promise<Outcome<undefined>>,
): Promise<Outcome<NoteJson>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<NoteJson>> => {
      await shareCompany(tx, companyId);
      const settings = await loadSettings(tx, companyId);
      const sight = sightIn(settings, caller, "notes:write");
      const note = await ownNote(tx, companyId, number);
      if (note === undefined || !isLed(sight, note.memberNumber) || !isSeen(sight, note.memberNumber, note.on)) return goneNote(number);
      const person = findPerson(settings, by);
      if (!person.ok) return person;
      const done = await change(tx, { note, by: person.value, settings, now });
      if (!done.ok) return done;
      const changed = (await ownNote(tx, companyId, number)) ?? note;
      const member = settings.members.find((each) => each.number === note.memberNumber);
      await keepAuditEvent(tx, companyId, {
        by: doer(),
        act,
        subject: "note",
        subjectId: String(number),
        after: { member: member?.id ?? `#${note.memberNumber}`, revision: changed.revision },
      });
      return accepted(noteJson(changed, settings));
    },
    { rollBackIf: (outcome) => !outcome.ok },
  );
