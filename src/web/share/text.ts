import type { Amount } from "../api.ts";
import { magnitude } from "../attainment/requirement.ts";

/** One line of what is told a chat room: whose, what they have, and of what target if there is one. */
export type SharedLine = {
  readonly name: string;
  readonly credited: Amount | null;
  readonly target: Amount | null;
  /** As people read them: `112/150`. */
  readonly figures: string;
};

export type Shared = { readonly title: string; readonly lines: readonly SharedLine[]; readonly more: string };

const SQUARES = 10;
/** A chat room shows so many lines before it folds them. */
export const MOST_LINES = 30;

/** How full the bar is, from 0 to 1; full only when the target is reached. */
export const fullnessOf = ({ credited, target }: Pick<SharedLine, "credited" | "target">): number | null => {
  if (credited === null || target === null || magnitude(target) <= 0) return null;
  return Math.min(1, Math.max(0, magnitude(credited) / magnitude(target)));
};

/** The quota bar in signs that every chat room has: `■■■■■■■□□□`. Nothing is rounded up: the last square is filled by who is there. */
export const squaresOf = (line: Pick<SharedLine, "credited" | "target">): string => {
  const fullness = fullnessOf(line);
  if (fullness === null) return "";
  const filled = Math.floor(fullness * SQUARES);
  return "■".repeat(filled) + "□".repeat(SQUARES - filled);
};

/** As plain text. */
export const textOf = ({ title, lines, more }: Shared): string =>
  [title, ...lines.map((line) => [line.name, squaresOf(line), line.figures].filter((part) => part !== "").join(" ")), more]
    .filter((line) => line !== "")
    .join("\n");
