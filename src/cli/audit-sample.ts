import { randomBytes } from "node:crypto";
import type { Command } from "commander";
import { readOpenShare } from "../domain/audit.ts";
import { parseSpan } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { drawAuditSample, type AuditSample } from "../operations/draw-audit-sample.ts";
import { localeOf } from "./amounts.ts";
import { companyOf, DONE } from "./session.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";
import type { Terminal } from "./terminal.ts";
import { alignColumns } from "./text-width.ts";

const help: Help<"from" | "before" | "metric" | "member" | "tolerated" | "confidence" | "seed" | "bad"> = {
  en: {
    summary: "draw at random as many counted records as it takes to be sure enough that few are bad",
    options: {
      from: "first day",
      before: "the day after the last",
      metric: "the metric's id",
      member: "only this member's, by id",
      tolerated: "how many may be bad",
      confidence: "how sure to be",
      seed: "draws the same records again; left out: a new one, which is printed",
      bad: "how many of them were found to be bad: tells how many of all may be",
    },
    examples: [
      "attain audit-sample --from 2026-03-01 --before 2026-04-01 --metric outbound-calls",
      "attain audit-sample --from 2026-03-01 --before 2026-04-01 --metric outbound-calls --seed 4c1d9a02 --bad 2",
    ],
  },
  ko: {
    summary: "문제가 있는 기록이 적다고 확신할 만큼의 인정 기록을 무작위로 뽑습니다",
    options: {
      from: "첫날",
      before: "마지막 날의 다음 날",
      metric: "집계 항목 id",
      member: "이 구성원의 것만(id)",
      tolerated: "문제가 있어도 되는 비율",
      confidence: "얼마나 확신하려는지",
      seed: "같은 기록을 다시 뽑습니다. 생략하면 새로 정해 출력합니다",
      bad: "표본에서 문제가 있던 기록 수. 전체에 많아야 얼마나 있는지 알려 줍니다",
    },
    examples: [
      "attain audit-sample --from 2026-03-01 --before 2026-04-01 --metric outbound-calls",
      "attain audit-sample --from 2026-03-01 --before 2026-04-01 --metric outbound-calls --seed 4c1d9a02 --bad 2",
    ],
  },
};

const words = {
  en: {
    head: ({ size, all, seed }: Sizes) => `${size} of ${all} counted records, drawn with the seed ${seed}`,
    rule: ({ tooMany, tolerated, confidence }: Rule) =>
      `If none of these is bad, then with ${confidence} confidence fewer than ${tooMany} of all are (${tolerated}).`,
    found: ({ bad, share, confidence }: Found) =>
      `With ${bad} bad ones found, at most ${share} of all are bad, with ${confidence} confidence.`,
    columns: ["day", "member", "source", "id", "kind", "seconds", "prospect", "evidence"],
    none: "No record counts there.",
  },
  ko: {
    head: ({ size, all, seed }: Sizes) => `인정 기록 ${all}건 중 ${size}건, 시드 ${seed}`,
    rule: ({ tooMany, tolerated, confidence }: Rule) =>
      `이 중에 문제가 하나도 없으면 ${confidence} 신뢰도로 전체에 ${tooMany}건(${tolerated})보다 적습니다.`,
    found: ({ bad, share, confidence }: Found) => `문제가 ${bad}건이면 ${confidence} 신뢰도로 전체의 ${share} 이하입니다.`,
    columns: ["날짜", "구성원", "출처", "id", "유형", "초", "잠재 고객", "증빙"],
    none: "그 기간에 인정된 기록이 없습니다.",
  },
} satisfies Record<Language, unknown>;

type Sizes = { readonly size: string; readonly all: string; readonly seed: string };
type Rule = { readonly tooMany: string; readonly tolerated: string; readonly confidence: string };
type Found = { readonly bad: string; readonly share: string; readonly confidence: string };

const sampleLines = (sample: AuditSample, { language, colours }: Terminal): readonly string[] => {
  const say = words[language];
  const number = (value: number): string => value.toLocaleString(localeOf[language]);
  const percent = (share: number): string => share.toLocaleString(localeOf[language], { style: "percent", maximumFractionDigits: 2 });
  const confidence = percent(sample.confidence);
  if (sample.all === 0) return [say.none];
  const { found } = sample;
  return [
    colours.bold(
      `${nameIn(sample.metricName, language)} · ${say.head({ size: number(sample.size), all: number(sample.all), seed: sample.seed })}`,
    ),
    found === null
      ? say.rule({ tooMany: number(sample.tooMany), tolerated: percent(sample.tolerated), confidence })
      : say.found({ bad: number(found.bad), share: percent(found.badAtMost ?? 0), confidence }),
    ...alignColumns(
      [
        say.columns,
        ...sample.records.map((record) => [
          record.localDay,
          record.member ?? "",
          record.source,
          record.externalId,
          record.kind,
          record.durationSeconds === null ? "" : number(record.durationSeconds),
          record.prospect ?? "",
          record.evidence ?? record.url ?? "",
        ]),
      ],
      [5],
    ).map((line) => `  ${line}`),
  ];
};

type Flags = {
  readonly from: string;
  readonly before: string;
  readonly metric: string;
  readonly member?: string;
  readonly tolerated: string;
  readonly confidence: string;
  readonly seed?: string;
  readonly bad?: number;
};

const MOST_BAD = 1_000_000;

export const addAuditSample = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = help[language];
  program
    .command("audit-sample")
    .description(summary)
    .requiredOption("--from <day>", options.from)
    .requiredOption("--before <day>", options.before)
    .requiredOption("--metric <id>", options.metric)
    .option("--member <id>", options.member)
    .option("--tolerated <share>", options.tolerated, "5%")
    .option("--confidence <share>", options.confidence, "95%")
    .option("--seed <text>", options.seed)
    .option("--bad <count>", options.bad, wholeNumberOption(0, MOST_BAD))
    .addHelpText("after", examplesText(examples, language))
    .action(({ from, before, metric, member, seed, bad, ...shares }: Flags, command: Command) =>
      run(command, async (session) => {
        const span = parseSpan(from, before, { from: "/from", before: "/before" });
        if (!span.ok) return span;
        const tolerated = readOpenShare(shares.tolerated, "/tolerated");
        if (!tolerated.ok) return tolerated;
        const confidence = readOpenShare(shares.confidence, "/confidence");
        if (!confidence.ok) return confidence;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const sample = await drawAuditSample(session.database, companyId.value, {
          metric,
          span: span.value,
          seed: seed ?? randomBytes(4).toString("hex"),
          tolerated: tolerated.value,
          confidence: confidence.value,
          ...given({ member, bad }),
        });
        if (!sample.ok) return sample;
        if (session.json) terminal.print(JSON.stringify(sample.value));
        else for (const line of sampleLines(sample.value, terminal)) terminal.print(line);
        return accepted(DONE);
      }),
    );
};
