import type { Command } from "commander";
import type { Language } from "../domain/language.ts";
import type { Role } from "../domain/member.ts";
import { accepted } from "../domain/refusal.ts";
import { nowOf } from "../operations/company-today.ts";
import { loadSampleCompany, type SampleLoaded } from "../operations/load-sample-company.ts";
import { showProgress } from "./progress.ts";
import { DONE, type Session } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";

const help: Help<never> = {
  en: {
    summary: "load a lively sample company into an empty installation, and print how to sign in",
    options: {},
    examples: ["attain demo", "attain demo --data ./look-around"],
  },
  ko: {
    summary: "빈 설치에 살아 있는 샘플 회사를 넣고 로그인 방법을 보여 줍니다",
    options: {},
    examples: ["attain demo", "attain demo --data ./look-around"],
  },
};

const words = {
  en: {
    loading: "Records",
    loaded: (count: string) => `The sample company is in: Morning Calm Advisers, ${count} records up to this moment.`,
    signIn: (address: string) => `Sign in at ${address} as one of these; the password is the same for all, and is shown this once.`,
    password: "password",
    roles: { rep: "rep", manager: "manager", operations: "operations", viewer: "viewer", admin: "admin" } satisfies Record<Role, string>,
    notRunning: "If it does not run yet: attain serve.",
    lost: "Lost it? attain reset-user E-MAIL prints a link to choose another.",
  },
  ko: {
    loading: "기록",
    loaded: (count: string) => `샘플 회사가 준비되었습니다: 아침고요 재무설계, 지금까지의 기록 ${count}건`,
    signIn: (address: string) => `${address}에서 아래 계정 중 하나로 로그인하세요. 비밀번호는 모두 같고, 지금 한 번만 보입니다.`,
    password: "비밀번호",
    roles: { rep: "영업 담당", manager: "팀장", operations: "운영", viewer: "열람자", admin: "관리자" } satisfies Record<Role, string>,
    notRunning: "서버가 실행 중이 아니면 attain serve를 실행하세요.",
    lost: "비밀번호를 잊었다면 attain reset-user 이메일로 새 링크를 만듭니다.",
  },
} satisfies Record<Language, unknown>;

/** Whoever sits at the computer, as journals name them. */
const OPERATOR = "local";

/** Addresses and password alone on stdout. */
const tellLoaded = ({ json, publicUrl, terminal: { print, tell, language } }: Session, loaded: SampleLoaded): void => {
  const { accounts, password, activities } = loaded;
  if (json) {
    print(JSON.stringify({ activities, signIn: publicUrl.href, password, accounts: accounts.map(({ email, role }) => ({ email, role })) }));
    return;
  }
  const say = words[language];
  const widest = Math.max(...accounts.map(({ email }) => email.length));
  tell(say.loaded(activities.toLocaleString(language === "ko" ? "ko-KR" : "en-US")));
  tell(say.signIn(publicUrl.origin));
  print(
    [...accounts.map(({ email, role }) => `  ${email.padEnd(widest)}  ${say.roles[role]}`), `  ${say.password}: ${password}`].join("\n"),
  );
  tell(`${say.notRunning} ${say.lost}`);
};

export const addDemo = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, examples } = help[language];
  program
    .command("demo")
    .description(summary)
    .addHelpText("after", examplesText(examples, language))
    .action((_: unknown, command: Command) =>
      run(command, async (session) => {
        const shown = showProgress(words[language].loading, terminal);
        const loaded = await loadSampleCompany(session.database, {
          now: nowOf(),
          by: OPERATOR,
          language,
          imports: session.imports,
          progress: (done, of) => shown.report(done, Math.min(1, done / of)),
        });
        shown.end();
        if (!loaded.ok) return loaded;
        tellLoaded(session, loaded.value);
        return accepted(DONE);
      }),
    );
};
