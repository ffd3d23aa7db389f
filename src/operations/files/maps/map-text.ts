import { Document, isMap, isPair, isScalar, isSeq } from "yaml";
import type { MapContent } from "./known-exports.ts";

const longestLine = 100;

/** What is short stands on one line. True when the node does. */
const putOnOneLine = (node: unknown, depth: number): boolean => {
  if (node === null || isScalar(node)) return true;
  if (isPair(node)) return putOnOneLine(node.value, depth);
  if (!isMap(node) && !isSeq(node)) return false;
  const isFlat = node.items.map((item) => putOnOneLine(item, depth + 1)).every(Boolean);
  if (!isFlat || depth < 2 || JSON.stringify(node.toJSON()).length > longestLine) return false;
  node.flow = true;
  return true;
};

/** A map as its author would write it. Every scalar of it is text when it is read again. */
export const mapText = (map: MapContent): string => {
  const document = new Document(map, { aliasDuplicateObjects: false, version: "1.2", schema: "core" });
  putOnOneLine(document.contents, 0);
  return document.toString({ lineWidth: 0 });
};
