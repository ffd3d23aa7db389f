import type { Table } from "./table.ts";

const mostFirst = 200;
const mostSpread = 800;

/**
 * Rows that tell how a table is written: the first 200, and up to 800 from all of the rest, evenly spread. A file begins with one day, and
 * 3/2/2026 alone does not say which of its numbers is the month; 3/13/2026 further down does. Memory is that of the sample.
 */
export const sampleRows = async (table: Pick<Table, "pieces">): Promise<readonly (readonly string[])[]> => {
  const first: (readonly string[])[] = [];
  let spread: (readonly string[])[] = [];
  let stride = 1;
  let index = 0;
  for await (const { rows } of table.pieces()) {
    for (const { cells } of rows) {
      if (first.length < mostFirst) {
        first.push(cells);
        continue;
      }
      if (index % stride === 0) spread.push(cells);
      index += 1;
      if (spread.length > mostSpread) {
        spread = spread.filter((_, each) => each % 2 === 0);
        stride *= 2;
      }
    }
  }
  return [...first, ...spread];
};
