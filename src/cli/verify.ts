import type { Command } from "commander";
import type { Amount } from "../domain/amount.ts";
import { given } from "../domain/given.ts";
import type { Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { recountCompany } from "../operations/recount-company.ts";
import { verifyCompany, type MisplacedProspect, type Verification } from "../operations/verify-company.ts";
import { showProgress } from "./progress.ts";
import { companyOf, DONE, FAULT } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";

const verifyHelp: Help<never> = {
  en: {
    summary: "recount the log and compare it with the tally; exit code 0 only if they are equal",
    options: {},
    examples: ["attain verify", "attain verify --json | jq .equal"],
  },
  ko: {
    summary: "기록을 처음부터 다시 세어 집계와 비교합니다. 같을 때만 종료 코드 0",
    options: {},
    examples: ["attain verify", "attain verify --json | jq .equal"],
  },
};

const recountHelp: Help<"metric"> = {
  en: {
    summary: "forget a metric's tally, or all, and count it anew from the log; records of the same act are linked anew",
    options: { metric: "the metric's id; left out: all" },
    examples: ["attain recount outbound-calls"],
  },
  ko: {
    summary: "집계 항목 하나, 또는 전부를 기록에서 처음부터 다시 세고 같은 활동의 기록을 다시 연결합니다",
    options: { metric: "집계 항목 id. 생략하면 전부" },
    examples: ["attain recount outbound-calls"],
  },
};

const words = {
  en: {
    checking: "metrics recounted:",
    equal: (metrics: number) => `The tally equals the recount: ${metrics} ${metrics === 1 ? "metric" : "metrics"}.`,
    differs: (differences: number) =>
      `The tally differs from the recount in ${differences} ${differences === 1 ? "place" : "places"}. attain recount counts it anew.`,
    difference: (metric: string, member: string, day: string, tally: string, recount: string) =>
      `${metric}: ${member} on ${day}: the tally says ${tally}, the recount ${recount}`,
    holder: (metric: string, window: string, held: string, recounted: string) =>
      `${metric}: the window from ${window} is held by ${held}, the recount gives it to ${recounted}`,
    total: (metric: string, member: string, day: string, held: string, recounted: string) =>
      `${metric}: the daily total of ${member} on ${day} is ${held}, the recount finds ${recounted}`,
    misplaced: (what: MisplacedProspect["what"], of: string, stands: string, belongs: string | null) =>
      `${what} ${of}: stands under the prospect ${stands}, ${belongs === null ? "whose name it does not have" : `the merges give it to ${belongs}`}`,
    link: (record: string, stored: string, recounted: string) =>
      `${record} is linked with ${stored}, the recount links it with ${recounted}`,
    contact: (record: string, held: string, recounted: string) =>
      `${record} is left out by the rules of contact ${held}, the recount leaves it out by ${recounted}`,
    statement: (metric: string, member: string, from: string, stated: string, recounted: string) =>
      `${metric}: the statement of ${member} for the period from ${from} says ${stated}, the log without what came late ${recounted}`,
    block: (metric: string, unit: string, from: string, member: string) =>
      `${metric}: the ${unit} from ${from} of ${member} differs from its days`,
    counting: (metric: string, done: number, of: number) =>
      `${metric} is still being counted (${done} of ${of} records) and was not compared.`,
    nobody: "nobody",
    mended: (rows: number) => `Put where the merges put it: ${rows} ${rows === 1 ? "row" : "rows"}.`,
    none: "no other",
    counted: (metrics: string) => `Counted anew: ${metrics}.`,
    recounting: (metric: string) => `counting ${metric}`,
  },
  ko: {
    checking: "다시 센 집계 항목:",
    equal: (metrics: number) => `집계와 다시 센 결과가 같습니다. 집계 항목 ${metrics}개.`,
    differs: (differences: number) => `집계와 다시 센 결과가 ${differences}곳에서 다릅니다. attain recount로 다시 셀 수 있습니다.`,
    difference: (metric: string, member: string, day: string, tally: string, recount: string) =>
      `${metric}: ${day} ${member}: 집계 ${tally}, 다시 세면 ${recount}`,
    holder: (metric: string, window: string, held: string, recounted: string) =>
      `${metric}: ${window}부터의 기간에 인정된 기록은 ${held}, 다시 세면 ${recounted}`,
    total: (metric: string, member: string, day: string, held: string, recounted: string) =>
      `${metric}: ${day} ${member}의 하루 합계는 ${held}, 다시 세면 ${recounted}`,
    misplaced: (what: MisplacedProspect["what"], of: string, stands: string, belongs: string | null) =>
      `${{ merge: "병합", identity: "식별자", fact: "사실", activity: "활동" }[what]} ${of}: 잠재 고객 ${stands}에 있습니다. ${belongs === null ? "그 이름이 아닙니다" : `병합대로면 ${belongs}`}`,
    link: (record: string, stored: string, recounted: string) => `${record}: 연결된 기록 ${stored}, 다시 세면 ${recounted}`,
    contact: (record: string, held: string, recounted: string) => `${record}: 연락 규칙 ${held}(으)로 빠짐, 다시 세면 ${recounted}`,
    statement: (metric: string, member: string, from: string, stated: string, recounted: string) =>
      `${metric}: ${member} ${from}부터의 실적 확인서는 ${stated}, 늦게 들어온 것을 뺀 기록은 ${recounted}`,
    block: (metric: string, unit: string, from: string, member: string) =>
      `${metric}: ${member} ${from}부터의 합계(${unit})가 날짜별 합과 다릅니다`,
    counting: (metric: string, done: number, of: number) => `${metric}: 아직 세는 중이라(기록 ${of}건 중 ${done}건) 비교하지 않았습니다.`,
    nobody: "없음",
    mended: (rows: number) => `병합대로 바로잡았습니다: ${rows}건.`,
    none: "없음",
    counted: (metrics: string) => `다시 셌습니다: ${metrics}.`,
    recounting: (metric: string) => `집계 중: ${metric}`,
  },
} satisfies Record<Language, unknown>;

const plainAmount = (amount: Amount): string => (typeof amount === "number" ? String(amount) : `${amount.amountMinor} ${amount.currency}`);

type Key = Verification["links"][number]["sameAs"];

const recordsText = ({ records, credits, digest }: Verification["statements"][number]["stated"]): string =>
  `${records} (${credits}, ${digest.slice(0, 12)})`;

const differencesOf = (
  { metrics, links, contacts, blocks, prospects, statements }: Verification,
  language: Language,
): readonly string[] => {
  const { difference, holder, total, link, contact, block, misplaced, statement, nobody, none } = words[language];
  const keyText = (key: Key): string => (key === null ? none : `${key.source} ${key.externalId}`);
  return [
    ...metrics.flatMap((check) => [
      ...check.differences.map((each) =>
        difference(check.metric, each.member, each.day, plainAmount(each.tally), plainAmount(each.recount)),
      ),
      ...check.totals.map((each) => total(check.metric, each.member, each.day, each.held ?? nobody, each.recounted ?? nobody)),
      ...check.holders.map((each) => holder(check.metric, each.windowStartsOn, each.held ?? nobody, each.recounted ?? nobody)),
    ]),
    ...links.map((each) => link(keyText(each), keyText(each.sameAs), keyText(each.recounted))),
    ...contacts.map((each) =>
      contact(`${each.source} ${each.externalId}`, each.held.join(", ") || none, each.recounted.join(", ") || none),
    ),
    ...blocks.map((each) => block(each.metric, each.unit, each.startsOn, each.member)),
    ...prospects.map((each) => misplaced(each.what, each.of, each.standsUnder ?? nobody, each.belongsTo)),
    ...statements.map((each) => statement(each.metric, each.member, each.startsOn, recordsText(each.stated), recordsText(each.recounted))),
  ];
};

export const addVerify = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const say = words[language];
  program
    .command("verify")
    .description(verifyHelp[language].summary)
    .addHelpText("after", examplesText(verifyHelp[language].examples, language))
    .action((_flags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const progress = showProgress(say.checking, terminal);
        const verification = await verifyCompany(session.database, companyId.value, (done, of) =>
          progress.report(done, of === 0 ? 1 : done / of),
        );
        progress.end();
        const differences = differencesOf(verification, language);
        if (session.json) terminal.print(JSON.stringify(verification));
        else for (const difference of differences) terminal.print(difference);
        for (const { metric, counting } of verification.metrics)
          if (counting !== null) terminal.tell(say.counting(metric, counting.done, counting.of));
        terminal.tell(
          verification.equal
            ? say.equal(verification.metrics.filter((each) => each.counting === null).length)
            : say.differs(differences.length),
        );
        return accepted(verification.equal ? DONE : FAULT);
      }),
    );
};

export const addRecount = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  program
    .command("recount")
    .description(recountHelp[language].summary)
    .argument("[metric]", recountHelp[language].options.metric)
    .addHelpText("after", examplesText(recountHelp[language].examples, language))
    .action((metric: string | undefined, _flags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const progress = showProgress("", terminal);
        const recounted = await recountCompany(session.database, companyId.value, {
          ...given({ metric }),
          progress: ([counting]) => {
            if (counting !== undefined)
              progress.report(
                counting.done,
                counting.of === 0 ? null : counting.done / counting.of,
                words[language].recounting(counting.metric),
              );
          },
        });
        progress.end();
        if (!recounted.ok) return recounted;
        if (session.json) terminal.print(JSON.stringify(recounted.value));
        if (recounted.value.mended > 0) terminal.tell(words[language].mended(recounted.value.mended));
        terminal.tell(words[language].counted(recounted.value.metrics.join(", ")));
        return accepted(DONE);
      }),
    );
};
