import type { Command } from "commander";
import { readAuditHead } from "../domain/audit-head.ts";
import { parseDay } from "../domain/day.ts";
import { given } from "../domain/given.ts";
import type { Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { exportAuditHead } from "../operations/export-audit-head.ts";
import { listAuditEvents, type AuditEventJson } from "../operations/list-audit-events.ts";
import { verifyAudit, type AuditDifference, type AuditVerification } from "../operations/verify-audit.ts";
import { moment } from "./moment.ts";
import { readInput } from "./read-input.ts";
import { companyOf, DONE, FAULT } from "./session.ts";
import { endAsUsage, examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";

const listHelp: Help<"act" | "by" | "subject" | "subjectId" | "from" | "before" | "limit" | "cursor"> = {
  en: {
    summary: "who did what to what, before and after, the latest first",
    options: {
      act: "of this operation alone, such as decide-dispute",
      by: "of who did it: an account's id, key:NAME or local",
      subject: "of this kind of thing alone, such as dispute",
      subjectId: "of this thing alone, such as D-12",
      from: "the first day",
      before: "the day after the last",
      limit: "how many at most",
      cursor: "where the page before ended",
    },
    examples: ["attain list-audit-events --subject dispute", "attain export audit-events audit.csv --from 2026-03-01"],
  },
  ko: {
    summary: "누가 무엇을 어떻게 바꿨는지 최근 것부터 보여 줍니다",
    options: {
      act: "이 작업만(예: decide-dispute)",
      by: "이 사람이 한 것만: 계정 id, key:이름 또는 local",
      subject: "이 종류의 대상만(예: dispute)",
      subjectId: "이 대상만(예: D-12)",
      from: "첫날",
      before: "마지막 날의 다음 날",
      limit: "보여 줄 최대 개수",
      cursor: "앞 쪽이 끝난 곳",
    },
    examples: ["attain list-audit-events --subject dispute", "attain export audit-events audit.csv --from 2026-03-01"],
  },
};

const verifyHelp: Help<"head"> = {
  en: {
    summary: "hold the audit events against their seals; exit code 0 only if nothing was changed, taken away or put in",
    options: { head: "a head that export-audit-head wrote: it tells whether the end was cut off since" },
    examples: ["attain verify-audit", "attain verify-audit --head audit-head.json"],
  },
  ko: {
    summary: "감사 기록을 봉인과 비교합니다. 바뀌거나 빠지거나 끼어든 것이 없을 때만 종료 코드 0",
    options: { head: "export-audit-head가 쓴 파일. 그 뒤에 끝이 잘려 나갔는지도 확인합니다" },
    examples: ["attain verify-audit", "attain verify-audit --head audit-head.json"],
  },
};

const headHelp: Help<never> = {
  en: {
    summary: "print the last seal over the audit events, to be kept elsewhere",
    options: {},
    examples: ["attain export-audit-head > audit-head.json"],
  },
  ko: {
    summary: "감사 기록의 마지막 봉인을 출력합니다. 다른 곳에 보관하세요",
    options: {},
    examples: ["attain export-audit-head > audit-head.json"],
  },
};

const differenceWords: Readonly<Record<Language, Readonly<Record<AuditDifference["what"], (number: number) => string>>>> = {
  en: {
    "event-changed": (number) => `event ${number} was changed after it was sealed`,
    "event-missing": (number) => `event ${number} was sealed and is missing`,
    "event-added": (number) => `event ${number} was put in among sealed events`,
    "seal-changed": (number) => `seal ${number} is not the one that this installation signed`,
    "seal-missing": (number) => `seal ${number} is missing, or another than the next one holds on to`,
    "head-other": (number) => `seal ${number}, which the head names, is missing or another one`,
  },
  ko: {
    "event-changed": (number) => `감사 기록 ${number}번: 봉인한 뒤에 바뀌었습니다`,
    "event-missing": (number) => `감사 기록 ${number}번: 봉인했는데 없습니다`,
    "event-added": (number) => `감사 기록 ${number}번: 봉인된 기록 사이에 끼어들었습니다`,
    "seal-changed": (number) => `봉인 ${number}번: 이 설치가 서명한 것이 아닙니다`,
    "seal-missing": (number) => `봉인 ${number}번: 없거나, 다음 봉인이 가리키는 것과 다릅니다`,
    "head-other": (number) => `머리 파일이 가리키는 봉인 ${number}번: 없거나 다른 것입니다`,
  },
};

const words = {
  en: {
    next: (cursor: string) => `There are earlier ones: --cursor ${cursor}`,
    none: "No audit event.",
    sound: ({ events, seals, unsealed }: AuditVerification) =>
      `${events - unsealed} events under ${seals} ${seals === 1 ? "seal" : "seals"} stand as they were sealed; ${unsealed} are younger and not sealed yet.`,
    broken: (count: number) => `The audit differs from its seals in ${count} ${count === 1 ? "place" : "places"}.`,
  },
  ko: {
    next: (cursor: string) => `더 이전 것이 있습니다: --cursor ${cursor}`,
    none: "감사 기록이 없습니다.",
    sound: ({ events, seals, unsealed }: AuditVerification) =>
      `봉인 ${seals}개 아래의 감사 기록 ${events - unsealed}건이 봉인한 그대로입니다. 아직 봉인하지 않은 기록은 ${unsealed}건입니다.`,
    broken: (count: number) => `감사 기록이 봉인과 ${count}곳에서 다릅니다.`,
  },
} satisfies Record<Language, unknown>;

const factsText = (facts: AuditEventJson["after"]): string => (facts === null ? "–" : JSON.stringify(facts));

const eventLine = ({ number, at, by, act, subject, subjectId, before, after }: AuditEventJson): string =>
  [
    `${number}`,
    moment(at),
    by,
    act,
    `${subject} ${subjectId}`,
    ...(before === null && after === null ? [] : [`${factsText(before)} → ${factsText(after)}`]),
  ].join(" · ");

type Flags = {
  readonly act?: string;
  readonly by?: string;
  readonly subject?: string;
  readonly subjectId?: string;
  readonly from?: string;
  readonly before?: string;
  readonly limit?: number;
  readonly cursor?: string;
};

export const addListAuditEvents = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  const { summary, options, examples } = listHelp[language];
  program
    .command("list-audit-events")
    .description(summary)
    .option("--act <operation>", options.act)
    .option("--by <id>", options.by)
    .option("--subject <kind>", options.subject)
    .option("--subject-id <id>", options.subjectId)
    .option("--from <day>", options.from)
    .option("--before <day>", options.before)
    .option("--limit <number>", options.limit, wholeNumberOption(1, 200))
    .option("--cursor <text>", options.cursor)
    .addHelpText("after", examplesText(examples, language))
    .action((flags: Flags, command: Command) => {
      const [from, before] = (["from", "before"] as const).map((name) => {
        const day = flags[name] === undefined ? undefined : parseDay(flags[name], `/${name}`);
        return day === undefined || day.ok ? day?.value : endAsUsage(command, day.refusals, language);
      });
      return run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const page = await listAuditEvents(session.database, companyId.value, given({ ...flags, from, before }));
        if (!page.ok) return page;
        if (session.json) print(JSON.stringify(page.value));
        else for (const event of page.value.events) print(eventLine(event));
        if (page.value.events.length === 0) tell(words[language].none);
        if (page.value.nextCursor !== null) tell(words[language].next(page.value.nextCursor));
        return accepted(DONE);
      });
    });
};

export const addVerifyAudit = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  const { summary, options, examples } = verifyHelp[language];
  program
    .command("verify-audit")
    .description(summary)
    .option("--head <file>", options.head)
    .addHelpText("after", examplesText(examples, language))
    .action(({ head: path }: { readonly head?: string }, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const text = path === undefined ? undefined : await readInput(path);
        if (text?.ok === false) return text;
        const head = text === undefined ? undefined : readAuditHead(text.value);
        if (head?.ok === false) return head;
        const secret = await session.readSecret();
        if (!secret.ok) return secret;
        const verified = await verifyAudit(session.database, companyId.value, { secret: secret.value, ...given({ head: head?.value }) });
        if (!verified.ok) return verified;
        const { differences } = verified.value;
        if (session.json) print(JSON.stringify(verified.value));
        else for (const { what, number } of differences) print(differenceWords[language][what](number));
        tell(differences.length === 0 ? words[language].sound(verified.value) : words[language].broken(differences.length));
        return accepted(differences.length === 0 ? DONE : FAULT);
      }),
    );
};

export const addExportAuditHead = ({ program, terminal, run }: Shell): void => {
  const { summary, examples } = headHelp[terminal.language];
  program
    .command("export-audit-head")
    .description(summary)
    .addHelpText("after", examplesText(examples, terminal.language))
    .action((_flags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const secret = await session.readSecret();
        if (!secret.ok) return secret;
        const head = await exportAuditHead(session.database, companyId.value, secret.value);
        if (head.ok) terminal.print(JSON.stringify(head.value));
        return head.ok ? accepted(DONE) : head;
      }),
    );
};
