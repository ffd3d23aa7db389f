import { Document, isCollection, isPair, isScalar } from "yaml";
import type { CompanyFile } from "../../domain/company-file.ts";

export type CompanyFormat = "yaml" | "json";

/** What is read at a glance goes on one line. */
const LONGEST_LINE = 120;

/** Sections and their lists keep a line for each entry. */
const SECTION_DEPTH = 2;

/** From the inside out, each map or list that is short enough: a quota, an identity, a team. True when the node stands on one line. */
const putOnOneLine = (node: unknown, depth: number): boolean => {
  if (node === null || isScalar(node)) return true;
  if (isPair(node)) return putOnOneLine(node.value, depth);
  if (!isCollection(node)) return false;
  const isFlat = node.items.map((item) => putOnOneLine(item, depth + 1)).every(Boolean);
  if (!isFlat || depth < SECTION_DEPTH || JSON.stringify(node.toJSON()).length > LONGEST_LINE) return false;
  node.flow = true;
  return true;
};

/** The text of a company file, the same for the same settings. */
export const writeCompanyText = (file: Partial<CompanyFile>, format: CompanyFormat): string => {
  if (format === "json") return `${JSON.stringify(file, null, 2)}\n`;
  const document = new Document(file, { aliasDuplicateObjects: false, version: "1.2", schema: "core" });
  putOnOneLine(document.contents, 0);
  return document.toString({ lineWidth: 0 });
};
