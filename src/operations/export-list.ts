import { mayDo, type Permission } from "../domain/access.ts";
import { given } from "../domain/given.ts";
import type { Sight } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Settings } from "../domain/company.ts";
import type { Language } from "../domain/language.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import type { Words } from "../domain/refusals/words.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { listCsv } from "./files/writing/list-csv.ts";
import type { ListTable } from "./files/writing/list-table.ts";
import { writeListXlsx } from "./files/writing/list-xlsx.ts";
import { orRefused } from "./files/formats/unreadable-file.ts";
import { nowOf } from "./company-today.ts";
import { activitiesTable } from "./lists/activities.ts";
import { attainmentTable } from "./lists/attainment.ts";
import { leavesTable } from "./lists/leaves.ts";
import type { FilterName, ListFilter } from "./lists/list-filter.ts";
import { membersTable } from "./lists/members.ts";
import { opportunitiesTable } from "./lists/opportunities.ts";
import { prospectsTable } from "./lists/prospects.ts";
import { targetsTable } from "./lists/targets.ts";
import {
  adjustmentsTable,
  auditTable,
  disputesTable,
  followUpsTable,
  importsTable,
  noticesTable,
  questionsTable,
  statementsTable,
  verdictsTable,
} from "./lists/told.ts";
import type { Asking } from "./lists/told-list.ts";

export const exportFormats = ["csv", "xlsx"] as const;
export type ExportFormat = (typeof exportFormats)[number];

type List = { readonly title: Words; readonly needs: Permission; readonly takes: readonly FilterName[] } & (
  | {
      /** Read in one transaction. */
      readonly open: (
        tx: Transaction,
        settings: Settings,
        filter: ListFilter,
        sight: Sight,
      ) => Outcome<ListTable> | Promise<Outcome<ListTable>>;
    }
  | {
      /** Told by the operation that lists it. */
      readonly ask: (asking: Asking, filter: ListFilter) => Promise<Outcome<ListTable>>;
    }
);

/** Every list, as a table. */
export const lists = {
  activities: {
    title: { en: "Activities", ko: "활동" },
    needs: "activities:read",
    takes: ["member", "kind", "source", "from", "before", "unattributed"],
    open: activitiesTable,
  },
  opportunities: {
    title: { en: "Opportunities", ko: "영업 기회" },
    needs: "opportunities:read",
    takes: ["member", "source"],
    open: opportunitiesTable,
  },
  prospects: { title: { en: "Prospects", ko: "잠재 고객" }, needs: "prospects:read", takes: ["member"], open: prospectsTable },
  members: { title: { en: "Members", ko: "구성원" }, needs: "activities:read", takes: [], open: membersTable },
  leaves: { title: { en: "Leave", ko: "휴가" }, needs: "leaves:read", takes: ["member", "from", "before"], open: leavesTable },
  targets: { title: { en: "Targets", ko: "목표치" }, needs: "settings:read", takes: ["table"], open: targetsTable },
  attainment: {
    title: { en: "Attainment", ko: "달성 현황" },
    needs: "attainment:read",
    takes: ["on", "cadence", "team", "member", "plan"],
    ask: attainmentTable,
  },
  verdicts: {
    title: { en: "Verdicts", ko: "인정 여부" },
    needs: "activities:read",
    takes: ["member", "metric", "kind", "source", "from", "before"],
    ask: verdictsTable,
  },
  statements: {
    title: { en: "Statements", ko: "실적 확인서" },
    needs: "statements:read",
    takes: ["cadence", "on", "member"],
    ask: statementsTable,
  },
  adjustments: { title: { en: "Adjustments", ko: "정정 반영" }, needs: "statements:read", takes: ["member"], ask: adjustmentsTable },
  disputes: { title: { en: "Disputes", ko: "이의 신청" }, needs: "disputes:read", takes: ["member"], ask: disputesTable },
  questions: {
    title: { en: "Questions", ko: "확인할 기록" },
    needs: "questions:read",
    takes: ["from", "before", "team"],
    ask: questionsTable,
  },
  "follow-ups": { title: { en: "Follow-ups", ko: "후속 조치" }, needs: "follow-ups:read", takes: ["member"], ask: followUpsTable },
  notices: { title: { en: "Notices", ko: "알림" }, needs: "notices:read", takes: ["member"], ask: noticesTable },
  "audit-events": {
    title: { en: "Audit", ko: "감사 기록" },
    needs: "audit:read",
    takes: ["act", "by", "subject", "subjectId", "from", "before"],
    ask: auditTable,
  },
  imports: { title: { en: "Imports", ko: "가져오기" }, needs: "imports:read", takes: [], ask: importsTable },
} as const satisfies Readonly<Record<string, List>>;

export type ListName = keyof typeof lists;

export type ExportOrder = AskedBy & {
  readonly filter: ListFilter;
  readonly format: ExportFormat;
  /** Where the file is made; one that lies there is written over. */
  readonly path: string;
  readonly language: Language;
};

const writeTable = (
  opened: ListTable,
  name: ListName,
  { format, path, language }: ExportOrder,
): Promise<Outcome<{ readonly rows: number }>> =>
  orRefused(async () => {
    let rows = 0;
    async function* counted(): AsyncGenerator<readonly (readonly string[])[]> {
      for await (const page of opened.pages()) {
        rows += page.length;
        yield page;
      }
    }
    const table = { columns: opened.columns, pages: counted };
    if (format === "xlsx") await writeListXlsx(table, { path, sheetName: lists[name].title[language], language });
    else await pipeline(Readable.from(listCsv(table, language), { objectMode: false }), createWriteStream(path, { mode: 0o600 }));
    return accepted({ rows });
  });

/**
 * Writes a list to a file: all of it, in memory of a page; what an import takes back as it was at one moment. Answers with the number of rows.
 * Refuses a filter that names what there is not, and what a workbook cannot hold; then there is no file worth keeping.
 */
export const exportList = async (
  database: Database,
  companyId: number,
  name: ListName,
  order: ExportOrder,
): Promise<Outcome<{ readonly rows: number }>> => {
  const list: List = lists[name];
  const { caller } = order;
  if (caller !== undefined && !mayDo(caller, list.needs)) return refused(refusal("role-required", "", { permission: list.needs }));
  if ("ask" in list) {
    const asking = { database, companyId, language: order.language, now: nowOf(), ...given({ caller }) };
    const told = await list.ask(asking, order.filter);
    return told.ok ? writeTable(told.value, name, order) : told;
  }
  return inCompany(
    database,
    companyId,
    async (tx) => {
      const settings = await loadSettings(tx, companyId);
      const opened = await list.open(tx, settings, order.filter, sightIn(settings, caller, list.needs));
      return opened.ok ? writeTable(opened.value, name, order) : opened;
    },
    { isolation: "repeatable read" },
  );
};
