import type { Command } from "commander";
import { userInfo } from "node:os";
import type { Language } from "../domain/language.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { readWithdrawal } from "../domain/signals/consent-reading.ts";
import { parseJson } from "../domain/strict-json.ts";
import type { OptOutJson } from "../operations/contacts/consent-json.ts";
import { listOptOuts } from "../operations/list-opt-outs.ts";
import { planContacts, type PlannedContactJson } from "../operations/plan-contacts.ts";
import { withdrawOptOut } from "../operations/withdraw-opt-out.ts";
import { moment } from "./moment.ts";
import { readInput } from "./read-input.ts";
import { refusalLine } from "./refused.ts";
import { companyOf, DONE, REFUSED } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";

const listHelp: Help<never> = {
  en: { summary: "list who is not to be contacted, the latest recorded first", options: {}, examples: ["attain list-opt-outs"] },
  ko: { summary: "연락하면 안 되는 사람을 최근에 기록한 순서로 봅니다", options: {}, examples: ["attain list-opt-outs"] },
};

const withdrawHelp: Help<"number" | "reason" | "mistake"> = {
  en: {
    summary: "take an opt-out back, from now on",
    options: {
      number: "its number, as attain list-opt-outs shows it",
      reason: "why; kept with it",
      mistake: "it was never said: what was left out by it counts again",
    },
    examples: ['attain withdraw-opt-out 12 --reason "asked to be called again"'],
  },
  ko: {
    summary: "수신 거부를 지금부터 철회합니다",
    options: {
      number: "attain list-opt-outs에 보이는 번호",
      reason: "이유. 함께 남습니다",
      mistake: "잘못 기록한 것. 이 때문에 빠졌던 연락을 다시 인정합니다",
    },
    examples: ['attain withdraw-opt-out 12 --reason "다시 연락해 달라고 함"'],
  },
};

const planHelp: Help<"file"> = {
  en: {
    summary: "judge a list of contacts by the rules of contact; what is refused lowers the target of whom it is asked of",
    options: { file: 'a JSON list of {"member", "prospect", "kind", "at"}; - reads standard input' },
    examples: ["attain plan-contacts campaign.json"],
  },
  ko: {
    summary: "연락할 목록을 연락 규칙으로 판정합니다. 거부한 만큼 맡은 사람의 목표치가 낮아집니다",
    options: { file: '{"member", "prospect", "kind", "at"}의 JSON 목록. -는 표준 입력' },
    examples: ["attain plan-contacts campaign.json"],
  },
};

const words = {
  en: {
    everyWay: "by any way",
    withdrawn: (reason: string) => `withdrawn: ${reason}`,
    verdicts: { allowed: "allowed", refused: "refused", flagged: "allowed, but" },
    from: (at: string) => `from ${at} on`,
    relieved: (count: number) => `${count} new ${count === 1 ? "refusal was" : "refusals were"} kept.`,
    rejected: (place: number) => `Contact ${place}`,
    done: (number: number) => `Opt-out ${number} is withdrawn.`,
  },
  ko: {
    everyWay: "모든 방법",
    withdrawn: (reason: string) => `철회: ${reason}`,
    verdicts: { allowed: "가능", refused: "불가", flagged: "가능(확인 필요)" },
    from: (at: string) => `${at}부터`,
    relieved: (count: number) => `새로 거부한 연락 ${count}건을 남겼습니다.`,
    rejected: (place: number) => `${place}번째 연락`,
    done: (number: number) => `수신 거부 ${number}번을 철회했습니다.`,
  },
} satisfies Record<Language, unknown>;

const optOutLine = ({ optOut, prospect, domain, list, channels, from, withdrawn }: OptOutJson, language: Language): string => {
  const say = words[language];
  return [
    `${optOut}  ${prospect ?? domain ?? ""}  ${moment(from)}  ${channels === null ? say.everyWay : channels.join(", ")}`,
    ...(list === null ? [] : [list]),
    ...(withdrawn === null ? [] : [say.withdrawn(withdrawn.reason)]),
  ].join("  ");
};

export const addListOptOuts = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  program
    .command("list-opt-outs")
    .description(listHelp[language].summary)
    .addHelpText("after", examplesText(listHelp[language].examples, language))
    .action((_flags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const all: OptOutJson[] = [];
        for (let cursor: string | null | undefined = undefined; cursor !== null;) {
          const page: Awaited<ReturnType<typeof listOptOuts>> = await listOptOuts(session.database, companyId.value, {
            limit: 1000,
            ...(cursor === undefined ? {} : { cursor }),
          });
          if (!page.ok) return page;
          all.push(...page.value.optOuts);
          cursor = page.value.nextCursor;
        }
        if (session.json) terminal.print(JSON.stringify(all));
        else for (const each of all) terminal.print(optOutLine(each, language));
        return accepted(DONE);
      }),
    );
};

export const addWithdrawOptOut = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = withdrawHelp[language];
  program
    .command("withdraw-opt-out")
    .description(summary)
    .argument("<number>", options.number)
    .requiredOption("--reason <text>", options.reason)
    .option("--mistake", options.mistake)
    .addHelpText("after", examplesText(examples, language))
    .action((number: string, { reason, mistake = false }: { readonly reason: string; readonly mistake?: boolean }, command: Command) =>
      run(command, async (session) => {
        const read = readWithdrawal({ reason, mistake });
        if (!read.ok) return read;
        if (!/^[1-9]\d{0,17}$/.test(number)) return refused(refusal("number-integer", "/number", { found: shown(number) }));
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const done = await withdrawOptOut(
          session.database,
          companyId.value,
          { number: BigInt(number), ...read.value },
          { by: userInfo().username },
        );
        if (!done.ok) return done;
        if (session.json) terminal.print(JSON.stringify(done.value));
        else terminal.tell(words[language].done(done.value.optOut));
        return accepted(DONE);
      }),
    );
};

const plannedLines = ({ member, prospect, kind, verdict, findings, from }: PlannedContactJson, language: Language): readonly string[] => {
  const say = words[language];
  return [
    `${member}  ${prospect}  ${kind}  ${say.verdicts[verdict]}${verdict === "refused" && from !== null ? `  ${say.from(moment(from))}` : ""}`,
    ...findings.map((each) => `  ${each.rule} ${each[language]}`),
  ];
};

const readContacts = async (file: string): Promise<Outcome<readonly unknown[]>> => {
  const text = await readInput(file);
  if (!text.ok) return text;
  const read = parseJson(text.value);
  if (!read.ok) return read;
  return accepted(Array.isArray(read.value) ? read.value : [read.value]);
};

export const addPlanContacts = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = planHelp[language];
  program
    .command("plan-contacts")
    .description(summary)
    .argument("<file>", options.file)
    .addHelpText("after", examplesText(examples, language))
    .action((file: string, _flags, command: Command) =>
      run(command, async (session) => {
        const items = await readContacts(file);
        if (!items.ok) return items;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const answer = await planContacts(session.database, companyId.value, items.value, { by: userInfo().username });
        const say = words[language];
        if (session.json) terminal.print(JSON.stringify(answer));
        else for (const each of answer.contacts) for (const line of plannedLines(each, language)) terminal.print(line);
        for (const { index, refusals } of answer.rejected)
          terminal.tell(`${say.rejected(index + 1)}: ${refusals.map((each) => refusalLine(each, language)).join("; ")}`);
        if (answer.relieved > 0) terminal.tell(say.relieved(answer.relieved));
        return accepted(answer.received > 0 && answer.rejected.length === answer.received ? REFUSED : DONE);
      }),
    );
};
