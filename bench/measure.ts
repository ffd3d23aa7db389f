import { cpus, totalmem } from "node:os";

/** The middle one; of an even number the upper middle. */
export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Milliseconds of each contender, one round after the other (A B A B), so that the machine's moods meet all alike; two rounds of warming up first. */
export const inTurn = async <Name extends string>(
  rounds: number,
  contenders: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<Record<Name, number[]>> => {
  const names = Object.keys(contenders) as Name[]; // the keys of the record
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>; // one list for each name
  for (let round = -2; round < rounds; round += 1)
    for (const name of names) {
      const begun = performance.now();
      await contenders[name]();
      if (round >= 0) times[name].push(performance.now() - begun);
    }
  return times;
};

export const table = (title: string, rows: readonly (readonly string[])[]): void => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  console.log(
    `\n${title}\n${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
  );
  for (const row of rows)
    console.log(
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join("   ")}`,
    );
};
