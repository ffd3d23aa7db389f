import type { Language } from "../../domain/language.ts";
import { noHint } from "../../domain/meant.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../../domain/refusal.ts";
import { shown } from "../../domain/shown.ts";
import type { Transaction } from "../../store/database.ts";
import { earlierImports, findImport, restsOfImport, type ImportRow, type ImportState } from "../../store/imports.ts";
import type { ImportOrders } from "../confirm-import.ts";
import { importJson, reportIn, type ImportJson, type KeptPreview } from "../import-json.ts";
import { isImportId } from "./import-store.ts";

/** Another company's is as little there as one that never was. */
export const importMissing = (found: string): Refusal =>
  refusal("not-found", "/import", { what: { en: "import", ko: "가져오기" }, found: shown(found), hint: noHint });

export const importNamed = async (
  tx: Transaction,
  companyId: number,
  id: string,
  options: { readonly lock?: boolean } = {},
): Promise<Outcome<ImportRow>> => {
  const row = isImportId(id) ? await findImport(tx, companyId, id, options) : undefined;
  return row === undefined ? refused(importMissing(id)) : accepted(row);
};

const stateWords = {
  waiting: { en: "waiting", ko: "대기" },
  running: { en: "running", ko: "진행 중" },
  done: { en: "done", ko: "완료" },
  failed: { en: "failed", ko: "실패" },
  discarded: { en: "discarded", ko: "버림" },
} satisfies Record<ImportState, unknown>;

/** The import with that id, if it still waits to be confirmed. */
export const waitingImport = async (
  tx: Transaction,
  companyId: number,
  id: string,
  options: { readonly lock?: boolean } = {},
): Promise<Outcome<ImportRow>> => {
  const found = await importNamed(tx, companyId, id, options);
  if (!found.ok || found.value.state === "waiting") return found;
  return refused(
    found.value.state === "running" ? refusal("import-running", "") : refusal("import-over", "", { state: stateWords[found.value.state] }),
  );
};

/** The import whose rejected rows this one holds, mended: known while it waits, and of what was confirmed. */
const restNamedBy = ({ preview, orders }: ImportRow): string | null =>
  (orders as Pick<ImportOrders, "restOf"> | null)?.restOf ?? (preview as KeptPreview | null)?.restOf ?? null; // operations on imports wrote them

/** As it stands now. */
export const presentImport = async (tx: Transaction, companyId: number, id: string, language: Language): Promise<Outcome<ImportJson>> => {
  const found = await importNamed(tx, companyId, id);
  if (!found.ok) return found;
  const sameFileAs = (await earlierImports(tx, companyId, [id])).get(id);
  const named = restNamedBy(found.value);
  const restOf = named === null ? undefined : await findImport(tx, companyId, named);
  const rests = reportIn(found.value).rejectedAs === null ? [] : await restsOfImport(tx, companyId, id);
  return accepted(importJson(found.value, { language, sameFileAs, restOf, rests }));
};
