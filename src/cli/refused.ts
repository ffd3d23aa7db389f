import { sentence, type Refusal } from "../domain/refusal.ts";
import type { Language } from "../domain/language.ts";
import { shown } from "../domain/shown.ts";
import type { Terminal } from "./terminal.ts";

const MOST = 50;

/** Where: line and column of a text, row and column of a table, else the path to the field. */
const placeOf = ({ pointer, values }: Refusal, language: Language): string => {
  const path = pointer === "" ? "" : shown(pointer.slice(1).replaceAll("/", "."));
  const { line, column, row } = values;
  if (typeof row === "number" && path !== "") return language === "ko" ? `${row}행 ${path}: ` : `row ${row}, ${path}: `;
  if (typeof line !== "number" || typeof column !== "number") return path === "" ? "" : `${path}: `;
  const at = language === "ko" ? `${line}번째 줄 ${column}번째 칸` : `line ${line}, column ${column}`;
  return path === "" ? `${at}: ` : `${at} (${path}): `;
};

export const refusalLine = (refusal: Refusal, language: Language): string => placeOf(refusal, language) + sentence(refusal, language);

/** Says everything that was refused, for people and, on stdout, for programs that asked for JSON. */
export const tellRefused = (refusals: readonly Refusal[], { tell, print, language }: Terminal, json: boolean): void => {
  for (const refusal of refusals.slice(0, MOST)) tell(refusalLine(refusal, language));
  if (refusals.length > MOST) tell(language === "ko" ? `… 외 ${refusals.length - MOST}건` : `… and ${refusals.length - MOST} more`);
  if (json) {
    print(
      JSON.stringify({
        refused: refusals.map((refusal) => ({
          code: refusal.code,
          pointer: refusal.pointer,
          ...("row" in refusal.values ? { row: refusal.values["row"] } : {}),
          ...("line" in refusal.values ? { line: refusal.values["line"], column: refusal.values["column"] } : {}),
          detail: sentence(refusal, language),
        })),
      }),
    );
  }
};
