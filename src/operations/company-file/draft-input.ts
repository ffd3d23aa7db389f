import type { DraftContent } from "../../domain/draft.ts";
import { pointerPart } from "../../domain/field-reading.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../../domain/refusal.ts";
import { shown } from "../../domain/shown.ts";
import { readShape } from "./shape.ts";
import { placed, readCompanyText } from "./text.ts";

/** What a door was given as a draft, and how a refusal of it gets its line and column. */
export type DraftInput = { readonly content: Outcome<DraftContent>; readonly placed: (refusals: readonly Refusal[]) => readonly Refusal[] };

/** Shapes are those of a whole file, which must have a company. */
const company = { id: "draft", name: "Draft", country: "US", timeZone: "UTC", currency: "USD" };

const readContent = (value: unknown): Outcome<DraftContent> => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return shapeOf(value);
  const others = Object.keys(value).filter((section) => section !== "metrics" && section !== "plans");
  const { metrics, plans } = value as { readonly metrics?: unknown; readonly plans?: unknown }; // what they hold is read below
  const sections = others.slice(0, 20).map((found) => refusal("draft-section", `/${pointerPart(found)}`, { found: shown(found) }));
  const shape = shapeOf({ company, ...(metrics === undefined ? {} : { metrics }), ...(plans === undefined ? {} : { plans }) });
  const [first, ...more] = [...sections, ...(shape.ok ? [] : shape.refusals)];
  return first === undefined ? shape : refused(first, ...more);
};

const shapeOf = (value: unknown): Outcome<DraftContent> => {
  const { refusals, rest } = readShape(value);
  const [first, ...more] = refusals;
  if (first !== undefined || rest === null) return refused(first ?? refusal("draft-empty", ""), ...more);
  const content = { metrics: rest.file.metrics ?? [], plans: rest.file.plans ?? [] };
  return content.metrics.length + content.plans.length === 0 ? refused(refusal("draft-empty", "")) : accepted(content);
};

/** A fragment of a company file: metrics and plans alone. A text is read as YAML or JSON; anything else is what a door has parsed already. */
export const readDraftInput = (input: unknown): DraftInput => {
  if (typeof input !== "string") return { content: readContent(input), placed: (refusals) => refusals };
  const document = readCompanyText(input);
  if (!document.ok) return { content: document, placed: (refusals) => refusals };
  const { value } = document;
  return { content: readContent(value.value), placed: (refusals) => refusals.map((each) => placed(each, value)) };
};
