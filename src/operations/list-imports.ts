import type { Language } from "../domain/language.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { earlierImports, listedImports, type ImportPlace } from "../store/imports.ts";
import { importJson, type ImportJson } from "./import-json.ts";
import { isImportId } from "./uploads/import-store.ts";

export type ImportsQuestion = { readonly cursor?: string; readonly limit?: number };

const cursorOf = ({ createdAt, id }: ImportPlace): string => Buffer.from(`imports ${createdAt} ${id}`).toString("base64url");

const placeAt = (cursor: string): ImportPlace | null => {
  const [, createdAt = "", id = ""] =
    /^imports (\d{4}-\d{2}-\d{2}T[\d:.]{8,15}Z) (\S+)$/.exec(Buffer.from(cursor, "base64url").toString("utf8")) ?? [];
  return isImportId(id) && !Number.isNaN(Date.parse(createdAt)) ? { createdAt, id } : null;
};

/** Imports, the latest first; without what a preview holds. */
export const listImports = (
  database: Database,
  companyId: number,
  { cursor, limit = 50 }: ImportsQuestion,
  { language }: { readonly language: Language },
): Promise<Outcome<{ readonly imports: readonly ImportJson[]; readonly nextCursor: string | null }>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<{ imports: readonly ImportJson[]; nextCursor: string | null }>> => {
    const before = cursor === undefined ? null : placeAt(cursor);
    if (cursor !== undefined && before === null) return refused(refusal("cursor-invalid", "/cursor"));
    const rows = await listedImports(tx, companyId, { before, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const ids = page.map(({ id }) => id);
    const earlier = await earlierImports(tx, companyId, ids);
    const last = page.at(-1);
    return accepted({
      imports: page.map((row) => ({ ...importJson(row, { language, sameFileAs: earlier.get(row.id) }), preview: null, load: null })),
      nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null,
    });
  });
