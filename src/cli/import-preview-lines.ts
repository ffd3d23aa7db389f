import type { Language } from "../domain/language.ts";
import type { ImportPreview, PreviewedColumn, PreviewedQuestion, What } from "../operations/import-preview.ts";
import { groupedIn } from "./import-report.ts";
import { alignColumns, cutTo } from "./text-width.ts";

const words = {
  en: {
    whats: {
      activities: "activities",
      prospects: "prospects",
      members: "members",
      leaves: "leaves",
      opportunities: "opportunities",
    } satisfies Record<What, string>,
    head: (file: string, rows: string, what: string) => `${file}: ${rows} ${rows === "1" ? "row" : "rows"}, read as ${what}`,
    known: (name: string) => `Recognised: ${name}.`,
    saved: (name: string, day: string) => `Read by the map “${name}”, saved on ${day}.`,
    given: "Read by the given map.",
    proposed: "No map is known for these columns. This one is made from their names and cells:",
    columns: ["column", "field", "sure", "why"],
    constant: "always",
    decide: (columns: string) => `Which rows are read, and how: ${columns}.`,
    notRead: (columns: string) => `Not read: ${columns}.`,
    id: (columns: string) => `What tells one record from another: ${columns}.`,
    needed: (fields: string) => `Nothing fills ${fields}, which every record needs.`,
    first: "As they are read:",
    errors: (row: string, detail: string) => `Row ${row}: ${detail}`,
    skipped: (rows: string) => `${rows === "1" ? "1 row is" : `${rows} rows are`} left out by the map.`,
    rejected: (rows: string, of: string) => `${rows} of ${of} rows cannot be taken:`,
    kinds: (kinds: string, from: string, to: string) => `${kinds}, from ${from} to ${to}`,
    members: (known: string, unknown: string) =>
      `${known === "0" ? "" : `People named who are members: ${known}. `}Not known yet: ${unknown}`,
    all: (known: string) => `All ${known} people named are members.`,
    more: (count: string) => `and ${count} more`,
    addMembers: "With --add-members they become members; else their records wait, unattributed, until somebody says who they are.",
    adding: (count: string) => `${count} of them become members (--add-members).`,
    question: (id: string) => `Choose with --answer ${id}=…:`,
    chosen: "taken unless you choose",
  },
  ko: {
    whats: { activities: "활동", prospects: "잠재 고객", members: "구성원", leaves: "부재", opportunities: "영업 기회" } satisfies Record<
      What,
      string
    >,
    head: (file: string, rows: string, what: string) => `${file}: ${rows}행, ${what}(으)로 읽음`,
    known: (name: string) => `알아본 파일: ${name}.`,
    saved: (name: string, day: string) => `${day}에 저장한 맵 “${name}”(으)로 읽습니다.`,
    given: "주어진 맵으로 읽습니다.",
    proposed: "이 열에 맞는 맵이 없어, 열 이름과 값으로 맵을 만들었습니다:",
    columns: ["열", "필드", "확신", "이유"],
    constant: "항상",
    decide: (columns: string) => `어느 행을 어떻게 읽을지 정하는 열: ${columns}.`,
    notRead: (columns: string) => `읽지 않는 열: ${columns}.`,
    id: (columns: string) => `기록을 구별하는 열: ${columns}.`,
    needed: (fields: string) => `모든 기록에 필요한 ${fields} 필드를 채우는 열이 없습니다.`,
    first: "이렇게 읽습니다:",
    errors: (row: string, detail: string) => `${row}행: ${detail}`,
    skipped: (rows: string) => `맵에서 제외한 행: ${rows}.`,
    rejected: (rows: string, of: string) => `${of}행 가운데 ${rows}행은 받을 수 없습니다:`,
    kinds: (kinds: string, from: string, to: string) => `${kinds}. ${from}부터 ${to}까지`,
    members: (known: string, unknown: string) => `${known === "0" ? "" : `파일에 나온 구성원: ${known}명. `}아직 모르는 사람: ${unknown}`,
    all: (known: string) => `파일에 나온 ${known}명 모두 구성원입니다.`,
    more: (count: string) => `외 ${count}명`,
    addMembers: "--add-members를 붙이면 구성원으로 등록합니다. 붙이지 않으면 누구인지 정할 때까지 담당자 미확인으로 둡니다.",
    adding: (count: string) => `이 가운데 ${count}명을 구성원으로 등록합니다(--add-members).`,
    question: (id: string) => `--answer ${id}=…로 고르세요:`,
    chosen: "고르지 않으면 이것",
  },
} satisfies Record<Language, unknown>;

const peopleShown = 8;
const rejectionsShown = 5;
const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
/** Nothing is read from it, and it does not decide which rows are read either. */
const isUnread = ({ field, confidence }: PreviewedColumn): boolean => field === null && confidence === 0;

const percent = (confidence: number): string => `${Math.round(confidence * 100)} %`;

const widthOf = (width: number, share: number): number => Math.max(12, Math.floor(width * share));

const mappingLines = ({ columns, fields }: ImportPreview, language: Language, width: number): readonly string[] => {
  const say = words[language];
  const read = columns.filter((column): column is PreviewedColumn & { readonly field: string } => column.field !== null);
  const rows = [
    say.columns,
    ...read.map(({ name, field, confidence, why }) => [
      cutTo(name, widthOf(width, 0.3)),
      field,
      percent(confidence),
      cutTo(why, widthOf(width, 0.55)),
    ]),
    ...fields.flatMap(({ field, constant }) =>
      constant === null ? [] : [[`“${cutTo(constant, widthOf(width, 0.25))}”`, field, "", say.constant]],
    ),
  ];
  const unread = columns.filter(isUnread).map(({ name }) => name);
  const deciding = columns.filter((each) => each.field === null && !isUnread(each)).map(({ name }) => name);
  const ids = fields.find(({ field, from }) => field === "external_id" && from.length > 1)?.from ?? [];
  const empty = fields.filter(({ needed, from, constant }) => needed && from.length === 0 && constant === null).map(({ field }) => field);
  return [
    ...indented(alignColumns(rows)),
    ...(ids.length === 0 ? [] : [say.id(ids.join(", "))]),
    ...(deciding.length === 0 ? [] : [say.decide(deciding.join(", "))]),
    ...(unread.length === 0 ? [] : [say.notRead(unread.join(", "))]),
    ...(empty.length === 0 ? [] : [say.needed(empty.join(", "))]),
  ];
};

const textOf = (value: unknown): string =>
  value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);

/** The rows as a table of their fields, as many as fit beside each other. */
const rowLines = ({ rowsRead }: ImportPreview, width: number): readonly string[] => {
  const names = [...new Set(rowsRead.flatMap(({ fields }) => Object.keys(fields)))].filter(
    (name) => name !== "source" && name !== "externalId",
  );
  const rows = [
    ["", ...names],
    ...rowsRead.map(({ row, fields }) => [String(row), ...names.map((name) => cutTo(textOf(fields[name]), 28))]),
  ];
  return indented(alignColumns(rows).map((line) => cutTo(line, Math.max(40, width - 2))));
};

const peopleLines = (
  { what, members: { known, proposed, more } }: ImportPreview,
  language: Language,
  addsMembers: boolean,
): readonly string[] => {
  if (what !== "activities") return [];
  const say = words[language];
  const grouped = groupedIn(language);
  if (proposed.length === 0) return known === 0 ? [] : [say.all(grouped(known))];
  const shown = proposed.slice(0, peopleShown).map(({ reference, rows }) => `${cutTo(reference, 30)} (${grouped(rows)})`);
  const rest = proposed.length - shown.length + more;
  const unknown = [...shown, ...(rest > 0 ? [say.more(grouped(rest))] : [])].join(", ");
  return [say.members(grouped(known), unknown), addsMembers ? say.adding(grouped(proposed.length)) : say.addMembers];
};

const countLines = ({ kinds, firstDay, lastDay }: ImportPreview, language: Language): readonly string[] => {
  if (firstDay === null || lastDay === null) return [];
  const counts = Object.entries(kinds).map(([kind, count]) => `${kind} ${groupedIn(language)(count)}`);
  return [words[language].kinds(counts.join(", "), firstDay, lastDay)];
};

/** A question with what may be chosen, as it is asked on a command line. */
export const questionLines = ({ id, text, choices, chosen }: PreviewedQuestion, language: Language): readonly string[] => [
  text,
  ...indented(alignColumns(choices.map((choice) => [choice.id, choice.label, choice.id === chosen ? `(${words[language].chosen})` : ""]))),
  `  ${words[language].question(id)}`.replace(/:$/, ""),
];

export const isOpen = ({ chosen }: PreviewedQuestion): boolean => chosen === null;

/** What a preview says, for people. */
export const previewLines = (
  preview: ImportPreview,
  {
    language,
    width,
    addsMembers,
    isGiven,
  }: { readonly language: Language; readonly width: number; readonly addsMembers: boolean; readonly isGiven: boolean },
): readonly string[] => {
  const say = words[language];
  const grouped = groupedIn(language);
  const { recognisedAs, savedMap, skipped, rejected, rejections, refusals, questions, notes } = preview;
  const made = isGiven ? say.given : recognisedAs === null ? say.proposed : say.known(recognisedAs.name);
  const origin = savedMap === null ? made : say.saved(savedMap.name, savedMap.savedAt.slice(0, 10));
  return [
    say.head(preview.fileName, grouped(preview.rows), say.whats[preview.what]),
    origin,
    ...mappingLines(preview, language, width),
    ...(preview.rowsRead.length === 0 ? [] : [say.first, ...rowLines(preview, width)]),
    ...(skipped === 0 ? [] : [say.skipped(grouped(skipped))]),
    ...(rejected === 0 ? [] : [say.rejected(grouped(rejected), grouped(preview.rows - skipped))]),
    ...indented(
      rejections
        .slice(0, rejected === 0 ? 0 : rejectionsShown)
        .flatMap(({ row, errors }) => errors.map(({ detail }) => say.errors(String(row), detail))),
    ),
    // What is not read stands with the columns.
    ...notes.slice(preview.columns.some(isUnread) ? 1 : 0),
    ...countLines(preview, language),
    ...peopleLines(preview, language, addsMembers),
    ...refusals.map(({ detail }) => detail),
    ...questions.flatMap((question) => questionLines(question, language)),
  ];
};
