import { Option, type Command } from "commander";
import type { Language } from "../domain/language.ts";
import { roles as allRoles, type Role } from "../domain/member.ts";
import { readOidcProvider } from "../domain/oidc-provider-reading.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { listOidcProviders, type OidcProviderJson } from "../operations/list-oidc-providers.ts";
import { redirectUriOf } from "../operations/oidc/redirect-uri.ts";
import { removeOidcProvider } from "../operations/remove-oidc-provider.ts";
import { saveOidcProvider } from "../operations/save-oidc-provider.ts";
import { readInput } from "./read-input.ts";
import { companyOf, DONE } from "./session.ts";
import { examplesText, type Help, type Shell } from "./shell.ts";

const addHelp: Help<"id" | "name" | "issuer" | "clientId" | "clientSecret" | "domain" | "createAccounts" | "role"> = {
  en: {
    summary: "set up a provider of OpenID Connect to sign in by, or change it, and print the address to enter there",
    options: {
      id: "what it is called in addresses, such as google",
      name: "what the sign-in page calls it",
      issuer: "its address, to the letter as its own document has it",
      clientId: "as it knows this installation",
      clientSecret: "a file that holds the secret that it gave; - for standard input; left out: the one that is kept stays",
      domain: "whose e-mail addresses may sign in; several by more of them; left out: all whom it knows",
      createAccounts: "a first sign-in of these domains makes an account",
      role: "of an account that is made so",
    },
    examples: [
      "attain add-oidc-provider google --name Google --issuer https://accounts.google.com --client-id 1234.apps.googleusercontent.com --client-secret secret.txt --domain northwind.example --create-accounts --role rep",
    ],
  },
  ko: {
    summary: "로그인에 쓸 OpenID Connect 제공자를 설정하거나 바꾸고, 제공자에 등록할 주소를 보여 줍니다",
    options: {
      id: "주소에 쓰일 이름(예: google)",
      name: "로그인 화면에 보일 이름",
      issuer: "발급자 주소. 제공자의 문서에 있는 그대로",
      clientId: "제공자가 발급한 클라이언트 ID",
      clientSecret: "제공자가 발급한 비밀이 든 파일. -는 표준 입력. 생략하면 저장된 것을 유지",
      domain: "로그인할 수 있는 이메일 도메인. 여러 개를 이어 쓸 수 있습니다. 생략하면 제공자가 아는 모두",
      createAccounts: "이 도메인의 첫 로그인 때 계정을 만듭니다",
      role: "그렇게 만든 계정의 역할",
    },
    examples: [
      "attain add-oidc-provider google --name Google --issuer https://accounts.google.com --client-id 1234.apps.googleusercontent.com --client-secret secret.txt --domain northwind.example --create-accounts --role rep",
    ],
  },
};

const listHelp: Help<never> = {
  en: { summary: "list the providers of OpenID Connect, with the address that each has to send browsers back to", options: {} },
  ko: { summary: "OpenID Connect 제공자를 각각에 등록할 주소와 함께 나열합니다", options: {} },
};

const removeHelp: Help<"id"> = {
  en: {
    summary: "nobody signs in by the provider any more; who is linked with it stays linked, should it come back",
    options: { id: "its id" },
    examples: ["attain remove-oidc-provider google"],
  },
  ko: {
    summary: "더는 이 제공자로 로그인하지 않습니다. 연결은 남아 있어 다시 설정하면 이어집니다",
    options: { id: "제공자 id" },
    examples: ["attain remove-oidc-provider google"],
  },
};

const words = {
  en: {
    enter: "Enter this at the provider as the redirect URI, to the letter:",
    all: "all its people",
    creates: (roles: string) => `a first sign-in makes an account: ${roles}`,
    noSecret: "no secret",
    none: "There is no provider. attain add-oidc-provider ID … sets one up.",
    removed: (id: string) => `${id} is removed.`,
  },
  ko: {
    enter: "아래 주소를 제공자의 리디렉션 URI에 그대로 등록하세요.",
    all: "제공자가 아는 모두",
    creates: (roles: string) => `첫 로그인 때 계정 생성: ${roles}`,
    noSecret: "비밀 없음",
    none: "제공자가 없습니다. attain add-oidc-provider ID …로 설정합니다.",
    removed: (id: string) => `${id}을(를) 지웠습니다.`,
  },
} satisfies Record<Language, unknown>;

/** Whoever sits at the computer, as journals name them. */
const OPERATOR = "local";

const providerLine = (provider: OidcProviderJson, redirectUri: string, language: Language): string => {
  const say = words[language];
  const { id, name, issuer, domains, createsAccounts, roles, hasSecret } = provider;
  return [
    `${id}  ${name}  ${issuer}`,
    domains.length === 0 ? say.all : domains.join(", "),
    ...(createsAccounts ? [say.creates(roles.join(", "))] : []),
    ...(hasSecret ? [] : [say.noSecret]),
    redirectUri,
  ].join(" · ");
};

/** The line break at the end of a file is no part of what it holds. */
const secretIn = async (file: string | undefined): Promise<Outcome<string | undefined>> => {
  const text = file === undefined ? accepted(undefined) : await readInput(file);
  return text.ok && text.value !== undefined ? accepted(text.value.replace(/\r?\n$/, "")) : text;
};

type AddFlags = {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly domain?: readonly string[];
  readonly createAccounts?: boolean;
  readonly role?: readonly Role[];
};

export const addAddOidcProvider = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  const { summary, options, examples } = addHelp[language];
  program
    .command("add-oidc-provider")
    .description(summary)
    .argument("<id>", options.id)
    .requiredOption("--name <name>", options.name)
    .requiredOption("--issuer <address>", options.issuer)
    .requiredOption("--client-id <id>", options.clientId)
    .option("--client-secret <file>", options.clientSecret)
    .option("--domain <domain...>", options.domain)
    .option("--create-accounts", options.createAccounts)
    .addOption(new Option("--role <role...>", options.role).choices(allRoles))
    .addHelpText("after", examplesText(examples, language))
    .action((id: string, flags: AddFlags, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const clientSecret = await secretIn(flags.clientSecret);
        if (!clientSecret.ok) return clientSecret;
        const { name, issuer, clientId, domain: domains, createAccounts: createsAccounts, role: roles } = flags;
        const order = readOidcProvider(id, { name, issuer, clientId, clientSecret: clientSecret.value, domains, createsAccounts, roles });
        if (!order.ok) return order;
        const secret = await session.readSecret();
        if (!secret.ok) return secret;
        const saved = await saveOidcProvider(session.database, companyId.value, order.value, { by: OPERATOR, secret: secret.value });
        if (!saved.ok) return saved;
        const redirectUri = redirectUriOf(session.publicUrl, companyId.value, id);
        if (!session.json) tell(words[language].enter);
        print(session.json ? JSON.stringify({ ...saved.value, redirectUri }) : redirectUri);
        return accepted(DONE);
      }),
    );
};

export const addListOidcProviders = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  program
    .command("list-oidc-providers")
    .description(listHelp[language].summary)
    .action((_: unknown, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const { providers } = await listOidcProviders(session.database, companyId.value);
        const uriOf = (id: string): string => redirectUriOf(session.publicUrl, companyId.value, id);
        if (session.json) print(JSON.stringify({ providers: providers.map((each) => ({ ...each, redirectUri: uriOf(each.id) })) }));
        else for (const each of providers) print(providerLine(each, uriOf(each.id), language));
        if (providers.length === 0) tell(words[language].none);
        return accepted(DONE);
      }),
    );
};

export const addRemoveOidcProvider = ({ program, terminal, run }: Shell): void => {
  const { language, print, tell } = terminal;
  const { summary, options, examples } = removeHelp[language];
  program
    .command("remove-oidc-provider")
    .description(summary)
    .argument("<id>", options.id)
    .addHelpText("after", examplesText(examples, language))
    .action((id: string, _: unknown, command: Command) =>
      run(command, async (session) => {
        const companyId = await companyOf(session);
        if (!companyId.ok) return companyId;
        const removed = await removeOidcProvider(session.database, companyId.value, id, { by: OPERATOR });
        if (!removed.ok) return removed;
        if (session.json) print(JSON.stringify(removed.value));
        else tell(words[language].removed(id));
        return accepted(DONE);
      }),
    );
};
