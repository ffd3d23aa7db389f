import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { dayOfCivil } from "../src/domain/civil.ts";
import { parseInstant } from "../src/domain/instant.ts";
import { verifyCompany } from "../src/operations/verify-company.ts";
import { openEmbedded } from "../src/store/embedded.ts";
import { openDatabase } from "../src/store/open-database.ts";
import { applyBenchCompany } from "./company.ts";
import { activities, type GeneratedActivity } from "./generator.ts";
import { importBy } from "./importing.ts";
import { table } from "./measure.ts";

const secondsPerDay = 86_400;
const serialZero = dayOfCivil(1899, 12, 30);
const head = ["Id", "Agent", "Kind", "Direction", "Time (UTC)", "Talk time", "Outcome", "Prospect"] as const;
const map = {
  source: "dialer",
  columns: {
    external_id: "Id",
    member: "Agent",
    kind: "Kind",
    direction: "Direction",
    occurred_at: { column: "Time (UTC)", format: "yyyy-MM-dd'T'HH:mm:ss", zone: "UTC" },
    duration_seconds: { column: "Talk time", format: "h:mm:ss" },
    outcome: "Outcome",
    prospect: "Prospect",
  },
};

const serialOf = (instant: string): number => {
  const read = parseInstant(instant, "");
  if (!read.ok) throw new Error(`The generator wrote ${instant}`);
  return Number(read.value) / 1_000_000 / secondsPerDay - serialZero;
};

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Texts by their numbers in the order in which cells first have them, as Excel writes them. */
class SharedNumbers {
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }

  *xml(): Generator<string> {
    yield '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';
    for (const text of this.#numbers.keys()) yield `<si><t>${escape(text)}</t></si>`;
    yield "</sst>";
  }
}

const cellsOf = ({ externalId, member, kind, direction, occurredAt, durationSeconds, outcome, prospect }: GeneratedActivity) =>
  [
    externalId,
    member,
    kind,
    direction,
    { serial: serialOf(occurredAt), style: 1 },
    durationSeconds === undefined ? "" : { serial: durationSeconds / secondsPerDay, style: 2 },
    outcome ?? "",
    prospect,
  ] as const;

const rowXml = (
  number: number,
  cells: readonly (string | { readonly serial: number; readonly style: number })[],
  texts: SharedNumbers,
): string =>
  `<row r="${number}" spans="1:8">${cells
    .map((cell, index) => {
      const place = `${String.fromCharCode(65 + index)}${number}`;
      if (cell === "") return "";
      return typeof cell === "string"
        ? `<c r="${place}" t="s"><v>${texts.numberOf(cell)}</v></c>`
        : `<c r="${place}" s="${cell.style}"><v>${cell.serial}</v></c>`;
    })
    .join("")}</row>`;

function* sheetXml(rows: number, members: number, texts: SharedNumbers): Generator<string> {
  yield '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:H2"/><sheetData>';
  yield rowXml(1, head, texts);
  let number = 1;
  let block = "";
  for (const row of activities({ seed: 1, members, prospects: 200 * members, from: Date.parse("2026-03-01"), days: 60 }, rows)) {
    number += 1;
    block += rowXml(number, cellsOf(row), texts);
    if (block.length < 60_000) continue;
    yield block;
    block = "";
  }
  yield `${block}</sheetData></worksheet>`;
}

const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const smallParts: Readonly<Record<string, string>> = {
  "_rels/.rels": `<Relationships><Relationship Id="rId1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  "xl/workbook.xml": `<workbook xmlns:r="${relation}"><sheets><sheet name="Calls" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relation}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${relation}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
  "xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[h]:mm:ss"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
};

const writeWorkbook = async (file: string, rows: number, members: number): Promise<void> => {
  const zip = new ZipFile();
  const texts = new SharedNumbers();
  for (const [name, text] of Object.entries(smallParts)) zip.addBuffer(Buffer.from(text), name);
  zip.addReadStream(Readable.from(sheetXml(rows, members, texts)), "xl/worksheets/sheet1.xml");
  // Known once the sheet is written.
  zip.addReadStreamLazy("xl/sharedStrings.xml", (give) => give(null, Readable.from(texts.xml())));
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
};

/** `attain import` of a workbook of eight columns, through a map, to counted: its rate, and the most memory that the process had. */
export const benchXlsx = async ({ rows = 500_000, members = 1_000 } = {}): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "attain-bench-"));
  const data = join(folder, "data");
  const file = join(folder, "calls.xlsx");
  const mapFile = join(folder, "map.json");
  const opened = await openDatabase({ dataFolder: data });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusals));
  const server = await openEmbedded(data);
  if (!server.ok) throw new Error(JSON.stringify(server.refusals));
  try {
    const companyId = await applyBenchCompany(opened.value.database, members);
    console.error(`writing ${rows.toLocaleString("en")} rows`);
    await writeWorkbook(file, rows, members);
    await pipeline(Readable.from([JSON.stringify(map)]), createWriteStream(mapFile));
    const imported = await importBy(data, file, ["--map", mapFile]);
    console.error(imported.report);
    const { equal } = await verifyCompany(opened.value.database, companyId);
    table(`import of a workbook of ${rows.toLocaleString("en")} rows and eight columns`, [
      [
        "attain import, XLSX to counted",
        `${Math.round(rows / imported.seconds).toLocaleString("en")} rows/s`,
        `${imported.seconds.toFixed(1)} s`,
      ],
      ["importing process", `${Math.round(imported.peakMegabytes)} MB`, "at most resident (to reach: 400)"],
      ["verify", equal ? "equal" : "differs", "recount of every metric from the log"],
    ]);
    if (!equal) throw new Error("the tally does not equal the recount");
  } finally {
    await server.value.close();
    await opened.value.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
