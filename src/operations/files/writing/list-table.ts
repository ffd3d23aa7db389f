import type { FieldType } from "../../../domain/field-type.ts";
import type { Words } from "../../../domain/refusals/words.ts";
import type { Field } from "../maps/fields.ts";

/** What a spreadsheet makes of the cells of a column. An instant is text: no date of a spreadsheet has an offset, nor microseconds. */
export type ColumnType = "text" | "day" | "integer" | "amount" | "boolean";

/** `title` is what people read above it; null where the name itself stands there, by which an import knows the column. */
export type ListColumn = { readonly name: string; readonly type: ColumnType; readonly title: Words | null };

/**
 * A list as a table, in whatever format it is written. Cells are text in the form in which an import reads it, empty for nothing; the type of the
 * column says what a workbook makes of it.
 */
export type ListTable = {
  readonly columns: readonly ListColumn[];
  readonly pages: () => AsyncIterable<readonly (readonly string[])[]>;
};

const columnTypes: Readonly<Record<FieldType, ColumnType>> = {
  key: "text",
  text: "text",
  instant: "text",
  currency: "text",
  day: "day",
  integer: "integer",
  seconds: "integer",
  amount: "amount",
  boolean: "boolean",
};

/** The columns that an import of these fields reads. */
export const importColumns = (fields: readonly Field[]): readonly ListColumn[] =>
  fields.map(({ column, type }) => ({ name: column, type: columnTypes[type], title: null }));
