import { accepted, refusal, refused, type Outcome, type Refusal } from "../../../domain/refusal.ts";
import { perhaps } from "../../../domain/meant.ts";
import { shown } from "../../../domain/shown.ts";
import type { Row } from "../formats/csv-rows.ts";
import { columnName } from "../maps/fields.ts";
import { findLayout, nothingSkipped, OF_TITLE, type Layout, type LayoutKeys, type LayoutOptions } from "./layout.ts";
import { LayoutRows, type LeftOut } from "./layout-rows.ts";
import { FIRST_ROWS, type ReadingProgress, type RowPiece, type SheetFile } from "../formats/sheet-file.ts";

/** How the table of a file was found in it. */
export type TableLayout = Layout & {
  /** The sheet that is read, by its place in the file. */
  readonly sheet: number;
  readonly left: LeftOut;
};

/** The table that a layout makes of a sheet. */
export type LaidOut = {
  readonly header: readonly string[];
  readonly cleanedColumns: readonly number[];
  readonly rows: number;
  readonly layout: TableLayout;
  readonly notes: readonly Refusal[];
  readonly pieces: () => AsyncGenerator<RowPiece>;
};

export type LaidOutOptions = Pick<LayoutOptions, "wanted" | "findsWide" | "kindOf"> & {
  readonly keys: LayoutKeys;
  readonly mayBeEmpty: boolean;
  readonly reading?: ReadingProgress;
};

const firstRows = async (file: SheetFile, sheet: number): Promise<readonly Row[]> => {
  const first: Row[] = [];
  for await (const { rows, fault } of file.rows(sheet)) {
    first.push(...rows.slice(0, FIRST_ROWS - first.length));
    if (first.length >= FIRST_ROWS || fault !== null) break;
  }
  return first;
};

type Candidate = { readonly sheet: number; readonly rows: readonly Row[]; readonly layout: Layout; readonly rank: number };

const rowsBelow = (rows: readonly Row[], { headerRows }: Layout): number => {
  const last = Math.max(...headerRows);
  return rows.filter(({ number }) => number > last).length;
};

/** How much a sheet looks like a table: one with columns that are wanted before any, then one with several columns and rows. */
const rankOf = (rows: readonly Row[], layout: Layout, { wanted }: LaidOutOptions): number => {
  const below = rowsBelow(rows, layout);
  if (below === 0 || layout.columns.length < 2) return 0;
  if (wanted(layout.columns.map(({ name }) => name)) >= 2) return 3;
  return layout.columns.length >= 3 && below >= 2 ? 2 : 1;
};

const mostSheets = 40;

const candidateOf = async (file: SheetFile, sheet: number, options: LaidOutOptions): Promise<Candidate> => {
  const rows = await firstRows(file, sheet);
  const layout = findLayout(rows, { ...options, sheetName: file.sheets[sheet]?.name ?? "" });
  return { sheet, rows, layout, rank: rankOf(rows, layout, options) };
};

const sheetNamed = ({ sheets }: SheetFile, wanted: string): Outcome<number> => {
  const names = sheets.map(({ name }) => name);
  const plainly = (name: string): string => name.trim().toLowerCase();
  const exact = names.indexOf(wanted);
  const alike = exact >= 0 ? exact : names.findIndex((name) => plainly(name) === plainly(wanted));
  const numbered = alike < 0 && /^\d{1,4}$/.test(wanted) ? Number(wanted) - 1 : alike;
  if (numbered >= 0 && numbered < names.length) return accepted(numbered);
  return refused(
    refusal("map-sheet", "/sheet", { found: shown(wanted), hint: perhaps(wanted, names), sheets: names.map(shown).join(", ") }),
  );
};

/** The sheet that the map names, else the first one that shows and has a table. */
const chooseSheet = async (file: SheetFile, options: LaidOutOptions): Promise<Outcome<Candidate>> => {
  if (options.keys.sheet !== null) {
    const sheet = sheetNamed(file, options.keys.sheet);
    return sheet.ok ? accepted(await candidateOf(file, sheet.value, options)) : sheet;
  }
  let best: Candidate | undefined;
  const visible = [...file.sheets.keys()].filter((sheet) => file.sheets[sheet]?.isHidden !== true);
  for (const sheet of visible.slice(0, mostSheets)) {
    const candidate = await candidateOf(file, sheet, options);
    if (best === undefined || candidate.rank > best.rank) best = candidate;
    if (best.rank === 3) break;
  }
  return best === undefined ? refused(refusal("csv-empty", "")) : accepted(best);
};

/** Text files say how many columns they have; in a spreadsheet what has no name and no content is no column. */
const headerRefusals = (file: SheetFile, { rows, layout }: Candidate): readonly Refusal[] => {
  const [number] = layout.headerRows;
  const header = rows.find((row) => row.number === number);
  if (header === undefined) return [refusal("map-header-row", "/headerRow", { row: number })];
  if (file.isSparse || layout.headerRows.length > 1) return [];
  const columnOf = new Map<string, number>();
  return header.cells.flatMap((cell, index) => {
    const name = columnName(cell);
    // Below titles a spreadsheet's separators are left of columns that were only as wide as they.
    if (name === "")
      return layout.titleRows > 0 && layout.columns.every((each) => each.index !== index)
        ? []
        : [refusal("csv-column-unnamed", "", { column: index + 1 })];
    const first = columnOf.get(name.toLowerCase());
    columnOf.set(name.toLowerCase(), index + 1);
    return first === undefined ? [] : [refusal("csv-column-repeated", "", { found: shown(name), first, second: index + 1 })];
  });
};

const leftNotes = (left: LeftOut): readonly Refusal[] =>
  (["subtotals", "footers", "repeated", "named"] as const).flatMap((kind) => {
    const { count, first } = left[kind];
    const rows = `${first.join(", ")}${count > first.length ? " …" : ""}`;
    return count === 0 ? [] : [refusal(`rows-${kind}`, "", { count, rows })];
  });

const notesOf = (file: SheetFile, { sheet, layout }: Candidate, left: LeftOut): readonly Refusal[] => {
  const others = file.sheets.filter(({ isHidden }, index) => index !== sheet && !isHidden);
  const filled = layout.columns.filter(({ index }) => layout.fillDown.includes(index));
  const { unpivot } = layout;
  return [
    ...(others.length === 0
      ? []
      : [
          refusal("sheet-chosen", "", {
            found: shown(file.sheets[sheet]?.name ?? ""),
            others: others.map(({ name }) => shown(name)).join(", "),
          }),
        ]),
    ...(layout.titleRows === 0 ? [] : [refusal("rows-titles", "", { row: layout.headerRows[0] })]),
    ...(filled.length === 0 ? [] : [refusal("columns-filled", "", { columns: filled.map(({ name }) => shown(name)).join(", ") })]),
    ...(unpivot === null
      ? []
      : [
          refusal("columns-unpivoted", "", {
            count: unpivot.columns.length,
            first: shown(unpivot.columns[0] ?? ""),
            last: shown(unpivot.columns.at(-1) ?? ""),
          }),
        ]),
    ...leftNotes(left),
  ];
};

/** Reads a sheet from end to end by its layout. Nothing is left out in silence: what was is told in notes. */
export const layOut = async (file: SheetFile, given: LaidOutOptions): Promise<Outcome<LaidOut>> => {
  // In a text file every row is a record unless the map says otherwise.
  const { keys } = given;
  const options =
    file.isSparse || keys.skipRows !== null
      ? given
      : { ...given, keys: { ...keys, skipRows: nothingSkipped, fillDown: keys.fillDown ?? [] } };
  const chosen = await chooseSheet(file, options);
  if (!chosen.ok) return chosen;
  const { sheet, rows, layout } = chosen.value;
  if (rows.length === 0) return refused(refusal("csv-empty", ""));
  const [wrong, ...more] = headerRefusals(file, chosen.value);
  if (wrong !== undefined) return refused(wrong, ...more);
  const header = rows.find(({ number }) => number === layout.headerRows[0]);
  const reading = (): LayoutRows => new LayoutRows(layout, { header, isSparse: file.isSparse });
  const first = reading();
  const [missing] = first.missing;
  if (missing !== undefined)
    return refused(
      refusal("map-column", "/unpivot/columns", {
        found: shown(missing),
        hint: perhaps(missing, first.header),
        columns: layout.columns.map(({ name }) => shown(name)).join(", "),
      }),
    );
  if (keys.unpivot?.month === OF_TITLE && !first.isLong) {
    if (layout.of.month === null) return refused(refusal("map-month", "/unpivot/month"));
    if (layout.doubtedMonth !== null) return refused(refusal("map-weekdays", "/unpivot/month", { found: layout.doubtedMonth }));
  }
  if (keys.unpivot?.week === OF_TITLE && layout.unpivot?.week === null && !first.isLong)
    return refused(refusal("map-week", "/unpivot/week"));
  let count = 0;
  for await (const piece of file.rows(sheet)) {
    count += first.push(piece.rows).length;
    given.reading?.(count, piece.bytesRead);
    if (piece.fault !== null) return refused(piece.fault);
  }
  if (count === 0 && !options.mayBeEmpty) return refused(refusal("csv-empty", ""));
  const { left } = first;
  return accepted({
    header: first.header,
    cleanedColumns: layout.cleaned,
    rows: count,
    layout: { ...layout, sheet, left },
    notes: notesOf(file, chosen.value, left),
    async *pieces() {
      const again = reading();
      for await (const piece of file.rows(sheet)) yield { ...piece, rows: again.push(piece.rows) };
    },
  });
};
