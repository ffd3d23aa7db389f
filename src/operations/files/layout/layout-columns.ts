import type { Row } from "../formats/csv-rows.ts";
import { cellOf, isDateCell, isNumberCell } from "./layout-cells.ts";

/** What the cells of a column look like. */
export type Shape = {
  readonly index: number;
  readonly filled: number;
  readonly numbers: number;
  readonly dates: number;
  readonly runs: number;
  readonly startsFilled: boolean;
};

export const shapeOf = (index: number, sample: readonly Row[]): Shape => {
  const cells = sample.map((row) => cellOf(row, index));
  const filled = cells.filter((cell) => cell !== "" && cell !== "-");
  return {
    index,
    filled: filled.length,
    numbers: filled.filter(isNumberCell).length,
    dates: filled.filter(isDateCell).length,
    runs: cells.filter((cell, at) => at > 0 && cell !== "" && cell === cells[at - 1]).length,
    startsFilled: (cells[0] ?? "") !== "",
  };
};

export const isTextual = ({ filled, numbers }: Shape): boolean => filled > 0 && numbers <= filled / 2;
/** Labels stand in the first columns. */
export const mostLabels = 4;

/** A label that is written once for its group, as merged cells come out: never twice in a row, and empty in many. */
const isGroupLabel = ({ filled, runs, startsFilled, ...shape }: Shape, rows: number): boolean =>
  startsFilled && runs === 0 && filled >= 2 && filled <= rows * 0.75 && isTextual({ filled, runs, startsFilled, ...shape });

/** A label within the groups of another: empty only where that is too, so that it goes on as that does. */
const isInnerLabel = (shape: Shape, outer: number, records: readonly Row[]): boolean =>
  shape.startsFilled &&
  shape.runs === 0 &&
  isTextual(shape) &&
  records.some((row) => cellOf(row, shape.index) === "") &&
  records.every((row) => cellOf(row, shape.index) !== "" || cellOf(row, outer) === "");

/** The columns whose empty cells mean the one above: those that are clearly labels of groups. */
export const findFillDown = (shapes: readonly Shape[], records: readonly Row[]): readonly number[] => {
  const found: number[] = [];
  // Groups stand in front, the outer before the inner.
  for (const shape of shapes.slice(0, mostLabels - 1)) {
    const outer = found.at(-1);
    const isLabelOfGroups = outer === undefined ? isGroupLabel(shape, records.length) : isInnerLabel(shape, outer, records);
    if (!isLabelOfGroups) break;
    found.push(shape.index);
  }
  // Some column has to tell the rows of a group apart.
  return shapes.some(({ index, filled }) => !found.includes(index) && filled >= records.length * 0.9) ? found : [];
};
