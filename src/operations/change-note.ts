import { dayIn } from "../domain/instant.ts";
import type { NoteOrder } from "../domain/note-reading.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { refuseUnseen, type Seen } from "../domain/seen-version.ts";
import type { Database } from "../store/database.ts";
import { reviseNote } from "../store/notes.ts";
import { changeOneNote, goneNote } from "./note-at-hand.ts";
import type { NoteJson } from "./note-json.ts";
import { agreedOf, refuseNote, type NoteBy } from "./write-note.ts";

/**
 * Puts other words in the place of a note's, or says that what was agreed is done. Refuses a note about somebody whom the caller does not lead, a day to
 * come, and whoever has not seen the note as it is.
 */
export const changeNote = (
  database: Database,
  companyId: number,
  { number, seen, ...order }: NoteOrder & { readonly number: number; readonly seen: Seen },
  doing: NoteBy,
): Promise<Outcome<NoteJson>> =>
  changeOneNote(database, companyId, { ...doing, number, act: "change-note" }, async (tx, { note, by, settings, now }) => {
    if (note.isDeleted) return goneNote(number);
    const unseen = refuseUnseen(seen, String(note.revision));
    if (unseen !== undefined) return refused(unseen);
    const today = dayIn(settings.company.timeZone, now);
    const on = order.on ?? note.on;
    const wrong = refuseNote({ on, dueOn: order.dueOn }, today);
    if (wrong !== undefined) return refused(wrong);
    const agreed = agreedOf(order, note.agreed?.doneOn ?? today);
    await reviseNote(tx, companyId, { number, by: by.number, at: now, on, said: order.text, agreed });
    return accepted(undefined);
  });
