import { accepted, type Outcome } from "../domain/refusal.ts";
import type { Database } from "../store/database.ts";
import { markNoteDeleted } from "../store/notes.ts";
import { changeOneNote } from "./note-at-hand.ts";
import type { NoteJson } from "./note-json.ts";
import type { NoteBy } from "./write-note.ts";

/** Puts a note back that was deleted within a day. One that is there stays as it is. Refuses one that is gone, or is about somebody whom the caller does not lead. */
export const restoreNote = (database: Database, companyId: number, number: number, doing: NoteBy): Promise<Outcome<NoteJson>> =>
  changeOneNote(database, companyId, { ...doing, number, act: "restore-note" }, async (tx, { note }) => {
    if (note.isDeleted) await markNoteDeleted(tx, companyId, number, null);
    return accepted(undefined);
  });
