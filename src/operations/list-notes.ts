import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { given } from "../domain/given.ts";
import type { Note } from "../domain/note.ts";
import { inCompany, type Database } from "../store/database.ts";
import { notesOf, type NotePlace } from "../store/notes.ts";
import { loadSettings } from "../store/settings.ts";
import { ledMember } from "./led-member.ts";
import { noteJson, type NoteJson } from "./note-json.ts";
import type { AskedBy } from "./sight-in.ts";

export type NotesQuestion = { readonly member: string; readonly cursor?: string; readonly limit?: number } & AskedBy;

export type NoteList = { readonly notes: readonly NoteJson[]; readonly nextCursor: string | null };

const FARTHEST_DAY = 1_000_000;

const cursorOf = ({ on, number }: Note): string => `${on} ${number}`;

const placeOf = (cursor: string): NotePlace | null => {
  const [, day, number] = /^(-?\d{1,7}) ([1-9]\d{0,14})$/.exec(cursor) ?? [];
  return day === undefined || Math.abs(Number(day)) > FARTHEST_DAY ? null : { on: Number(day), number: Number(number) };
};

/** What was noted of talks with a member, the latest first. Refuses a member whom the caller does not lead. */
export const listNotes = (
  database: Database,
  companyId: number,
  { member: id, cursor, limit = 50, caller }: NotesQuestion,
): Promise<Outcome<NoteList>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<NoteList>> => {
    const settings = await loadSettings(tx, companyId);
    const led = ledMember(settings, id, "notes:read", given({ caller }));
    if (!led.ok) return led;
    const below = cursor === undefined ? null : placeOf(cursor);
    if (cursor !== undefined && below === null) return refused(refusal("cursor-invalid", "/cursor"));
    const { member, sight } = led.value;
    const found = await notesOf(tx, companyId, { memberNumber: member.number, since: sight.since, below, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return accepted({
      notes: page.map((note) => noteJson(note, settings)),
      nextCursor: found.length > limit && last !== undefined ? cursorOf(last) : null,
    });
  });
