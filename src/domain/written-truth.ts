/** Words and marks that mean yes or no wherever they are written. */
const certain: ReadonlyMap<string, boolean> = new Map([
  ...["true", "yes", "y", "1", "예", "네", "완료", "✓", "✔", "☑", "✅"].map((word) => [word, true] as const),
  ...["false", "no", "n", "0", "아니오", "아니요", "미완료", "☐", "✗", "✘", "❌"].map((word) => [word, false] as const),
]);

/** O is yes and X no in Korea; elsewhere an X marks what applies. */
const circles: ReadonlyMap<string, boolean> = new Map([
  ...["o", "○", "◯", "〇", "●"].map((word) => [word, true] as const),
  ...["x", "×", "✕"].map((word) => [word, false] as const),
]);

const marks: ReadonlyMap<string, boolean> = new Map(["x", "v", "√", "●", "○"].map((word) => [word, true] as const));

/** The names that a format may have for yes and no. */
export const truthStyleNames = ["auto", "o-x", "marked"] as const;
export type TruthStyleName = (typeof truthStyleNames)[number];

export const isTruthStyleName = (name: string): name is TruthStyleName => truthStyleNames.some((each) => each === name);

/** Yes or no: `auto` takes what means one thing everywhere; `o-x` the Korean O and X too; `marked` an X or V for yes. Undefined for anything else. */
export const writtenTruth = (text: string, style: TruthStyleName): boolean | undefined => {
  const word = text.trim().toLowerCase();
  const beside = style === "o-x" ? circles.get(word) : style === "marked" ? marks.get(word) : undefined;
  return beside ?? certain.get(word);
};
