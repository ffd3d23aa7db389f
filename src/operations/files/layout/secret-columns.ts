import { refusal, type Refusal } from "../../../domain/refusal.ts";
import { secretIn, secretWords, type SecretKind } from "../../../domain/secret-number.ts";
import { shown } from "../../../domain/shown.ts";

/** Enough to tell a column of such numbers; single ones refuse their row, wherever they stand. */
const LOOKED = 1_000;
/** One cell may be a slip. */
const LEAST = 2;

class Column {
  filled = 0;
  readonly secrets: SecretKind[] = [];

  /** Half of what it holds. */
  get kind(): SecretKind | undefined {
    return this.secrets.length >= LEAST && this.secrets.length * 2 >= this.filled ? this.secrets[0] : undefined;
  }
}

/** Rows of a table below its header, as they come. */
type Pieces = AsyncIterable<{ readonly rows: readonly { readonly cells: readonly string[] }[] }>;

/**
 * Columns of resident registration or card numbers, and such a number among the names of columns: each refuses the file as a whole. Looks at the first thousand
 * rows. The number itself is not told.
 */
export const refuseSecretColumns = async (header: readonly string[], pieces: () => Pieces): Promise<readonly Refusal[]> => {
  const inHeader = header.flatMap((name, index) => {
    const kind = secretIn(name);
    return kind === undefined ? [] : [refusal("secret-header", "", { column: index + 1, what: secretWords[kind] })];
  });
  if (inHeader.length > 0) return inHeader;
  const columns = header.map(() => new Column());
  let looked = 0;
  for await (const { rows } of pieces()) {
    for (const { cells } of rows.slice(0, LOOKED - looked)) {
      for (const [index, column] of columns.entries()) {
        const cell = cells[index] ?? "";
        if (cell === "") continue;
        column.filled += 1;
        const kind = secretIn(cell);
        if (kind !== undefined) column.secrets.push(kind);
      }
    }
    looked += rows.length;
    if (looked >= LOOKED) break;
  }
  return columns.flatMap(({ kind }, index) =>
    kind === undefined
      ? []
      : [refusal("secret-column", "", { column: index + 1, name: shown(header[index] ?? ""), what: secretWords[kind] })],
  );
};
