import type { Permission } from "../src/domain/access.ts";
import type { Role } from "../src/domain/member.ts";
import { addUser } from "../src/operations/add-user.ts";
import { newCredential } from "../src/operations/credentials.ts";
import { makeKey } from "../src/operations/make-key.ts";
import { openLink } from "../src/operations/open-link.ts";
import { ownCompany } from "../src/store/company-lock.ts";
import { inCompany, type Database } from "../src/store/database.ts";
import { loadSettings } from "../src/store/settings.ts";
import { keepSession } from "../src/store/sessions.ts";
import { keepUser } from "../src/store/users.ts";
import { must } from "./product.ts";
import type { FastifyInstance, InjectOptions } from "fastify";

export const PASSWORD = "seven quiet herons";

const publicUrl = new URL("http://localhost:3000");

/** The token of a link as its page reads it. */
export const tokenOf = (link: unknown): string => String(link).split("#")[1] ?? "";

export type Account = {
  readonly id: string;
  readonly email: string;
  readonly session: string;
  readonly headers: { readonly cookie: string };
};

/** An account whose owner has chosen a password by the link, and signed in so. */
export const makeAccount = async (
  database: Database,
  companyId: number,
  {
    email,
    roles = ["admin"],
    member = null,
    password = PASSWORD,
  }: { email: string; roles?: readonly Role[]; member?: string | null; password?: string },
): Promise<Account> => {
  const { user, link } = must(await addUser(database, companyId, { email, roles, member }, { by: "test", publicUrl }));
  const begun = must(await openLink(database, tokenOf(link), { order: { password }, browser: { agent: "test", session: null } }));
  if (begun.type !== "session") throw new Error("a second factor is asked for");
  return { id: user.id, email, session: begun.text, headers: { cookie: `attain=${begun.text}` } };
};

export type BrowserAnswer = {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly cookies: Readonly<Record<string, string>>;
  readonly headers: Record<string, unknown>;
};

/** A browser that keeps its cookies as they are set, asking a server that does not listen. */
export const browser = (
  app: FastifyInstance,
  headers: Readonly<Record<string, string>> = {},
): ((request: InjectOptions) => Promise<BrowserAnswer>) & { readonly jar: Map<string, string> } => {
  const jar = new Map<string, string>();
  const ask = async (request: InjectOptions): Promise<BrowserAnswer> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await app.inject({
      ...request,
      headers: {
        host: "localhost:3000",
        "user-agent": "test browser",
        ...(cookie === "" ? {} : { cookie }),
        ...headers,
        ...request.headers,
      },
    });
    for (const { name, value, maxAge } of answer.cookies as { name: string; value: string; maxAge?: number }[])
      if (maxAge === 0) jar.delete(name);
      else jar.set(name, value);
    return {
      status: answer.statusCode,
      body: answer.body === "" ? {} : answer.json<Record<string, unknown>>(),
      cookies: Object.fromEntries(jar),
      headers: answer.headers,
    };
  };
  return Object.assign(ask, { jar });
};

/** The same account's browser once its owner has proved by the password that it is them. */
export const proved = async (
  app: FastifyInstance,
  { headers }: Pick<Account, "headers">,
  password = PASSWORD,
): Promise<Account["headers"]> => {
  const ask = browser(app, headers);
  const { status, cookies } = await ask({ method: "POST", url: "/api/v1/session/proof", payload: { password } });
  if (status !== 200) throw new Error(`the proof was answered ${status}`);
  return { cookie: `${headers.cookie}; attain-proof=${cookies["attain-proof"] ?? ""}` };
};

/** What a request shows to say who asks. */
export type Shown = Readonly<Record<string, string>>;

/** An account of the company that is signed in, as its browser shows it. */
export const signedIn = (
  database: Database,
  companyId: number,
  { id, roles, member }: { readonly id: string; readonly roles: readonly Role[]; readonly member?: string },
): Promise<Shown> =>
  inCompany(database, companyId, async (tx) => {
    await ownCompany(tx, companyId);
    const { members } = await loadSettings(tx, companyId);
    const memberNumber = members.find((each) => each.id === member)?.number ?? null;
    const email = `${id}@accounts.example`;
    const userNumber = await keepUser(tx, companyId, { id, email, emailKey: email, memberNumber, roles, by: "test" });
    const { text, secretHash } = newCredential("session", companyId);
    await keepSession(tx, companyId, { secretHash, userNumber, agent: "test" });
    return { cookie: `attain=${text}` };
  });

export const byKey = async (database: Database, companyId: number, name: string, scopes: readonly Permission[]): Promise<Shown> => {
  const { key } = must(await makeKey(database, companyId, { name, scopes, expiresAt: null, by: "test" }));
  return { authorization: `Bearer ${key}` };
};
