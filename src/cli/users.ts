import { Option, type Command } from "commander";
import { roles as allRoles, type Role } from "../domain/member.ts";
import type { Language } from "../domain/language.ts";
import { accepted } from "../domain/refusal.ts";
import { readUserOrder } from "../domain/sign-in-reading.ts";
import { addUser, type UserLink } from "../operations/add-user.ts";
import { endUser } from "../operations/end-user.ts";
import { listUsers } from "../operations/list-users.ts";
import { resetUser } from "../operations/reset-user.ts";
import type { UserJson } from "../operations/user-json.ts";
import { moment } from "./moment.ts";
import { companyOf, DONE, type Session } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";
import type { Terminal } from "./terminal.ts";

const addHelp: Help<"email" | "role" | "member"> = {
  en: {
    summary: "make an account and print the one-time link by which its owner sets a password",
    options: {
      email: "its owner's e-mail address",
      role: "what it may do; several by more of them",
      member: "the member that it is: id, code or e-mail address; a rep and a manager are one",
    },
    examples: ["attain add-user ann@example.com --role admin", "attain add-user raj@example.com --role rep --member raj"],
  },
  ko: {
    summary: "계정을 만들고, 비밀번호를 정할 일회용 링크를 보여 줍니다",
    options: {
      email: "이메일 주소",
      role: "역할. 여러 개를 이어 쓸 수 있습니다",
      member: "어느 구성원인지: id, 사번, 이메일. rep와 manager에는 꼭 필요합니다",
    },
    examples: ["attain add-user ann@example.com --role admin", "attain add-user raj@example.com --role rep --member raj"],
  },
};

const listHelp: Help<never> = {
  en: { summary: "list the accounts with their roles and when they were seen last", options: {} },
  ko: { summary: "계정을 역할, 마지막 접속과 함께 나열합니다", options: {} },
};

const endHelp: Help<"user"> = {
  en: { summary: "end an account and its sessions; what it did stays", options: { user: "its id or e-mail address" } },
  ko: { summary: "계정과 세션을 끝냅니다. 한 일은 남습니다", options: { user: "계정 id 또는 이메일" } },
};

const resetHelp: Help<"user" | "secondFactor"> = {
  en: {
    summary: "print a new one-time link for an account whose password was forgotten",
    options: {
      user: "its id or e-mail address",
      secondFactor: "also turn its second factor off, for whoever lost the app and the recovery codes",
    },
    examples: ["attain reset-user ann@example.com", "attain reset-user ann@example.com --second-factor"],
  },
  ko: {
    summary: "비밀번호를 잊은 계정의 새 일회용 링크를 보여 줍니다",
    options: { user: "계정 id 또는 이메일", secondFactor: "2단계 인증도 끕니다. 앱과 복구 코드를 모두 잃은 경우" },
    examples: ["attain reset-user ann@example.com", "attain reset-user ann@example.com --second-factor"],
  },
};

const words = {
  en: {
    invited: (id: string) => `The account is ${id}. This link opens once, within seven days; hand it to its owner alone.`,
    reset: (id: string) =>
      `For ${id}. This link opens once, within 30 minutes where a password was set before; hand it to its owner alone.`,
    ended: (id: string) => `${id} has ended.`,
    seen: (at: string | null) => (at === null ? "never signed in" : `seen last ${at}`),
    endedAt: (at: string) => `ended ${at}`,
    left: "has left the company",
    looks: (email: string) => `looks like ${email} and is not`,
    invitedOnly: "no password yet",
    none: "There is no account. attain add-user EMAIL --role admin makes one.",
  },
  ko: {
    invited: (id: string) => `계정 id는 ${id}입니다. 링크는 7일 안에 한 번만 열립니다. 본인에게만 전달하세요.`,
    reset: (id: string) =>
      `${id} 계정의 링크입니다. 한 번만 열리며, 비밀번호가 있던 계정은 30분 안에 열어야 합니다. 본인에게만 전달하세요.`,
    ended: (id: string) => `${id} 계정을 끝냈습니다.`,
    seen: (at: string | null) => (at === null ? "로그인한 적 없음" : `마지막 접속 ${at}`),
    endedAt: (at: string) => `${at} 끝남`,
    left: "퇴사",
    looks: (email: string) => `${email}처럼 보이지만 다른 주소`,
    invitedOnly: "비밀번호 없음",
    none: "계정이 없습니다. attain add-user 이메일 --role admin으로 만듭니다.",
  },
} satisfies Record<Language, unknown>;

/** Whoever sits at the computer, as journals name them. */
const OPERATOR = "local";

const userLine = (user: UserJson, language: Language): string => {
  const say = words[language];
  const { id, email, roles, member, hasLeft, lastSeenAt, endedAt, hasPassword, looksLike } = user;
  return [
    `${id}  ${email ?? "–"}`,
    roles.join(", "),
    ...(member === null || member === id ? [] : [member]),
    endedAt === null ? say.seen(lastSeenAt === null ? null : moment(lastSeenAt)) : say.endedAt(moment(endedAt)),
    ...(endedAt === null && lastSeenAt === null && !hasPassword ? [say.invitedOnly] : []),
    ...(hasLeft ? [say.left] : []),
    ...(looksLike === null ? [] : [say.looks(looksLike.email)]),
  ].join(" · ");
};

/** The link alone on stdout, so that it can be piped to where it goes. */
const tellLink = ({ json }: Session, { print, tell }: Terminal, { user, link, mailed }: UserLink, say: (id: string) => string): void => {
  print(json ? JSON.stringify({ user, link, mailed }) : (link ?? ""));
  if (!json) tell(say(user.id));
};

export const addAddUser = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = addHelp[language];
  program
    .command("add-user")
    .description(summary)
    .argument("<email>", options.email)
    .addOption(new Option("--role <role...>", options.role).choices(allRoles).makeOptionMandatory())
    .option("--member <member>", options.member)
    .addHelpText("after", examplesText(examples, language))
    .action((email: string, { role: roles, member }: { readonly role: readonly Role[]; readonly member?: string }, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const order = readUserOrder({ email, roles, member });
        if (!order.ok) return order;
        const added = await addUser(session.database, companyId.value, order.value, { by: OPERATOR, publicUrl: session.publicUrl });
        if (!added.ok) return added;
        tellLink(session, terminal, added.value, words[language].invited);
        return accepted(DONE);
      }),
    );
};

export const addListUsers = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  program
    .command("list-users")
    .description(listHelp[language].summary)
    .action((_: unknown, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const users: UserJson[] = [];
        for (let cursor: string | null = ""; cursor !== null;) {
          const page = await listUsers(session.database, companyId.value, cursor === "" ? {} : { cursor });
          if (!page.ok) return page;
          users.push(...page.value.users);
          cursor = page.value.nextCursor;
        }
        if (session.json) print(JSON.stringify({ users }));
        else if (users.length === 0) tell(words[language].none);
        else print(users.map((user) => userLine(user, language)).join("\n"));
        return accepted(DONE);
      }),
    );
};

export const addEndUser = ({ program, terminal, run }: Shell): void => {
  const { language, print } = terminal;
  const { summary, options } = endHelp[language];
  program
    .command("end-user")
    .description(summary)
    .argument("<user>", options.user)
    .action((user: string, _: unknown, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const ended = await endUser(session.database, companyId.value, user, { by: OPERATOR });
        if (!ended.ok) return ended;
        print(session.json ? JSON.stringify(ended.value) : words[language].ended(ended.value.id));
        return accepted(DONE);
      }),
    );
};

export const addResetUser = ({ program, terminal, run }: Shell): void => {
  const { language } = terminal;
  const { summary, options, examples } = resetHelp[language];
  program
    .command("reset-user")
    .description(summary)
    .argument("<user>", options.user)
    .option("--second-factor", options.secondFactor)
    .addHelpText("after", examplesText(examples, language))
    .action((id: string, { secondFactor = false }: { readonly secondFactor?: boolean }, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const order = { id, dropsSecondFactor: secondFactor };
        const reset = await resetUser(session.database, companyId.value, order, { by: OPERATOR, publicUrl: session.publicUrl });
        if (!reset.ok) return reset;
        tellLink(session, terminal, reset.value, words[language].reset);
        return accepted(DONE);
      }),
    );
};
