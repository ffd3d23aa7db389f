import type { Command } from "commander";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { describeCompany, type CompanyDescription } from "../operations/describe-company.ts";
import { listActivities } from "../operations/list-activities.ts";
import { showActivity, type ActivityShown } from "../operations/show-activity.ts";
import { readKey } from "./acts.ts";
import { countedText, recordColumns, sharedText, verdictText } from "./record-lines.ts";
import { companyOf, DONE } from "./session.ts";
import { padEnd, textWidth } from "./text-width.ts";
import type { Terminal } from "./terminal.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";

const listHelp: Help<"member" | "kind" | "source" | "from" | "before" | "unattributed" | "limit"> = {
  en: {
    summary: "list activities, each with its verdicts",
    options: {
      member: "of this member, by id",
      kind: "of this kind",
      source: "from this source",
      from: "first day",
      before: "the day after the last",
      unattributed: "only records that name nobody known",
      limit: "how many at most",
    },
    examples: ["attain list-activities --member raj --from 2026-03-01 --before 2026-04-01", "attain list-activities --unattributed"],
  },
  ko: {
    summary: "활동을 인정 여부와 함께 나열합니다",
    options: {
      member: "이 구성원의 활동만(id)",
      kind: "이 활동 유형만",
      source: "이 출처만",
      from: "첫날",
      before: "마지막 날의 다음 날",
      unattributed: "담당자 미확인 기록만",
      limit: "최대 건수",
    },
    examples: ["attain list-activities --member raj --from 2026-03-01 --before 2026-04-01", "attain list-activities --unattributed"],
  },
};

const showHelp: Help<"source" | "externalId"> = {
  en: {
    summary: "show one activity: its states, what people and complete loads did to it, its verdicts",
    options: { source: "where the record came from", externalId: "its id there" },
    examples: ["attain show-activity dialer call-1042"],
  },
  ko: {
    summary: "활동 하나의 정정 이력, 사람과 전체 적재의 처리 이력, 인정 여부를 보여 줍니다",
    options: { source: "기록의 출처", externalId: "출처에서의 id" },
    examples: ["attain show-activity dialer call-1042"],
  },
};

const words = {
  en: {
    count: (count: number, more: boolean) =>
      `${count} ${count === 1 ? "activity" : "activities"}${more ? "; there are more (--limit)" : ""}`,
    earlier: "earlier state",
    stale: "stale state",
    act: { attest: "entered", void: "taken back", restore: "restored" } as Readonly<Record<string, string>>,
    ruled: (metric: string, counts: boolean | null) =>
      counts === null ? `ruling on ${metric} withdrawn` : `ruled: ${counts ? "counts" : "does not count"} for ${metric}`,
    redated: "dated anew",
    standsFor: (record: string) => `counts in the place of ${record}`,
    link: {
      unlink: (record: string) => `not the same as ${record}`,
      link: (record: string) => `may be the same as ${record} after all`,
    },
    absent: (load: number, by: string, reason: string) => `void by load ${load} (${by}): ${reason}`,
    returned: "its source told it again",
  },
  ko: {
    count: (count: number, more: boolean) => `${count}건${more ? ". 더 있습니다(--limit)" : ""}`,
    earlier: "이전 상태",
    stale: "뒤늦게 온 이전 상태",
    act: { attest: "입력", void: "취소", restore: "되살림" } as Readonly<Record<string, string>>,
    ruled: (metric: string, counts: boolean | null) =>
      counts === null ? `${metric} 결정을 거둠` : `결정: ${metric} ${counts ? "인정" : "미인정"}`,
    redated: "날짜 재산정",
    standsFor: (record: string) => `${record} 대신 인정`,
    link: {
      unlink: (record: string) => `연결을 풂: ${record}`,
      link: (record: string) => `연결을 푼 것을 거둠: ${record}`,
    },
    absent: (load: number, by: string, reason: string) => `적재 ${load}에서 취소(${by}): ${reason}`,
    returned: "출처에서 다시 보내 되살림",
  },
} satisfies Record<Language, unknown>;

/** To the second, and saying whose clock it is. */
const moment = (instant: string): string => `${instant.slice(0, 19).replace("T", " ")} UTC`;

const keyText = ({ source, externalId }: { readonly source: string; readonly externalId: string }): string => `${source} ${externalId}`;

const PAGE = 200;
const LIMIT = 50;

type Flags = {
  readonly member?: string;
  readonly kind?: string;
  readonly source?: string;
  readonly from?: string;
  readonly before?: string;
  readonly unattributed?: boolean;
  readonly limit?: number;
};

const dayOf = (found: string | undefined, pointer: string): Outcome<number | undefined> =>
  found === undefined ? accepted(undefined) : parseDay(found, pointer);

type JudgedActivity = Extract<Awaited<ReturnType<typeof listActivities>>, { ok: true }>["value"]["activities"][number];

const recordLines = (activities: readonly JudgedActivity[], terminal: Terminal): readonly string[] => {
  const columns = recordColumns(activities, terminal.language);
  const width = columns.reduce((widest, line) => Math.max(widest, textWidth(line)), 0);
  return activities.map(({ verdicts }, index) => `${padEnd(columns[index] ?? "", width)}  ${countedText(verdicts, terminal)}`);
};

/** What a record counts for, metric by metric. */
export const verdictLines = (
  { verdicts }: Pick<JudgedActivity, "verdicts">,
  metrics: CompanyDescription["metrics"],
  terminal: Terminal,
): readonly string[] =>
  verdicts.map(({ metric, metricName, verdict }) => {
    const unit = metrics.find(({ id }) => id === metric)?.unit ?? "count";
    return `  ${nameIn(metricName, terminal.language)}: ${verdictText(verdict, unit, terminal)}`;
  });

export const addListActivities = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = listHelp[language];
  program
    .command("list-activities")
    .description(summary)
    .option("--member <id>", options.member)
    .option("--kind <kind>", options.kind)
    .option("--source <source>", options.source)
    .option("--from <day>", options.from)
    .option("--before <day>", options.before)
    .option("--unattributed", options.unattributed)
    .option("--limit <number>", `${options.limit} (${LIMIT})`, wholeNumberOption(1, 9_999_999))
    .addHelpText("after", examplesText(examples, language))
    .action(({ from, before, limit = LIMIT, ...chosen }: Flags, command: Command) =>
      run(command, async (session) => {
        const first = dayOf(from, "/from");
        if (!first.ok) return first;
        const last = dayOf(before, "/before");
        if (!last.ok) return last;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const { member, kind, source, unattributed } = chosen;
        const question = given({ member, kind, source, unattributed, from: first.value, before: last.value });
        const activities: JudgedActivity[] = [];
        let cursor: string | null = "";
        while (cursor !== null && activities.length < limit) {
          const page: Awaited<ReturnType<typeof listActivities>> = await listActivities(session.database, companyId.value, {
            ...question,
            ...(cursor === "" ? {} : { cursor }),
            limit: Math.min(PAGE, limit - activities.length),
          });
          if (!page.ok) return page;
          activities.push(...page.value.activities);
          cursor = page.value.nextCursor;
        }
        if (session.json) terminal.print(JSON.stringify({ activities, nextCursor: cursor }));
        else for (const line of recordLines(activities, terminal)) terminal.print(line);
        terminal.tell(words[language].count(activities.length, cursor !== null));
        return accepted(DONE);
      }),
    );
};

/** What was done to a record since it came, by whom and why, in the order in which it was. */
const historyOf = (
  { acts, rulings, links, redatings, absences }: ActivityShown,
  language: Language,
): readonly { readonly at: string; readonly text: string }[] => {
  const say = words[language];
  const done = (at: string, what: string, by: string, reason: string) => ({ at, text: `${what} (${by}): ${reason}` });
  return [
    ...acts.map(({ act, reason, doneBy, doneAt }) => done(doneAt, say.act[act] ?? act, doneBy, reason)),
    ...rulings.map(({ metric, counts, reason, by, at }) => done(at, say.ruled(metric, counts), by, reason)),
    ...links.acts.map(({ with: other, act, reason, doneBy, doneAt }) => done(doneAt, say.link[act](keyText(other)), doneBy, reason)),
    ...redatings.map(({ from, to, reason, doneBy, doneAt }) =>
      done(doneAt, say.redated, doneBy, `${from.day} ${from.timeZone} → ${to.day} ${to.timeZone}: ${reason}`),
    ),
    ...absences.flatMap(({ load, doneBy, reason, missingAt, returnedAt }) => [
      { at: missingAt, text: say.absent(load, doneBy, reason) },
      ...(returnedAt === null ? [] : [{ at: returnedAt, text: say.returned }]),
    ]),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
};

export const addShowActivity = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = showHelp[language];
  program
    .command("show-activity")
    .description(summary)
    .argument("<source>", options.source)
    .argument("<external-id>", options.externalId)
    .addHelpText("after", examplesText(examples, language))
    .action((source: string, externalId: string, _flags, command: Command) =>
      run(command, async (session) => {
        const key = readKey(source, externalId);
        if (!key.ok) return key;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const found = await showActivity(session.database, companyId.value, key.value);
        if (!found.ok) return found;
        const { verdicts, earlier, links, ...record } = found.value;
        if (session.json) terminal.print(JSON.stringify(found.value));
        else {
          terminal.print(terminal.colours.bold(recordColumns([record], language).join("")));
          const { metrics } = await describeCompany(session.database, companyId.value, BigInt(Date.now()) * 1000n);
          const shared = sharedText(record, language);
          if (shared !== null) terminal.print(`  ${shared}`);
          for (const line of verdictLines({ verdicts }, metrics, terminal)) terminal.print(line);
          for (const other of links.standsFor) terminal.print(`  ${words[language].standsFor(keyText(other))}`);
          for (const { at, text } of historyOf(found.value, language)) terminal.print(`  ${moment(at)} ${text}`);
          for (const { revision, recordedAt, stale, content } of earlier)
            terminal.print(
              `  ${moment(recordedAt)} ${words[language][stale ? "stale" : "earlier"]} ${revision}: ${JSON.stringify(content)}`,
            );
        }
        return accepted(DONE);
      }),
    );
};
