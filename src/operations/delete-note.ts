import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import { refuseUnseen, type Seen } from "../domain/seen-version.ts";
import type { Database } from "../store/database.ts";
import { markNoteDeleted } from "../store/notes.ts";
import { changeOneNote, goneNote } from "./note-at-hand.ts";
import type { NoteJson } from "./note-json.ts";
import type { NoteBy } from "./write-note.ts";

/**
 * Takes a note out of the list. For a day it can be put back; then it is gone. Refuses a note about somebody whom the caller does not lead, and whoever has
 * not seen the note as it is.
 */
export const deleteNote = (
  database: Database,
  companyId: number,
  { number, seen }: { readonly number: number; readonly seen: Seen },
  doing: NoteBy,
): Promise<Outcome<NoteJson>> =>
  changeOneNote(database, companyId, { ...doing, number, act: "delete-note" }, async (tx, { note, now }) => {
    if (note.isDeleted) return goneNote(number);
    const unseen = refuseUnseen(seen, String(note.revision));
    if (unseen !== undefined) return refused(unseen);
    await markNoteDeleted(tx, companyId, number, now);
    return accepted(undefined);
  });
