import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Settings } from "../domain/company.ts";
import type { Language } from "../domain/language.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import type { Words } from "../domain/refusals/words.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { listCsv } from "./files/list-csv.ts";
import type { ListTable } from "./files/list-table.ts";
import { writeListXlsx } from "./files/list-xlsx.ts";
import { orRefused } from "./files/unreadable-file.ts";
import { activitiesTable } from "./lists/activities.ts";
import { leavesTable } from "./lists/leaves.ts";
import type { FilterName, ListFilter } from "./lists/list-filter.ts";
import { membersTable } from "./lists/members.ts";
import { prospectsTable } from "./lists/prospects.ts";
import { targetsTable } from "./lists/targets.ts";

export const exportFormats = ["csv", "xlsx"] as const;
export type ExportFormat = (typeof exportFormats)[number];

type List = {
  readonly title: Words;
  readonly takes: readonly FilterName[];
  readonly open: (tx: Transaction, settings: Settings, filter: ListFilter) => Outcome<ListTable> | Promise<Outcome<ListTable>>;
};

/** Every list, as a table. */
export const lists = {
  activities: {
    title: { en: "Activities", ko: "활동" },
    takes: ["member", "kind", "source", "from", "before", "unattributed"],
    open: activitiesTable,
  },
  prospects: { title: { en: "Prospects", ko: "잠재 고객" }, takes: ["member"], open: prospectsTable },
  members: { title: { en: "Members", ko: "구성원" }, takes: [], open: membersTable },
  leaves: { title: { en: "Leave", ko: "휴가" }, takes: ["member", "from", "before"], open: leavesTable },
  targets: { title: { en: "Targets", ko: "목표치" }, takes: ["table"], open: targetsTable },
} as const satisfies Readonly<Record<string, List>>;

export type ListName = keyof typeof lists;

export type ExportOrder = {
  readonly filter: ListFilter;
  readonly format: ExportFormat;
  /** Where the file is made; one that lies there is written over. */
  readonly path: string;
  readonly language: Language;
};

/**
 * Writes a list to a file: all of it, as it was at one moment, in memory of a page. Answers with the number of rows. Refuses a filter that names
 * what there is not, and what a workbook cannot hold; then there is no file worth keeping.
 */
export const exportList = (
  database: Database,
  companyId: number,
  name: ListName,
  { filter, format, path, language }: ExportOrder,
): Promise<Outcome<{ readonly rows: number }>> =>
  inCompany(
    database,
    companyId,
    async (tx) => {
      const settings = await loadSettings(tx, companyId);
      const opened = await lists[name].open(tx, settings, filter);
      if (!opened.ok) return opened;
      let rows = 0;
      async function* counted(table: ListTable): AsyncGenerator<readonly (readonly string[])[]> {
        for await (const page of table.pages()) {
          rows += page.length;
          yield page;
        }
      }
      const table = { ...opened.value, pages: () => counted(opened.value) };
      return orRefused(async () => {
        if (format === "xlsx") await writeListXlsx(table, { path, sheetName: lists[name].title[language], language });
        else await pipeline(Readable.from(listCsv(table, language), { objectMode: false }), createWriteStream(path, { mode: 0o600 }));
        return accepted({ rows });
      });
    },
    { isolation: "repeatable read" },
  );
