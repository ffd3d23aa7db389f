import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { noHint } from "../domain/meant.ts";
import { given } from "../domain/given.ts";
import { LONGEST_AGREED, LONGEST_NOTE } from "../domain/note.ts";
import { readNote } from "../domain/note-reading.ts";
import { refusal } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { changeNote } from "../operations/change-note.ts";
import type { Database } from "../operations/database.ts";
import { deleteNote } from "../operations/delete-note.ts";
import { listNotes } from "../operations/list-notes.ts";
import type { NoteJson } from "../operations/note-json.ts";
import { prepareOneToOne } from "../operations/prepare-one-to-one.ts";
import { restoreNote } from "../operations/restore-note.ts";
import { writeNote, type NoteBy } from "../operations/write-note.ts";
import { actorOf } from "./acting.ts";
import { metricSchema, rowSchema } from "./attainment-schemas.ts";
import { callerOf } from "./callers.ts";
import { disputeSchema, personSchema } from "./dispute-schemas.ts";
import { addEndpoint } from "./endpoint.ts";
import { readLimit } from "./parameters.ts";
import { seenBy, tellVersion } from "./preconditions.ts";
import { questionSchema } from "./questions.ts";
import { refuse, valueOf } from "./refused-request.ts";
import { cursorParameter, day, instant, leaveSchema, limitParameter, periodSchema } from "./schemas.ts";

const text = z.string();

const inPeriods = z.array(z.strictObject({ period: periodSchema, rows: z.array(rowSchema) }));

const oneToOneSchema = z
  .strictObject({
    member: personSchema,
    team: text.nullable(),
    on: day.describe("Today, where the member is"),
    metrics: z.array(metricSchema),
    running: inPeriods.describe("Where they stand in the periods that run"),
    before: inPeriods.describe("And in the last three of each cadence, the latest first"),
    notCounted: z.strictObject({
      from: day.describe("The first of four weeks"),
      reasons: z
        .array(
          z.strictObject({
            metric: text,
            code: text.describe("The first reason of a record; condition: of one condition of the metric"),
            records: z.int(),
            latest: z.strictObject({ en: text, ko: text }).describe("What is told of the latest of them"),
          }),
        )
        .describe("Why records do not count for what they were meant for, the most frequent first"),
      more: z.boolean().describe("true: the latest two thousand records alone were looked at"),
    }),
    disputes: z.array(disputeSchema).describe("Theirs that wait for a decision"),
    questions: z.array(questionSchema).describe("About their records of the last two weeks, without an answer"),
    leaves: z.array(leaveSchema).describe("From two weeks ago to two months ahead; asked for, approved or declared"),
    commitments: z
      .array(z.strictObject({ day, metric: text, amount: z.number(), credited: z.number() }))
      .describe("What they set out to do in the last two weeks and what came of it, the latest first"),
  })
  .meta({ id: "OneToOne" });

const noteSchema = z
  .strictObject({
    note: z.int().describe("Its number"),
    member: personSchema,
    on: day.describe("The day of the talk"),
    text,
    agreed: z
      .strictObject({ text, dueOn: day.nullable(), doneOn: day.nullable().describe("null: still to be done") })
      .nullable()
      .describe("What was agreed"),
    by: personSchema,
    writtenAt: instant,
    changed: z.strictObject({ by: personSchema, at: instant }).nullable().describe("Who changed it last"),
    revision: z.int().describe("For If-Match"),
  })
  .meta({ id: "Note" });

const noteOrderSchema = z
  .strictObject({
    on: day.nullish().describe("The day of the talk; left out: today, of a change the day that it has"),
    text: text.describe(`What was said, at most ${LONGEST_NOTE} characters`),
    agreed: text.nullish().describe(`What was agreed, at most ${LONGEST_AGREED} characters`),
    dueOn: day.nullish().describe("By when"),
    done: z.boolean().nullish().describe("true: what was agreed is done"),
  })
  .meta({ id: "NoteOrder", examples: [{ text: "Calls are short; the list is old.", agreed: "A new list", dueOn: "2026-03-16" }] });

const memberPath = z.strictObject({ id: text.describe("The member's id") });
const notePath = z.strictObject({ note: text.describe("The note's number") });

const noteNumber = (found: string): number =>
  /^[1-9]\d{0,14}$/.test(found)
    ? Number(found)
    : refuse(refusal("not-found", "/note", { what: { en: "note", ko: "메모" }, found: shown(found), hint: noHint }));

/** As the member that the account is: none leads anybody without being one. */
const doingOf = async (database: Database, request: FastifyRequest): Promise<NoteBy> => {
  const by = (await actorOf(database, request, undefined, "")) ?? refuse(refusal("member-needed", ""));
  return { by, now: BigInt(Date.now()) * 1000n, caller: callerOf(request) };
};

const addNotes = (app: FastifyInstance, database: Database): void => {
  addEndpoint(app, {
    method: "PUT",
    url: "/api/v1/notes/:note",
    operationId: "changeNote",
    isEdit: true,
    access: "notes:write",
    summary: "Put other words in the place of a note's, or say that what was agreed is done",
    path: notePath,
    bodies: { "application/json": noteOrderSchema },
    answer: noteSchema,
    answerTo: async ({ path, request, reply }) => {
      const order = { ...valueOf(readNote(request.body)), number: noteNumber(path.note), seen: seenBy(request) };
      const note: NoteJson = valueOf(await changeNote(database, callerOf(request).companyId, order, await doingOf(database, request)));
      tellVersion(reply, note.revision);
      return note;
    },
  });

  addEndpoint(app, {
    method: "DELETE",
    url: "/api/v1/notes/:note",
    operationId: "deleteNote",
    isEdit: true,
    access: "notes:write",
    summary: "Delete a note; for a day it can be put back",
    path: notePath,
    answer: noteSchema,
    answerTo: async ({ path, request }) => {
      const order = { number: noteNumber(path.note), seen: seenBy(request) };
      return valueOf(await deleteNote(database, callerOf(request).companyId, order, await doingOf(database, request)));
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/notes/:note/restoration",
    operationId: "restoreNote",
    access: "notes:write",
    summary: "Put a note back that was deleted within a day",
    path: notePath,
    answer: noteSchema,
    answerTo: async ({ path, request }) =>
      valueOf(await restoreNote(database, callerOf(request).companyId, noteNumber(path.note), await doingOf(database, request))),
  });
};

/** What whoever leads a member talks about with them, and what they note of it. */
export const addOneToOnes = (app: FastifyInstance, database: Database): void => {
  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/members/:id/one-to-one",
    operationId: "prepareOneToOne",
    access: "notes:read",
    summary:
      "What there is to talk about with a member: where they stand and stood, what did not count, what waits, leave, what they set out to do",
    description: "For whoever leads them.",
    path: memberPath,
    answer: oneToOneSchema,
    answerTo: async ({ path: { id }, request }) => {
      const question = { member: id, now: BigInt(Date.now()) * 1000n, caller: callerOf(request) };
      return valueOf(await prepareOneToOne(database, callerOf(request).companyId, question));
    },
  });

  addEndpoint(app, {
    method: "GET",
    url: "/api/v1/members/:id/notes",
    operationId: "listNotes",
    access: "notes:read",
    summary: "What was noted of talks with a member, the latest first",
    description: "For whoever leads them; the member has them in what is stored about them, and nobody else reads one.",
    path: memberPath,
    query: z.strictObject({ cursor: cursorParameter, limit: limitParameter }),
    answer: z.strictObject({ notes: z.array(noteSchema), nextCursor: text.nullable() }).meta({ id: "Notes" }),
    answerTo: async ({ path: { id }, query: { cursor, limit }, request }) => {
      const question = { member: id, caller: callerOf(request), ...given({ cursor, limit: readLimit(limit) }) };
      return valueOf(await listNotes(database, callerOf(request).companyId, question));
    },
  });

  addEndpoint(app, {
    method: "POST",
    url: "/api/v1/members/:id/notes",
    operationId: "writeNote",
    access: "notes:write",
    summary: "Note a talk with a member",
    description: "The member can read it in what is stored about them.",
    path: memberPath,
    bodies: { "application/json": noteOrderSchema },
    answer: noteSchema,
    answerTo: async ({ path: { id }, request }) => {
      const order = { ...valueOf(readNote(request.body)), member: id };
      return valueOf(await writeNote(database, callerOf(request).companyId, order, await doingOf(database, request)));
    },
  });

  addNotes(app, database);
};
