import type { Command } from "commander";
import { readReadNotices } from "../domain/notice-reading.ts";
import type { Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import type { NoticeJson } from "../operations/notice-json.ts";
import { listNotices } from "../operations/list-notices.ts";
import { readNotices } from "../operations/read-notices.ts";
import { companyOf, DONE } from "./session.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";
import type { Terminal } from "./terminal.ts";

const help: Help<"member" | "unread" | "read" | "limit"> = {
  en: {
    summary: "list what a member was told: plans met or at risk, periods that end soon, disputes",
    options: {
      member: "the member's id",
      unread: "only what is unread",
      read: "mark all of it as read",
      limit: "how many at most",
    },
    examples: ["attain notices raj --unread", "attain notices kim --read"],
  },
  ko: {
    summary: "구성원이 받은 알림을 나열합니다: 달성, 주의, 곧 끝나는 기간, 이의 신청",
    options: { member: "구성원 id", unread: "읽지 않은 것만", read: "모두 읽은 것으로 표시", limit: "최대 건수" },
    examples: ["attain notices raj --unread", "attain notices kim --read"],
  },
};

const words = {
  en: {
    count: (count: number, unread: number, more: boolean) =>
      `${count} ${count === 1 ? "notice" : "notices"}, ${unread} unread in all${more ? "; there are more (--limit)" : ""}`,
    read: (count: number) => `${count} marked as read.`,
    mail: { waiting: "mail waits", sent: "mailed", failed: "mail failed", unknown: "mail handed over, not known whether it left" },
  },
  ko: {
    count: (count: number, unread: number, more: boolean) =>
      `${count}건, 읽지 않은 알림 모두 ${unread}건${more ? ". 더 있습니다(--limit)" : ""}`,
    read: (count: number) => `${count}건을 읽은 것으로 표시했습니다.`,
    mail: { waiting: "메일 대기", sent: "메일 보냄", failed: "메일 실패", unknown: "메일을 넘겼으나 나갔는지 알 수 없음" },
  },
} satisfies Record<Language, unknown>;

const LIMIT = 50;

/** `● 2026-03-04  You have met The month, March 2026.  (mailed)`; the dot stands before what is unread. */
const noticeLine = ({ readAt, on, text, mail }: NoticeJson, { language, colours }: Terminal): string => {
  const state =
    mail === null ? "" : colours.dim(`  (${words[language].mail[mail.state]}${mail.failure === null ? "" : `: ${mail.failure}`})`);
  return `${readAt === null ? "●" : " "} ${on}  ${text[language]}${state}`;
};

export const addNotices = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = help[language];
  type Flags = { readonly unread?: boolean; readonly read?: boolean; readonly limit?: number };
  program
    .command("notices")
    .description(summary)
    .argument("<member>", options.member)
    .option("--unread", options.unread)
    .option("--read", options.read)
    .option("--limit <count>", options.limit, wholeNumberOption(1, 1_000))
    .addHelpText("after", examplesText(examples, language))
    .action((member: string, { unread = false, read = false, limit = LIMIT }: Flags, command: Command) =>
      run(command, async (session) => {
        const asked = readReadNotices({ member });
        if (!asked.ok) return asked;
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const found = await listNotices(session.database, companyId.value, { member: asked.value.member, unread, limit });
        if (!found.ok) return found;
        const { notices, unread: left, nextCursor } = found.value;
        if (session.json) terminal.print(JSON.stringify(found.value));
        else for (const each of notices) terminal.print(noticeLine(each, terminal));
        terminal.tell(words[language].count(notices.length, left, nextCursor !== null));
        if (!read) return accepted(DONE);
        const marked = await readNotices(session.database, companyId.value, asked.value, { now: BigInt(Date.now()) * 1000n });
        if (!marked.ok) return marked;
        terminal.tell(words[language].read(marked.value.read));
        return accepted(DONE);
      }),
    );
};
