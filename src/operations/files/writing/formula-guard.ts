/** What a spreadsheet takes for a formula, or for a sign that it may begin with (OWASP, CSV injection). */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;
const guarded = /^'+[=+\-@\t\r\n＝＋－＠]/;
const plainNumber = /^[+-]?\d+(?:[.,]\d+)*$/;

/** A cell as it is written to a file for spreadsheets: an apostrophe before what would be run as a formula. Numbers stay numbers. */
export const guardedCell = (cell: string): string => (formula.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell);

/** The cell as it was before it was guarded, by us or by another program. */
export const unguarded = (cell: string): string => (cell.charCodeAt(0) === 39 && guarded.test(cell) ? cell.slice(1) : cell);

/** Text for a cell whose type says that it is text: nothing runs it, and only what would be taken for guarded is guarded. */
export const guardedText = (cell: string): string => (cell.charCodeAt(0) === 39 && guarded.test(cell) ? `'${cell}` : cell);
