import { wordsOf } from "../../../domain/column-name.ts";
import { plainName } from "../maps/fields.ts";
import type { MapContext, MapSample } from "./propose-map.ts";

/** What says which month or copy a file is of, and not of which system. */
const passing =
  /^(?:\d+|v\d+|q[1-4]|h[12]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|(?:\d{1,4}년)?(?:\d{1,2}월)?(?:\d{1,2}일)?(?:\d분기)?|copy|final|new|export|exported|rejected|report|download|data|dataset|utf|csv|xlsx|xls|사본|복사본|최종|수정|다운로드)$/u;

const longest = 60;

/**
 * Where the records of a file come from: a source that the company has, if the file's name has its name; else the name itself without month,
 * copy and number, so that April's file is of the same source as March's.
 */
export const proposeSource = ({ fileName }: MapSample, { sources }: Pick<MapContext, "sources">): string => {
  const words = wordsOf(fileName.replace(/\.[^.]*$/, "").replace(/[()[\]]/g, " "));
  const plain = words.join("");
  const known = sources
    .filter((source) => plainName(source).length > 2 && plain.includes(plainName(source)))
    .toSorted((a, b) => b.length - a.length);
  if (known[0] !== undefined) return known[0];
  const lasting = words.filter((word) => !passing.test(word));
  return lasting.join("-").slice(0, longest) || "file";
};
