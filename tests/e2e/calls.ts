/** What a phone system writes out: invented calls of March 2026, with a header that is not ours. */
export const agents = ["Diane Keller", "Joe Park", "Martha Oh"] as const;

type Call = { readonly agent: string; readonly day: number; readonly answered: boolean };

const callsOf = (agent: string, count: number): readonly Call[] =>
  Array.from({ length: count }, (_, index) => ({ agent, day: 2 + (index % 26), answered: index % 4 !== 0 }));

/** How many each of them made. */
export const callCounts: Readonly<Record<string, number>> = { "Diane Keller": 24, "Joe Park": 17, "Martha Oh": 9 };

const calls = agents.flatMap((agent) => callsOf(agent, callCounts[agent] ?? 0));

const twoDigits = (number: number): string => String(number).padStart(2, "0");

const header = ["Call Id", "Agent", "Date", "Time", "Topic", "Answered (Y/N)", "AvgTalkDuration"];

const rowOf = ({ agent, day, answered }: Call, index: number): readonly string[] => [
  `C-${1000 + index}`,
  agent,
  `2026-03-${twoDigits(day)}`,
  `${twoDigits(9 + (index % 8))}:${twoDigits(index % 60)}:05`,
  ["Renewal", "New policy", "Claim"][index % 3] ?? "",
  answered ? "Y" : "N",
  answered ? `0:0${1 + (index % 5)}:${twoDigits(index % 60)}` : "",
];

/** The rows as cells; the separator makes a CSV or what a spreadsheet copies. */
export const callRows: readonly (readonly string[])[] = [header, ...calls.map(rowOf)];

export const callFile = (rows: readonly (readonly string[])[] = callRows, separator = ","): string =>
  rows.map((cells) => cells.join(separator)).join("\r\n");

/** Two of the rows name days that there are not. */
export const spoiltRows: readonly (readonly string[])[] = callRows.map((cells, index) =>
  index === 3 || index === 7 ? cells.map((cell, column) => (column === 2 ? "2026-02-31" : cell)) : cells,
);

/** So many calls, for what takes its time. */
export const longCallFile = (rows: number): string =>
  callFile([
    header,
    ...Array.from({ length: rows }, (_, index) =>
      rowOf({ agent: agents[index % 3] ?? "", day: 2 + (index % 26), answered: index % 4 !== 0 }, index),
    ),
  ]);
