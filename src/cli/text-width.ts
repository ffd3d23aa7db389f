/** Characters that take two columns of a terminal: Hangul, Han, kana, full-width forms, emoji (UAX #11, W and F). */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const none = /[\p{Mn}\p{Me}\p{Cf}]/u;

const columnsOf = (character: string): number => (none.test(character) ? 0 : wide.test(character) ? 2 : 1);

/** How many columns a text takes. */
export const textWidth = (text: string): number => Array.from(text).reduce((sum, character) => sum + columnsOf(character), 0);

/** Cut to so many columns, with an ellipsis for what is missing. */
export const cutTo = (text: string, columns: number): string => {
  if (textWidth(text) <= columns) return text;
  let cut = "";
  let width = 1;
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns) break;
    cut += character;
  }
  return `${cut}…`;
};

export const padEnd = (text: string, columns: number): string => text + " ".repeat(Math.max(0, columns - textWidth(text)));
export const padStart = (text: string, columns: number): string => " ".repeat(Math.max(0, columns - textWidth(text))) + text;

/** Rows as columns side by side; `right` names those that hold numbers. */
export const alignColumns = (rows: readonly (readonly string[])[], right: readonly number[] = []): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => textWidth(row[column] ?? ""))));
  return rows.map((row) =>
    row
      .map((cell, column) => (right.includes(column) ? padStart(cell, widths[column] ?? 0) : padEnd(cell, widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
};
