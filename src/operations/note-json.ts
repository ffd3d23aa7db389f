import type { Settings } from "../domain/company.ts";
import { isoDay } from "../domain/day.ts";
import { isoInstant } from "../domain/instant.ts";
import type { Note } from "../domain/note.ts";
import { personJson, type PersonJson } from "./dispute-json.ts";

export type NoteJson = {
  readonly note: number;
  readonly member: PersonJson;
  /** The day of the talk. */
  readonly on: string;
  readonly text: string;
  readonly agreed: { readonly text: string; readonly dueOn: string | null; readonly doneOn: string | null } | null;
  readonly by: PersonJson;
  readonly writtenAt: string;
  /** Who changed it last. */
  readonly changed: { readonly by: PersonJson; readonly at: string } | null;
  readonly revision: number;
};

/** A note as the doors show it to whoever leads the member. */
export const noteJson = (note: Note, { members }: Pick<Settings, "members">): NoteJson => {
  const person = (number: number): PersonJson => {
    const found = members.find((each) => each.number === number);
    return found === undefined ? { id: `#${number}`, name: {} } : personJson(found);
  };
  const { agreed, changed } = note;
  return {
    note: note.number,
    member: person(note.memberNumber),
    on: isoDay(note.on),
    text: note.said,
    agreed:
      agreed === null
        ? null
        : {
            text: agreed.text,
            dueOn: agreed.dueOn === null ? null : isoDay(agreed.dueOn),
            doneOn: agreed.doneOn === null ? null : isoDay(agreed.doneOn),
          },
    by: person(note.by),
    writtenAt: isoInstant(note.writtenAt),
    changed: changed === null ? null : { by: person(changed.by), at: isoInstant(changed.at) },
    revision: note.revision,
  };
};
