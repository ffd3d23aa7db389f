import type { Command } from "commander";
import type { Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { acceptSecret } from "../operations/accept-secret.ts";
import { OPERATOR } from "./company-command.ts";
import { DONE } from "./session.ts";
import type { Help, Shell } from "./shell.ts";

const help: Help<"lost"> = {
  en: {
    summary: "go on under another secret, after the installation's was lost: what only it could open is ended, and to be set up anew",
    options: { lost: "says that the old one is in no backup and on no other server" },
  },
  ko: {
    summary: "설치의 비밀 키를 잃어버린 뒤 새 키로 계속합니다. 옛 키로만 열 수 있던 것은 끝내고 새로 설정해야 합니다",
    options: { lost: "옛 키가 백업에도 다른 서버에도 없음을 확인합니다" },
  },
};

type Ended = Awaited<ReturnType<typeof acceptSecret>>;

const words = {
  en: ({ secondFactors, webhooks, hookEndpoints, oidcSecrets }: Ended) =>
    `The secret is accepted. Second factors turned off: ${secondFactors}, webhooks ended: ${webhooks}, inbound hooks ended: ${hookEndpoints}, client secrets forgotten: ${oidcSecrets}. Restart the servers.`,
  ko: ({ secondFactors, webhooks, hookEndpoints, oidcSecrets }: Ended) =>
    `비밀 키를 받아들였습니다. 끈 2단계 인증 ${secondFactors}개, 끝낸 웹훅 ${webhooks}개, 끝낸 받는 훅 ${hookEndpoints}개, 지운 클라이언트 비밀 ${oidcSecrets}개. 서버를 다시 시작하세요.`,
} satisfies Record<Language, (ended: Ended) => string>;

export const addAcceptSecret = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options } = help[language];
  program
    .command("accept-secret")
    .description(summary)
    .requiredOption("--lost", options.lost)
    .action((_flags, command: Command) =>
      run(command, async (session) => {
        const secret = session.readAnySecret();
        if (!secret.ok) return secret;
        const ended = await acceptSecret(session.database, secret.value, { by: OPERATOR });
        if (session.json) terminal.print(JSON.stringify(ended));
        else terminal.tell(words[language](ended));
        return accepted(DONE);
      }),
    );
};
