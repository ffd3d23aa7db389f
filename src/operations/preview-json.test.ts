import { expect, test } from "vitest";
import type { PreviewInAll } from "./import-preview.ts";
import { plainLayout, previewIn } from "./preview-json.ts";

const words = (text: string) => ({ en: `${text}, in English`, ko: `${text}, 한국어로` });

const preview: PreviewInAll = {
  fileName: "calls.csv",
  format: "csv",
  encoding: "utf-8",
  rows: 1,
  what: "activities",
  recognisedAs: { id: "salesforce", name: words("name") },
  savedMap: null,
  sheets: [],
  sheet: null,
  headerRow: 1,
  layout: plainLayout,
  columns: [{ name: "Agent", examples: [], field: "member", confidence: 1, why: words("why") }],
  fields: [],
  map: { source: "phone" },
  questions: [
    { id: "date", column: "Date", text: words("question"), chosen: null, choices: [{ id: "mdy", label: words("choice"), map: {} }] },
  ],
  rowsRead: [{ row: 2, fields: {}, errors: [{ code: "a", pointer: "/b", detail: words("row") }] }],
  members: { known: 0, proposed: [], more: 0 },
  kinds: {},
  firstDay: null,
  lastDay: null,
  skipped: 0,
  rejected: 1,
  rejections: [{ row: 2, errors: [{ code: "a", pointer: "/b", detail: words("rejected") }] }],
  notes: [words("note")],
  canImport: false,
  refusals: [{ code: "c", pointer: "", detail: words("refusal") }],
};

test("a preview is said in one language in all that it says", () => {
  const korean = JSON.stringify(previewIn(preview, "ko"));
  expect(korean.match(/한국어로/g)).toHaveLength(8);
  expect(korean).not.toContain("English");
  expect(previewIn(preview, "en")).toMatchObject({ notes: ["note, in English"], map: { source: "phone" } });
});

test("one that was kept in a single language is said as it was kept", () => {
  const kept = previewIn(preview, "ko") as unknown as PreviewInAll;
  expect(previewIn(kept, "en")).toEqual(previewIn(preview, "ko"));
});
