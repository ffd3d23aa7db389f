import type { Language } from "../domain/language.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { foldTallies } from "../operations/fold-tallies.ts";
import { loadActivities, type LoadInput, type LoadPreview, type LoadStage } from "../operations/load-activities.ts";
import { groupedIn, refusalJson, rejectionsJson, tellRejections, tellReport } from "./import-report.ts";
import { showProgress } from "./progress.ts";
import { refusalLine } from "./refused.ts";
import { DONE, REFUSED, type Session } from "./session.ts";
import { alignColumns, cutTo } from "./text-width.ts";

const words = {
  en: {
    stages: { reading: "rows read", recording: "rows", voiding: "voided" } satisfies Record<LoadStage, string>,
    head: (from: string, before: string) => `Complete load of ${from} to before ${before}`,
    source: (source: string, records: string, outside: string) =>
      `  ${source}: ${records} in the file${outside === "0" ? "" : `, ${outside} of them outside these days (recorded all the same)`}`,
    missing: (missing: string) => `${missing} of the log ${missing === "1" ? "is" : "are"} missing from it and would be voided`,
    more: (count: string) => `  … and ${count} more (--json has up to a thousand)`,
    byDay: "By member and day:",
    rejected: (count: string) => `${count} of the rows cannot be taken: while that is so, nothing is voided.`,
    question: (missing: string) => `Record the file and void ${missing}? [y/N]`,
    unconfirmed: "Nothing was stored. With --yes the file is recorded and what it lacks is voided.",
    voided: (count: string) => `voided ${count}`,
  },
  ko: {
    stages: { reading: "읽은 행", recording: "행", voiding: "취소" },
    head: (from: string, before: string) => `전체 적재: ${from}부터 ${before} 전까지`,
    source: (source: string, records: string, outside: string) =>
      `  ${source}: 파일에 ${records}건${outside === "0" ? "" : `, 그중 ${outside}건은 이 기간 밖(기록은 합니다)`}`,
    missing: (missing: string) => `이미 있는 기록 가운데 파일에 없어 취소할 것: ${missing}건`,
    more: (count: string) => `  … 외 ${count}건(--json은 천 건까지)`,
    byDay: "구성원과 날짜별:",
    rejected: (count: string) => `받을 수 없는 행 ${count}개. 고치기 전에는 아무것도 취소하지 않습니다.`,
    question: (missing: string) => `파일을 기록하고 ${missing}건을 취소할까요? [y/N]`,
    unconfirmed: "아무것도 저장하지 않았습니다. --yes를 붙이면 파일을 기록하고 파일에 없는 것을 취소합니다.",
    voided: (count: string) => `취소 ${count}`,
  },
} satisfies Record<Language, unknown>;

const FIRST_SHOWN = 5;
const DAYS_SHOWN = 10;
const LONGEST = 40;

const whoOf = ({ member, memberReference }: { readonly member: string | null; readonly memberReference: string | null }): string =>
  member ?? `? ${cutTo(memberReference ?? "", LONGEST)}`;

const indented = (rows: readonly (readonly string[])[]): readonly string[] => alignColumns(rows).map((line) => `  ${line}`);

const previewLines = (preview: LoadPreview, language: Language): readonly string[] => {
  const say = words[language];
  const grouped = groupedIn(language);
  const { sources, missing, first, byMemberAndDay, rejected } = preview;
  const shownFirst = first.slice(0, FIRST_SHOWN);
  const shownDays = byMemberAndDay.slice(0, DAYS_SHOWN);
  const lines = [
    say.head(preview.from, preview.before),
    ...sources.map(
      (each) => `${say.source(each.source, grouped(each.records), grouped(each.outside))}; ${say.missing(grouped(each.missing))}`,
    ),
    ...indented(
      shownFirst.map((each) => [
        each.occurredAt ?? each.localDay,
        whoOf(each),
        each.kind,
        cutTo(`${each.source} ${each.externalId}`, LONGEST),
      ]),
    ),
  ];
  if (missing > shownFirst.length) lines.push(say.more(grouped(missing - shownFirst.length)));
  if (missing > 0) lines.push(say.byDay, ...indented(shownDays.map((each) => [each.day, whoOf(each), grouped(each.count)])));
  const days = shownDays.reduce((sum, each) => sum + each.count, 0);
  if (missing > days) lines.push(say.more(grouped(missing - days)));
  if (rejected > 0) lines.push(say.rejected(grouped(rejected)));
  return lines;
};

const previewJson = (preview: LoadPreview, language: Language) => ({ ...preview, rejections: rejectionsJson(preview, language) });

/** Loads a file that is all of its sources in a span: previews, asks whom it can, and does it when told so. */
export const loadFile = async (
  { database, terminal, json }: Session,
  companyId: number,
  input: LoadInput,
  { isConfirmed, canAsk }: { readonly isConfirmed: boolean; readonly canAsk: boolean },
): Promise<Outcome<number>> => {
  const { language } = terminal;
  const say = words[language];
  const progress = showProgress(say.stages.reading, terminal);
  const confirm = async (preview: LoadPreview): Promise<boolean> => {
    progress.end();
    if (isConfirmed) {
      for (const line of previewLines(preview, language)) terminal.tell(line);
      return true;
    }
    if (!canAsk || terminal.ask === undefined) return false;
    for (const line of previewLines(preview, language)) terminal.tell(line);
    tellRejections(preview, terminal);
    return terminal.ask(say.question(groupedIn(language)(preview.rejected > 0 ? 0 : preview.missing)));
  };
  const loaded = await loadActivities(
    database,
    companyId,
    {
      ...input,
      progress: (stage, done, of) => progress.report(done, of === null || of === 0 ? null : done / of, say.stages[stage]),
    },
    confirm,
  );
  progress.end();
  if (!loaded.ok) return loaded;
  const { preview, done } = loaded.value;
  if (done === null) {
    if (json) terminal.print(JSON.stringify({ preview: previewJson(preview, language) }));
    else if (!canAsk || terminal.ask === undefined) for (const line of previewLines(preview, language)) terminal.print(line);
    tellRejections(preview, terminal);
    terminal.tell(say.unconfirmed);
    return accepted(REFUSED);
  }
  // While no server runs nobody else sums up what has come in.
  while ((await foldTallies(database, companyId)) > 0);
  const { refusals, ...report } = done;
  for (const refusal of refusals) terminal.tell(refusalLine(refusal, language));
  tellReport(report, terminal, {
    json,
    more: { refused: refusals.map((each) => refusalJson(each, language)), preview: previewJson(preview, language) },
  });
  if (!json) terminal.print(say.voided(groupedIn(language)(done.voided)));
  return accepted(refusals.length > 0 ? REFUSED : DONE);
};
