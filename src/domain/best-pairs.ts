const add = (values: Float64Array, at: number, delta: number): void => {
  values[at] = (values[at] ?? 0) + delta;
};

/**
 * Pairs rows with columns so that the sum of the weights is the largest: the Hungarian method in its O(rows² · columns) form by potentials
 * (Kuhn 1955, Munkres 1957). A weight of 0 is no pair. Of each row its column, or -1.
 */
export const bestPairs = (weights: readonly (readonly number[])[], columns: number): readonly number[] => {
  const rows = weights.length;
  // With a column of its own for each row, which weighs nothing, every row finds one.
  const width = columns + rows;
  const costOf = (row: number, column: number): number => -(weights[row - 1]?.[column - 1] ?? 0);
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(width + 1);
  const rowAt = new Int32Array(width + 1);
  const way = new Int32Array(width + 1);
  for (let row = 1; row <= rows; row += 1) {
    rowAt[0] = row;
    let column = 0;
    const slack = new Float64Array(width + 1).fill(Infinity);
    const isUsed = new Uint8Array(width + 1);
    do {
      isUsed[column] = 1;
      const from = rowAt[column] ?? 0;
      let delta = Infinity;
      let next = 0;
      for (let each = 1; each <= width; each += 1) {
        if (isUsed[each] === 1) continue;
        const reduced = costOf(from, each) - (rowPotential[from] ?? 0) - (columnPotential[each] ?? 0);
        if (reduced < (slack[each] ?? 0)) {
          slack[each] = reduced;
          way[each] = column;
        }
        if ((slack[each] ?? 0) < delta) {
          delta = slack[each] ?? 0;
          next = each;
        }
      }
      for (let each = 0; each <= width; each += 1) {
        if (isUsed[each] === 1) {
          add(rowPotential, rowAt[each] ?? 0, delta);
          add(columnPotential, each, -delta);
        } else add(slack, each, -delta);
      }
      column = next;
    } while (rowAt[column] !== 0);
    do {
      const before = way[column] ?? 0;
      rowAt[column] = rowAt[before] ?? 0;
      column = before;
    } while (column !== 0);
  }
  const columnOf = Array.from({ length: rows }, () => -1);
  for (let column = 1; column <= columns; column += 1) {
    const row = rowAt[column] ?? 0;
    if (row > 0 && (weights[row - 1]?.[column - 1] ?? 0) > 0) columnOf[row - 1] = column - 1;
  }
  return columnOf;
};
