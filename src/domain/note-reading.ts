import { isoDay, parseDay, type Day } from "./day.ts";
import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { LONGEST_AGREED, LONGEST_NOTE } from "./note.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** A note as somebody writes it. `on` null: today. */
export type NoteOrder = {
  readonly on: Day | null;
  readonly text: string;
  readonly agreed: string | null;
  readonly dueOn: Day | null;
  readonly done: boolean;
};

const known: ReadonlySet<string> = new Set(["on", "text", "agreed", "dueOn", "done"]);

const dayOrNull = (value: unknown, pointer: string, found: Refusal[]): Day | null =>
  isMissing(value) ? null : take<Day | null>(parseDay(value, pointer), null, found);

/** What was said, and what was agreed. Refuses with every wrong at once; a day or a state of what was not agreed too. */
export const readNote = (fields: unknown): Outcome<NoteOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"text": "…", "agreed": "…", "dueOn": "2026-03-16"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, known, found);
  const text = take(readText(fields["text"], "/text", { max: LONGEST_NOTE, hasLines: true }), "", found);
  const given = fields["agreed"];
  const agreed = isMissing(given) ? null : take(readText(given, "/agreed", { max: LONGEST_AGREED, hasLines: true }), "", found);
  const on = dayOrNull(fields["on"], "/on", found);
  const dueOn = dayOrNull(fields["dueOn"], "/dueOn", found);
  const { done } = fields;
  if (!isMissing(done) && typeof done !== "boolean") found.push(refuseType(done, "boolean", "true", "/done"));
  const isDone = done === true;
  if (agreed === null && dueOn !== null) found.push(refusal("note-agreed", "/dueOn", { field: "dueOn" }));
  if (agreed === null && isDone) found.push(refusal("note-agreed", "/done", { field: "done" }));
  if (on !== null && dueOn !== null && dueOn < on) found.push(refusal("note-due", "/dueOn", { found: isoDay(dueOn), on: isoDay(on) }));
  return outcomeOf(() => ({ on, text, agreed, dueOn, done: isDone }), found);
};
