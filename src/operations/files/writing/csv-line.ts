import { guardedCell } from "./formula-guard.ts";

const quoted = (cell: string): string => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** In front of a file, so that Excel knows it for UTF-8. */
export const BYTE_ORDER_MARK = "\ufeff";

/** One line of a file for spreadsheets, in which no cell starts a formula. */
export const csvLine = (cells: readonly string[]): string => `${cells.map((cell) => quoted(guardedCell(cell))).join(",")}\r\n`;
