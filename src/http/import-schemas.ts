import { z } from "zod";
import { importables } from "../operations/import-preview.ts";
import { day, instant } from "./schemas.ts";

/** The import states are the store's; a door names them for its readers. */
const states = ["waiting", "running", "done", "failed", "discarded"] as const;

const text = z.string();
const map = z
  .union([z.record(z.string(), z.unknown()), text])
  .describe("The map language, as an object or as a text in YAML")
  .meta({ examples: [{ source: "phone-system", columns: { member: "Agent", occurred_at: "Date" }, constants: { kind: "call" } }] });

const wrong = z.strictObject({ code: text, pointer: text.describe("The field, or the column that it was read from"), detail: text });

const question = z.strictObject({
  id: text,
  column: text.nullable(),
  text,
  chosen: text.nullable().describe("What holds unless another is chosen; null: the file cannot be imported before one is"),
  choices: z.array(z.strictObject({ id: text, label: text, map: z.record(z.string(), z.unknown()) })),
});

const proposedMember = z.strictObject({
  reference: text.describe("As the file has it"),
  source: text,
  id: text,
  name: text,
  email: text.nullable(),
  rows: z.int(),
  isNew: z.boolean().describe("false: a member with this id is there already, and only the identity is added"),
});

const rejections = z.array(z.strictObject({ row: z.int().describe("As a spreadsheet numbers it"), errors: z.array(wrong) }));

export const importPreviewSchema = z
  .strictObject({
    fileName: text,
    format: z.enum(["csv", "xlsx", "html", "mbox", "kakaotalk", "ndjson"]),
    encoding: text.nullable(),
    rows: z.int().describe("Below the header"),
    what: z.enum(importables),
    recognisedAs: z.strictObject({ id: text, name: text }).nullable(),
    savedMap: z.strictObject({ id: text, name: text, savedAt: instant }).nullable(),
    sheets: z.array(z.strictObject({ name: text, isHidden: z.boolean() })),
    sheet: text.nullable(),
    headerRow: z.int(),
    layout: z.strictObject({ titleRows: z.int(), subtotalRows: z.int(), unpivoted: z.boolean() }),
    columns: z.array(
      z.strictObject({
        name: text,
        examples: z.array(text),
        field: text.nullable().describe("What the map fills from it; null: it is left out"),
        confidence: z.number().min(0).max(1),
        why: text,
      }),
    ),
    fields: z.array(z.strictObject({ field: text, needed: z.boolean(), from: z.array(text), constant: text.nullable() })),
    map: z.record(z.string(), z.unknown()),
    questions: z.array(question),
    rowsRead: z
      .array(z.strictObject({ row: z.int(), fields: z.record(z.string(), z.unknown()), errors: z.array(wrong) }))
      .describe("The first ten, as they are read"),
    members: z.strictObject({ known: z.int(), proposed: z.array(proposedMember), more: z.int() }),
    kinds: z.record(z.string(), z.int()),
    firstDay: day.nullable(),
    lastDay: day.nullable(),
    skipped: z.int(),
    rejected: z.int(),
    rejections,
    notes: z.array(text),
    canImport: z.boolean().describe("False while a question is open, a needed field is empty, or no row can be taken"),
    refusals: z.array(wrong),
  })
  .meta({ id: "ImportPreview", description: "What a file would come to, before anything of it is stored" });

const loadShown = z
  .strictObject({
    from: day,
    before: day,
    voids: z.int().describe("Records of the log that the file lacks; confirm with this number"),
    sources: z.array(z.strictObject({ source: text, records: z.int(), outside: z.int(), missing: z.int() })),
    first: z.array(
      z.strictObject({
        source: text,
        externalId: text,
        member: text.nullable(),
        memberReference: text,
        kind: text,
        occurredAt: instant.nullable(),
        localDay: day,
      }),
    ),
    byMemberAndDay: z.array(z.strictObject({ member: text.nullable(), memberReference: text.nullable(), day, count: z.int() })),
  })
  .meta({ id: "ImportLoad", description: "What a complete load of the file would void" });

export const importSchema = z
  .strictObject({
    id: text,
    fileName: text.describe("A label: the last part of what the file was called"),
    bytes: z.int(),
    what: z.enum(importables),
    state: z.enum(states).describe("waiting for its confirmation · running, or in its turn · done · failed as a whole · discarded"),
    createdAt: instant,
    confirmedAt: instant.nullable(),
    doneAt: instant.nullable(),
    by: text,
    sameFileAs: z
      .strictObject({ id: text, fileName: text, createdAt: instant })
      .nullable()
      .describe("The latest import of the very same file: importing it again gives duplicates"),
    restOf: z
      .strictObject({ id: text, fileName: text, rejected: z.int().describe("Rows that were not taken then") })
      .nullable()
      .describe("The import whose rejected rows the file holds, mended: it is read as that one was. Left out of lists"),
    sentAgain: z
      .array(
        z.strictObject({
          id: text,
          fileName: text,
          createdAt: instant,
          state: z.enum(states),
          taken: z.int().nullable().describe("null: not known yet"),
          rejected: z.int().nullable(),
        }),
      )
      .describe("Imports of the rows that were not taken, the latest first, at most 20. Left out of lists"),
    preview: importPreviewSchema.nullable().describe("While it waits; left out of lists"),
    load: loadShown.nullable(),
    progress: z.strictObject({ rows: z.int(), ofRows: z.int() }),
    resumedAtRow: z.int().nullable().describe("The server had been ended in the middle: it went on with this record, counted from 1"),
    counts: z
      .strictObject({
        received: z.int(),
        accepted: z.int().describe("New, durable and counted"),
        duplicates: z.int(),
        revised: z.int(),
        stale: z.int(),
        rejected: z.int(),
        unattributed: z.int().describe("Of the accepted: their member is not known yet"),
        skipped: z.int().describe("Rows that the map leaves out"),
      })
      .nullable()
      .describe("Once it is over. Accepted, duplicates, revised, stale and rejected add up to the received"),
    voided: z.int().nullable().describe("Of a complete load"),
    newSources: z.array(text),
    notes: z.array(text),
    rejections: rejections.describe("The first few of the rejected"),
    hasRejectedFile: z.boolean(),
    refusals: z.array(wrong).describe("Why it failed, or why not all was done"),
    firstDay: day.nullable(),
    lastDay: day.nullable(),
  })
  .meta({ id: "Import" });

export const importListSchema = z.strictObject({ imports: z.array(importSchema), nextCursor: text.nullable() }).meta({ id: "ImportList" });

export const uploadSchema = z
  .strictObject({
    file: z.string().meta({ format: "binary", description: "CSV, XLSX, an HTML table that Excel wrote, NDJSON …" }),
    what: z.enum(importables).optional().describe("What the file holds; left out: as its header says"),
    restOf: text
      .optional()
      .describe(
        "The import whose rejected rows, mended, the file may hold: it is read as that one was. Also known by the name under which they are had",
      ),
    map: text.optional().describe("A map in YAML or JSON; left out: a saved one, that of a known export, or one made from the file"),
  })
  .meta({ id: "Upload" });

export const readingSchema = z
  .strictObject({
    share: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe("null: nothing is read by that name here, not yet, not any more, or by another process"),
  })
  .meta({ id: "ImportReading" });

export const mapOrderSchema = z.strictObject({ map }).meta({ id: "MapOrder" });

export const confirmationSchema = z
  .strictObject({
    addMembers: z
      .union([z.boolean(), z.array(z.strictObject({ reference: text, id: text.nullish(), name: text, email: text.nullish() }))])
      .optional()
      .describe("true: those that the preview proposes. They are added before a row is recorded"),
    saveMapAs: text.nullish().describe("Keeps the map for files with this header"),
    map: map.optional().describe("In place of the preview's"),
    complete: z
      .strictObject({ from: day, before: day, voids: z.int().nullish() })
      .nullish()
      .describe("The file is all of its sources in these days: what it lacks is voided. Confirmed with voids, the number that load shows"),
  })
  .meta({ id: "ImportConfirmation", examples: [{ addMembers: true, saveMapAs: "Phone system" }] });
