import { nameIn, type Language } from "../domain/language.ts";
import type { ActivityJson, VerdictJson } from "../operations/activity-json.ts";
import { amountText, type ShownUnit } from "./amounts.ts";
import type { Terminal } from "./terminal.ts";
import { alignColumns, cutTo } from "./text-width.ts";

export const verdictWords = {
  en: { counted: "counted", not: "not counted", untimed: "no time" },
  ko: { counted: "인정", not: "미인정", untimed: "시각 없음" },
} satisfies Record<Language, unknown>;

const LONGEST = 40;

const subjectOf = (record: ActivityJson): string =>
  [record.kind, record.direction, record.prospectName ?? record.prospect, record.subject].filter((part) => part !== null).join(" · ");

/** Day, time, what it was, and where it is known from; the columns of all records are aligned. */
export const recordColumns = (records: readonly ActivityJson[], language: Language): readonly string[] =>
  alignColumns(
    records.map((record) => [
      record.localDay,
      record.localTime ?? verdictWords[language].untimed,
      record.memberName === null ? `? ${cutTo(record.memberReference, LONGEST)}` : nameIn(record.memberName, language),
      cutTo(subjectOf(record), LONGEST),
      cutTo(`${record.source} ${record.externalId}`, LONGEST),
    ]),
  );

/** `✓ counted (1)`, or `✗ not counted:` with every reason. */
export const verdictText = (verdict: VerdictJson, unit: ShownUnit, { colours, language }: Terminal): string => {
  const { counted, not } = verdictWords[language];
  if (verdict.counted) return colours.green(`✓ ${counted} (${amountText(verdict.credit, unit, language)})`);
  return colours.red(`✗ ${not}: ${verdict.reasons.map((reason) => reason[language]).join("; ")}`);
};
