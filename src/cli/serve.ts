import type { Command } from "commander";
import type { Language } from "../domain/language.ts";
import { tellRefused } from "./refused.ts";
import { DONE, REFUSED, type Wiring } from "./session.ts";
import { examplesText, wholeNumberOption, type Help, type Shell } from "./shell.ts";

const help: Help<"port"> = {
  en: {
    summary: "start the server with its pages and, unless DATABASE_URL or ATTAIN_OWNER_URL names one, its own PostgreSQL",
    options: { port: "where it listens (3000); 0 takes a free one" },
    examples: ["attain serve", "attain serve --port 8080 --data /var/lib/attain"],
  },
  ko: {
    summary: "서버와 웹 페이지를 시작합니다. DATABASE_URL이나 ATTAIN_OWNER_URL이 없으면 자체 PostgreSQL도 시작합니다",
    options: { port: "포트(3000). 0이면 비어 있는 포트" },
    examples: ["attain serve", "attain serve --port 8080 --data /var/lib/attain"],
  },
};

const words = {
  en: {
    ready: (address: string) => `Attain is ready: ${address}`,
    setUp: (link: string) => `Nobody has an account yet. Whoever opens this link makes the first, and it opens once:\n  ${link}`,
    local: "It answers this computer only; ATTAIN_LISTEN and ATTAIN_PUBLIC_URL open it to others.",
    listening: (host: string) => `It listens at ${host}.`,
    stop: "Ctrl-C stops it.",
    noMail: "Notices stay in the inbox and links are handed on: ATTAIN_SMTP_URL and ATTAIN_MAIL_FROM are not set.",
    zonesDiffer: (zones: string) =>
      `Warning: the database and Node disagree about the clocks of ${zones}. Local days follow the database; times without an offset are read by Node. Update the older of the two.`,
    stopping: "Stopping …",
  },
  ko: {
    ready: (address: string) => `Attain이 준비되었습니다: ${address}`,
    setUp: (link: string) => `아직 계정이 없습니다. 이 링크를 여는 사람이 첫 계정을 만듭니다. 한 번만 쓸 수 있습니다.\n  ${link}`,
    local: "이 컴퓨터에서만 열립니다. 다른 컴퓨터에서 열려면 ATTAIN_LISTEN과 ATTAIN_PUBLIC_URL을 설정하세요.",
    listening: (host: string) => `${host}에서 접속을 받습니다.`,
    stop: "멈추려면 Ctrl-C.",
    noMail: "ATTAIN_SMTP_URL과 ATTAIN_MAIL_FROM이 없어 알림은 받은 알림에만 쌓이고, 링크는 직접 전달해야 합니다.",
    zonesDiffer: (zones: string) =>
      `주의: 데이터베이스와 Node의 시간대 데이터가 다릅니다: ${zones}. 현지 날짜는 데이터베이스를 따르고, 오프셋이 없는 시각은 Node가 읽습니다. 오래된 쪽을 업데이트하세요.`,
    stopping: "멈추는 중…",
  },
} satisfies Record<Language, unknown>;

export const addServe = ({ program, terminal }: Shell, serve: Wiring["serve"], end: (exitCode: number) => void): void => {
  const { language, tell } = terminal;
  const { ready, setUp, local, listening, noMail, zonesDiffer, stop, stopping } = words[language];
  program
    .command("serve")
    .description(help[language].summary)
    .option("--port <number>", help[language].options.port, wholeNumberOption(0, 65_535))
    .addHelpText("after", examplesText(help[language].examples, language))
    .action(async (flags: { readonly port?: number }, command: Command) => {
      const served = await serve(
        { ...command.optsWithGlobals<{ data?: string }>(), ...flags },
        {
          ready: (address, { hasMail, setUpLink, host }) =>
            tell(
              [
                ready(address),
                ...(setUpLink === null ? [] : [setUp(setUpLink)]),
                ...(hasMail ? [] : [noMail]),
                host === "127.0.0.1" || host === "::1" ? local : listening(host),
                stop,
              ].join("\n"),
            ),
          zonesDiffer: (differences) => tell(zonesDiffer(differences.map(({ zone, from }) => `${zone} (${from})`).join(", "))),
          stopping: () => tell(stopping),
        },
      );
      if (!served.ok) tellRefused(served.refusals, terminal, false);
      end(served.ok ? DONE : REFUSED);
    });
};
