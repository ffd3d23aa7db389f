import { userInfo } from "node:os";
import { CommanderError, Option, type Command } from "commander";
import type { Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { attestActivity } from "../operations/attest-activity.ts";
import { describeCompany } from "../operations/describe-company.ts";
import { verdictLines } from "./activities.ts";
import { recordColumns } from "./record-lines.ts";
import { companyOf, DONE, USAGE } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";

/** The flags that say something of the activity, and the column of a file that each stands for. */
export const columns = {
  member: "member",
  kind: "kind",
  at: "occurred_at",
  on: "occurred_on",
  direction: "direction",
  duration: "duration_seconds",
  outcome: "outcome",
  prospect: "prospect",
  quantity: "quantity",
  amount: "amount",
  currency: "currency",
  subject: "subject",
  url: "url",
  evidence: "evidence",
  id: "external_id",
  reason: "reason",
} as const;
export type Flag = keyof typeof columns;

export const attestHelp: Help<Flag | "attribute"> = {
  en: {
    summary: "enter an activity that no source told, with the reason: it counts wherever a captured one does",
    options: {
      member: "whose it is: id, code or e-mail address; shared as raj:60%;mina:40%",
      kind: "call, email, meeting … or one of the company's own",
      at: "when, with its offset: 2026-03-02T10:00:00+09:00",
      on: "the local day, where the time is not known",
      direction: "outbound or inbound",
      duration: "how long, in seconds",
      outcome: "what came of it",
      prospect: "with whom: id, e-mail address, telephone number",
      quantity: "how many it stands for",
      amount: "12.34",
      currency: "of the amount",
      subject: "what about",
      url: "where it can be seen",
      evidence: "a link that shows it happened",
      id: "an id of its own; the same again corrects it. Left out, it gets one",
      reason: "why it is entered",
      attribute: "a declared attribute, NAME=VALUE; several times for several",
    },
    examples: [
      'attain attest-activity --member raj --kind call --on 2026-03-02 --duration 240 --reason "the dialer was down, see ticket 812"',
      'attain attest-activity --member raj --kind contract --on 2026-03-02 --attribute product=term --attribute premium=120000 --reason "entered on paper"',
    ],
  },
  ko: {
    summary: "출처에서 오지 않은 활동을 이유와 함께 입력합니다. 자동 수집 기록처럼 인정됩니다",
    options: {
      member: "누구의 활동인지: id, 코드, 이메일 주소. 함께했으면 raj:60%;mina:40%",
      kind: "call, email, meeting … 또는 회사가 정한 유형",
      at: "언제인지, 시차와 함께: 2026-03-02T10:00:00+09:00",
      on: "시각을 모를 때의 현지 날짜",
      direction: "outbound(발신) 또는 inbound(수신)",
      duration: "걸린 시간(초)",
      outcome: "결과",
      prospect: "상대: id, 이메일 주소, 전화번호",
      quantity: "수량",
      amount: "금액",
      currency: "금액의 통화",
      subject: "제목",
      url: "볼 수 있는 주소",
      evidence: "실제로 있었음을 보여 주는 링크",
      id: "이 활동의 id. 같은 id로 다시 쓰면 고칩니다. 빼면 새로 만듭니다",
      reason: "입력하는 이유",
      attribute: "정해 둔 속성, 이름=값. 여러 번 쓸 수 있습니다",
    },
    examples: [
      'attain attest-activity --member raj --kind call --on 2026-03-02 --duration 240 --reason "다이얼러 장애, 812번 문의 참고"',
      'attain attest-activity --member raj --kind contract --on 2026-03-02 --attribute product=종신 --attribute premium=120000 --reason "종이로 접수"',
    ],
  },
};

const words = {
  en: {
    attribute: (found: string) => `--attribute is written NAME=VALUE, not "${found}".`,
    already: "It was there already, as it is.",
  },
  ko: {
    attribute: (found: string) => `--attribute는 이름=값으로 씁니다: "${found}".`,
    already: "이미 그대로 있습니다.",
  },
} satisfies Record<Language, unknown>;

export type ActivityFlags = Readonly<Partial<Record<Flag, string>>> & { readonly attribute?: readonly string[] };

/** What the flags say, by the names of a file's columns. */
export const cellsOf = ({ attribute = [], ...flags }: ActivityFlags, language: Language): Readonly<Record<string, string>> => {
  const own = Object.entries(columns).flatMap(([flag, column]): (readonly [string, string])[] => {
    const value = flags[flag as Flag]; // the entries' keys are the flags
    return value === undefined ? [] : [[column, value]];
  });
  const declared = attribute.map((text): readonly [string, string] => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) throw new CommanderError(USAGE, "attain.attribute", words[language].attribute(text));
    return [`attributes.${name}`, value];
  });
  return Object.fromEntries([...own, ...declared]);
};

export const several = (text: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), text];

export const addAttestActivity = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = attestHelp[language];
  const command = program.command("attest-activity").description(summary);
  for (const flag of ["member", "kind", "reason"] as const) command.requiredOption(`--${flag} <text>`, options[flag]);
  for (const flag of ["on", "at"] as const) command.addOption(new Option(`--${flag} <time>`, options[flag]));
  for (const flag of ["direction", "duration", "outcome", "prospect", "quantity", "amount", "currency"] as const)
    command.option(`--${flag} <text>`, options[flag]);
  for (const flag of ["subject", "url", "evidence", "id"] as const) command.option(`--${flag} <text>`, options[flag]);
  command
    .option("--attribute <name=value>", options.attribute, several)
    .addHelpText("after", examplesText(examples, language))
    .action((flags: ActivityFlags, asked: Command) => {
      const cells = cellsOf(flags, language);
      return run(asked, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const attested = await attestActivity(session.database, companyId.value, { cells, by: userInfo().username });
        if (!attested.ok) return attested;
        const { changed, activity } = attested.value;
        if (session.json) terminal.print(JSON.stringify(attested.value));
        else {
          const { metrics } = await describeCompany(session.database, companyId.value, BigInt(Date.now()) * 1000n);
          terminal.print(terminal.colours.bold(recordColumns([activity], language).join("")));
          for (const line of verdictLines(activity, metrics, terminal)) terminal.print(line);
        }
        if (!changed) terminal.tell(words[language].already);
        return accepted(DONE);
      });
    });
};
