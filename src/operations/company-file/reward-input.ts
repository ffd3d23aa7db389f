import type { RewardEntry } from "../../domain/company-file.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../../domain/refusal.ts";
import { readShape } from "./shape.ts";
import { placed, readCompanyText } from "./text.ts";

/** What a door was given as a reward plan, and how a refusal of it gets its line and column. */
export type RewardInputRead = {
  readonly entry: Outcome<RewardEntry>;
  readonly placed: (refusals: readonly Refusal[]) => readonly Refusal[];
};

/** Shapes are those of a whole file, which must have a company. */
const company = { id: "draft", name: "Draft", country: "US", timeZone: "UTC", currency: "USD" };

const toldOfEntry = (each: Refusal): Refusal => ({ ...each, pointer: each.pointer.replace(/^\/rewards\/0/, "/entry") });

const entryOf = (value: unknown): Outcome<RewardEntry> => {
  const { refusals, rest } = readShape({ company, rewards: [value] });
  const [first, ...more] = refusals.map(toldOfEntry);
  const entry = rest?.file.rewards?.[0];
  return first !== undefined || entry === undefined ? refused(first ?? refusal("required", "/entry"), ...more) : accepted(entry);
};

/** One reward plan as the company file writes it. A text is read as YAML or JSON; anything else is what a door has parsed already. */
export const readRewardInput = (input: unknown): RewardInputRead => {
  if (typeof input !== "string") return { entry: entryOf(input), placed: (refusals) => refusals };
  const document = readCompanyText(input);
  if (!document.ok) return { entry: document, placed: (refusals) => refusals };
  const { value } = document;
  const inText = (each: Refusal): Refusal => placed({ ...each, pointer: each.pointer.replace(/^\/entry/, "") }, value);
  return { entry: entryOf(value.value), placed: (refusals) => refusals.map(inText) };
};
