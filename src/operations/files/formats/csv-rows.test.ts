import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CsvSplitter, longestRow, type LineEnd, type Separator } from "./csv-rows.ts";

type Split = { readonly rows: readonly (readonly [number, ...string[]])[]; readonly faults: readonly number[]; readonly fault: unknown };

/** Row numbers with their cells; `pieces` cuts the text wherever it likes. */
const split = (
  text: string,
  { separator = ",", lineEnd = "\n", piece = text.length }: { separator?: Separator; lineEnd?: LineEnd; piece?: number } = {},
): Split => {
  const splitter = new CsvSplitter(separator, lineEnd);
  const rows = [];
  for (let at = 0; at < text.length; at += Math.max(1, piece)) rows.push(...splitter.push(text.slice(at, at + Math.max(1, piece))));
  rows.push(...splitter.end());
  return {
    rows: rows.map(({ number, cells }) => [number, ...cells]),
    faults: rows.flatMap(({ number, quoteFault }) => (quoteFault === null ? [] : [number])),
    fault: splitter.fault,
  };
};
const cellsOf = (text: string, options = {}): readonly (readonly string[])[] => split(text, options).rows.map(([, ...cells]) => cells);

describe("rows are split", () => {
  test.each<[string, string, readonly (readonly string[])[]]>([
    [
      "at LF, CRLF and both mixed (A25)",
      "a,b\r\n1,2\n3,4\r\n",
      [
        ["a", "b"],
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    [
      "without a last line end",
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["with line ends and separators inside quotes", 'a\n"1,\n\r\n2"\n', [["a"], ["1,\n\r\n2"]]],
    ["with doubled quotes", 'a\n"say ""no"""\n""""\n', [["a"], ['say "no"'], ['"']]],
    [
      "with empty cells",
      'a,b,c\n,"",3\n',
      [
        ["a", "b", "c"],
        ["", "", "3"],
      ],
    ],
    [
      "with quotes that are characters",
      'a,b\n5" pipe,x"y"\n',
      [
        ["a", "b"],
        ['5" pipe', 'x"y"'],
      ],
    ],
    [
      "without the rows that are empty",
      "a,b\n\n,\n1,2\n\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
  ])("%s", (_, text, expected) => {
    expect(cellsOf(text)).toEqual(expected);
  });
  test("at CR alone (A24)", () => {
    expect(cellsOf('a,b\r1,"x\ry"\r', { lineEnd: "\r" })).toEqual([
      ["a", "b"],
      ["1", "x\ry"],
    ]);
  });
});

test("rows have the numbers that a spreadsheet gives them", () => {
  expect(split('a\n"1\n1"\n\n2\n').rows.map(([number]) => number)).toEqual([1, 2, 4]);
});

test("text after a closing quote refuses its row, and the next is read (A22)", () => {
  expect(split('a,b\n"a"b,1\n2,3\n')).toEqual({
    rows: [
      [1, "a", "b"],
      [2, "ab", "1"],
      [3, "2", "3"],
    ],
    faults: [2],
    fault: null,
  });
});

describe("a file that cannot be split any further says where:", () => {
  test.each([
    ["a quote that never closes (A20)", 'a,b\n1,2\n3,"4\n5,6\n', { type: "quote-open", row: 3, column: 2 }],
    ["one that a later cell's quote closes", 'a,b\n1,"2\n3,"4"\n5,6\n', { type: "quote-open", row: 2, column: 2 }],
    ["one that swallows more than a row may have", `a,b\n1,"${"x\n".repeat(longestRow)}`, { type: "quote-open", row: 2, column: 2 }],
    ["a row without an end (A34)", `a,b\n${"x".repeat(longestRow + 1)}`, { type: "row-too-long", row: 2, column: 1 }],
    ["a long row with an end", `a,b\n1,2\n${"x".repeat(longestRow + 1)}\n`, { type: "row-too-long", row: 3, column: 1 }],
  ])("%s", (_, text, fault) => {
    expect(split(text).fault).toEqual(fault);
    expect(split(text, { piece: 65_536 }).fault).toEqual(fault);
  });
});

const cell = fc.string({ unit: fc.constantFrom("a", "é", "값", '"', ",", ";", "\n", "\r", "\t", " ", "'", "="), maxLength: 6 });
const written = (cells: readonly string[], lineEnd: string): string =>
  cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(",") + lineEnd;

test("what is written in quotes comes back, wherever the text is cut", () => {
  const table = fc.array(
    fc.array(cell, { minLength: 1, maxLength: 4 }).filter((cells) => cells.some((each) => each !== "")),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(table, fc.constantFrom("\n", "\r\n"), fc.integer({ min: 1, max: 9 }), (rows, lineEnd, piece) => {
      expect(cellsOf(rows.map((cells) => written(cells, lineEnd)).join(""), { piece })).toEqual(rows);
    }),
  );
});

test("any text is split alike in one piece and in many", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", '"', ",", "\n", "\r"), maxLength: 40 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 9 }), (whole, piece) => {
      expect(split(whole, { piece })).toEqual(split(whole));
    }),
    { numRuns: 2000 },
  );
});
