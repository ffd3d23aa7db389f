import type { Language } from "../../../domain/language.ts";
import { BYTE_ORDER_MARK, csvLine } from "./csv-line.ts";
import type { ListTable } from "./list-table.ts";

/** A list as CSV for spreadsheets: UTF-8 with a mark, CRLF, and no cell that starts a formula. */
export async function* listCsv({ columns, pages }: ListTable, language: Language): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(columns.map(({ name, title }) => title?.[language] ?? name));
  for await (const rows of pages()) {
    let text = "";
    for (const row of rows) text += csvLine(row);
    yield text;
  }
}
