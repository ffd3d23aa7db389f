import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sharedFolder } from "./shared-folder.ts";

export type BadInput = { readonly id: string; readonly boundary: string; readonly input: string; readonly expected: string };

const folder = sharedFolder("reference");

/** The list of bad inputs, empty where it is not at hand: the committed cases are checked all the same. */
export const badInputs = (): readonly BadInput[] => {
  if (folder === undefined) return [];
  const [, ...rows] = readFileSync(join(folder, "bad-inputs.tsv"), "utf8").trimEnd().split("\n");
  return rows.map((row) => {
    const [id = "", boundary = "", input = "", expected = ""] = row.split("\t");
    return { id, boundary, input, expected };
  });
};

/** `422 TZ_UNKNOWN: Did you mean …` says `tz-unknown`; a row that is accepted says `accepted`. */
export const expectedCodes = ({ expected }: BadInput): readonly string[] => {
  const codes = [...expected.matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b|\b(?:TYPE|REQUIRED|ENUM)\b/g)].map(([code]) =>
    code.toLowerCase().replaceAll("_", "-"),
  );
  return codes.length > 0 ? codes : ["accepted"];
};

/** A block of the reference numbers, undefined where they are not at hand: what is committed is checked all the same. */
export const referenceBlock = (name: string): unknown => {
  if (folder === undefined) return undefined;
  const blocks: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(join(folder, "reference.json"), "utf8"));
  return blocks[name];
};
