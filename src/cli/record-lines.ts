import { nameIn, type Language, type Name } from "../domain/language.ts";
import type { ActivityJson, VerdictJson } from "../operations/activity-json.ts";
import { amountText, localeOf, type ShownUnit } from "./amounts.ts";
import type { Terminal } from "./terminal.ts";
import { alignColumns, cutTo } from "./text-width.ts";

export const verdictWords = {
  en: {
    counted: "counted",
    not: "not counted",
    nothing: "counts for nothing",
    untimed: "no time",
    shared: (members: string) => `shared: ${members}`,
    total: (count: number) => `daily total of ${count}`,
    attested: (by: string, day: string, reason: string) => `entered on ${day} by ${by}: ${reason}`,
    ruled: (by: string, day: string, reason: string) => `ruled on ${day} by ${by}: ${reason}`,
    disputed: (dispute: string) => `counted by ruling ${dispute}`,
  },
  ko: {
    counted: "인정",
    not: "미인정",
    nothing: "인정된 항목 없음",
    untimed: "시각 없음",
    shared: (members: string) => `함께한 활동: ${members}`,
    total: (count: number) => `하루 합계 ${count}`,
    attested: (by: string, day: string, reason: string) => `${day} ${by} 입력: ${reason}`,
    ruled: (by: string, day: string, reason: string) => `${day} ${by}의 결정: ${reason}`,
    disputed: (dispute: string) => `${dispute} 결정으로 인정`,
  },
} satisfies Record<Language, unknown>;

const LONGEST = 40;

const withOthers = (first: string | null, count: number): string | null => (first !== null && count > 1 ? `${first} +${count - 1}` : first);

const subjectOf = (record: ActivityJson, language: Language): string =>
  [
    record.kind,
    record.total ? verdictWords[language].total(record.quantity ?? 0) : null,
    record.direction,
    withOthers(record.prospectName ?? record.prospect, record.prospects.length),
    record.subject,
  ]
    .filter((part) => part !== null)
    .join(" · ");

type Participant = ActivityJson["members"][number];

/** `Mina 60%`, and of somebody whom nobody knows `? zed 40%`. */
const participantText = ({ memberName, reference, share }: Participant, language: Language): string => {
  const name = memberName === null ? `? ${cutTo(reference, LONGEST)}` : nameIn(memberName, language);
  return `${name} ${(share.part / share.of).toLocaleString(localeOf[language], { style: "percent", maximumFractionDigits: 2 })}`;
};

/** Who shares the record, each with their part; null of a record of one member. */
export const sharedText = ({ members }: ActivityJson, language: Language): string | null =>
  members.length > 1 ? verdictWords[language].shared(members.map((each) => participantText(each, language)).join(", ")) : null;

const memberOf = ({ member, memberName, memberReference, members }: ActivityJson, language: Language): string => {
  const own = members.find((each) => (member === null ? each.reference === memberReference : each.member === member));
  if (own !== undefined && members.length > 1) return `${participantText(own, language)} +${members.length - 1}`;
  return memberName === null ? `? ${cutTo(memberReference, LONGEST)}` : nameIn(memberName, language);
};

/** Day, time, what it was, and where it is known from; the columns of all records are aligned. */
export const recordColumns = (records: readonly ActivityJson[], language: Language): readonly string[] =>
  alignColumns(
    records.map((record) => [
      record.localDay,
      record.localTime ?? verdictWords[language].untimed,
      memberOf(record, language),
      cutTo(subjectOf(record, language), LONGEST),
      cutTo(`${record.source} ${record.externalId}`, LONGEST),
    ]),
  );

type Judged = readonly { readonly metricName: Name; readonly verdict: VerdictJson }[];

/** The metrics that a record counts for, on one line. */
export const countedText = (verdicts: Judged, { colours, language }: Terminal): string => {
  const counted = verdicts.filter(({ verdict }) => verdict.counted).map(({ metricName }) => nameIn(metricName, language));
  return counted.length === 0 ? colours.dim(`✗ ${verdictWords[language].nothing}`) : colours.green(`✓ ${counted.join(", ")}`);
};

/** Who entered a record that no source told, and why. */
export const attestedText = ({ attested }: ActivityJson, language: Language): string | null =>
  attested === undefined
    ? null
    : `${attested.dispute === undefined ? "" : `${attested.dispute} · `}${verdictWords[language].attested(attested.by, attested.at.slice(0, 10), attested.reason)}`;

/** `✓ counted (1)`, or `✗ not counted:` with every reason. */
export const verdictText = (verdict: VerdictJson, unit: ShownUnit, { colours, language }: Terminal): string => {
  const { counted, not, ruled, disputed } = verdictWords[language];
  if (verdict.counted) {
    const dispute = verdict.ruling?.dispute;
    const why = verdict.ruling === undefined ? "" : ` · ${ruled(verdict.ruling.by, verdict.ruling.at.slice(0, 10), verdict.ruling.reason)}`;
    const how = verdict.conversion === undefined ? "" : ` · ${verdict.conversion[language]}`;
    const note = verdict.note === undefined ? "" : ` · ${verdict.note[language]}`;
    return colours.green(
      `✓ ${dispute === undefined ? counted : disputed(dispute)} (${amountText(verdict.credit, unit, language)})${how}${why}${note}`,
    );
  }
  return colours.red(`✗ ${not}: ${verdict.reasons.map((reason) => reason[language]).join("; ")}`);
};
