import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { surveyTable } from "./survey.ts";
import { textHash } from "../text-hash.ts";

const tableOf = (rows: readonly (readonly string[])[]) => ({
  header: ["kind", "id"],
  async *pieces() {
    for (let at = 0; at < rows.length; at += 700)
      yield {
        rows: rows.slice(at, at + 700).map((cells, index) => ({ number: at + index + 2, cells, quoteFault: null })),
        bytesRead: 0,
        fault: null,
      };
  },
});

test("a long file is surveyed from its beginning to its end in few rows, and a rare value is seen wherever it stands", async () => {
  const rows = Array.from({ length: 50_000 }, (_, row) => [row === 31_337 ? "Visit" : "Call", `c-${row}`]);
  const { rows: sample, values } = await surveyTable(tableOf(rows));
  expect(sample.length).toBeLessThanOrEqual(2200);
  expect(sample.slice(0, 200)).toEqual(rows.slice(0, 200));
  const places = sample.map(([, id = ""]) => Number(id.slice(2)));
  for (const tenth of Array.from({ length: 10 }, (_, index) => index * 5000))
    expect(places.some((place) => place >= tenth && place < tenth + 5000)).toBe(true);
  expect([...(values[0] ?? [])].toSorted()).toEqual(["Call", "Visit"]);
  expect(values[1]).toBeNull();
});

test("a survey does not hold on to the pieces that its cells were cut out of", async () => {
  const [pieces, pieceLength] = [100, 1_000_000];
  const table = {
    header: ["kind", "id"],
    async *pieces() {
      for (let at = 0; at < pieces; at += 1) {
        const piece = Buffer.alloc(pieceLength, `a kind of call ${at}`).toString("latin1");
        const rows = [20, 40, 60].map((from) => ({
          number: from,
          cells: [piece.slice(0, 17), piece.slice(from, from + 17)],
          quoteFault: null,
        }));
        yield { rows, bytesRead: 0, fault: null };
      }
    },
  };
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  const before = process.memoryUsage().heapUsed;
  const survey = await surveyTable(table);
  collect();
  expect(survey.rows.length).toBe(3 * pieces);
  expect(process.memoryUsage().heapUsed - before).toBeLessThan((pieces * pieceLength) / 5);
});

test("a row with too many or too few cells is no part of a survey", async () => {
  const { rows, values } = await surveyTable(tableOf([["call", "1"], ["call"], ["call", "2", "3"]]));
  expect(rows).toEqual([["call", "1"]]);
  expect([...(values[1] ?? [])]).toEqual(["1"]);
});

test("texts that differ in little have different hashes", () => {
  const texts = Array.from({ length: 200_000 }, (_, index) => `dialer\u0000call-${index}`);
  expect(new Set(texts.map(textHash)).size).toBe(texts.length);
  expect(textHash("a")).toBe(textHash("a"));
});
