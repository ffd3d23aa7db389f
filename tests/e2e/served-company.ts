import { execFile, spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { inject } from "vitest";
import type { Role } from "../../src/domain/member.ts";
import { addUser } from "../../src/operations/add-user.ts";
import { createCompany } from "../../src/operations/create-company.ts";
import type { Database } from "../../src/store/database.ts";
import { withFolderLock } from "../../src/store/folder-lock.ts";
import { openDatabase, type OpenDatabase } from "../../src/store/open-database.ts";
import { must } from "../product.ts";
import { copyDatabase, urlOf } from "../test-database.ts";
import { activities, companyFile } from "./company.ts";

type Method = "PUT" | "POST";

export const PASSWORD = "seven quiet herons";

/** A session as a browser keeps it. */
export type Cookie = { readonly name: string; readonly value: string; readonly url: string };

export type Account = { readonly email: string; readonly roles: readonly Role[]; readonly member?: string };

export type NewCompany = { readonly id: string; readonly name: string; readonly country: string; readonly timeZone: string };

type CompanyFile = { readonly company: { readonly id: string } & Readonly<Record<string, unknown>> };

export type Served = {
  readonly url: string;
  /** What the console shows as long as nobody has an account. */
  readonly setUpLink: string;
  readonly stop: () => Promise<void>;
  /** Sends something as the admin of a company; left out: of the first that there was. */
  readonly send: (method: Method, path: string, body: unknown, company?: string) => Promise<void>;
  /** Another company with an admin and nothing else in it. */
  readonly startCompany: (company: NewCompany) => Promise<void>;
  /** Another company out of its file, with an admin. */
  readonly addCompany: (file: CompanyFile) => Promise<void>;
  /** A command of the product on its data: what it prints. */
  readonly command: (...args: readonly string[]) => Promise<string>;
  /** The admin's session of a company; left out: of the first. */
  readonly admin: (company?: string) => Cookie;
  /** Somebody whose account is theirs by a link, signed in. */
  readonly signedIn: (account: Account, company?: string) => Promise<Cookie>;
};

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What the server prints once it answers: its address, and the link that makes the first account where nobody has one. */
const saidBy = (server: ChildProcess): Promise<{ readonly url: string; readonly setUpLink: string }> =>
  new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer): void => {
      said += String(chunk);
      const [url] = /http:\/\/[\w.:[\]]+:\d+/.exec(said) ?? [];
      // Stands in the last line.
      if (url !== undefined && said.includes("Ctrl-C")) resolve({ url, setUpLink: /\S+\/set-up#[\w-]+/.exec(said)?.[0] ?? "" });
    };
    server.stdout?.on("data", listen);
    server.stderr?.on("data", listen);
    server.once("exit", (code) => reject(new Error(`The server ended with ${code} before it answered:\n${said}`)));
  });

const asked = async (method: Method, url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> => {
  const answer = await fetch(url, {
    method,
    // Whatever is there is replaced.
    headers: { "content-type": "application/json", ...(method === "PUT" ? { "if-match": "*" } : {}), ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${await answer.text()}`);
  return answer;
};

const cookieOf = (answer: Response, url: string): Cookie => {
  const set = answer.headers.getSetCookie().find((each) => /^attain=./.test(each)) ?? "";
  const value = /^attain=([^;]+)/.exec(set)?.[1];
  if (value === undefined) throw new Error(`${answer.url} set no session: ${set}`);
  return { name: "attain", value, url };
};

/** Where the product has its data; without an address it brings its own PostgreSQL. */
type Home = { readonly data: string; readonly databaseUrl?: string; readonly leave: () => Promise<void> };

const environmentOf = ({ databaseUrl = "" }: Home): NodeJS.ProcessEnv => ({
  ...process.env,
  DATABASE_URL: databaseUrl,
  ATTAIN_OWNER_URL: "",
  // A test asks faster than people do.
  ATTAIN_REQUESTS_PER_MINUTE: "100000",
  ATTAIN_ADDRESS_REQUESTS_PER_MINUTE: "100000",
});

const commandIn =
  (home: Home): Served["command"] =>
  async (...args) => {
    const all = ["bin/attain.mjs", ...args, "--data", home.data];
    return (await promisify(execFile)(process.execPath, all, { cwd: root, env: environmentOf(home) })).stdout;
  };

/** The built server as one command starts it. */
const serveIn = async (home: Home): Promise<Served> => {
  const { data, databaseUrl, leave } = home;
  const server = spawn(process.execPath, ["bin/attain.mjs", "serve", "--port", "0", "--data", data], {
    cwd: root,
    env: environmentOf(home),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const command = commandIn(home);
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  let beside: Promise<OpenDatabase> | undefined;
  /** What a command beside the server would do, without the time that a program takes to start. */
  const openedBeside = async (): Promise<Database> => {
    beside ??= openDatabase({ dataFolder: data, appUrl: databaseUrl }).then(must);
    return (await beside).database;
  };
  const stop = async (): Promise<void> => {
    await (await beside)?.close();
    server.kill("SIGTERM");
    await ended;
    await leave();
  };
  try {
    const { url, setUpLink } = await saidBy(server);
    const admins = new Map<string, Cookie>();
    const admin = (company?: string): Cookie => {
      const cookie = company === undefined ? admins.values().next().value : admins.get(company);
      if (cookie === undefined) throw new Error(`Nobody has set up ${company ?? "a company"}`);
      return cookie;
    };
    const opened = async (link: string): Promise<Cookie> => {
      const token = link.trim().split("#")[1] ?? "";
      return cookieOf(await asked("POST", `${url}/api/v1/links/${token}`, { password: PASSWORD }), url);
    };
    const sessionOf = ({ name, value }: Cookie) => ({ cookie: `${name}=${value}` });
    const firstCompany = async (company: NewCompany): Promise<Cookie> => {
      const token = setUpLink.split("#")[1];
      return cookieOf(
        await asked("POST", `${url}/api/v1/set-up`, { token, company, email: `admin@${company.id}.example`, password: PASSWORD }),
        url,
      );
    };
    const nextCompany = async ({ id, name, country, timeZone }: NewCompany): Promise<Cookie> => {
      const database = await openedBeside();
      const { companyId } = must(await createCompany(database, { id, name, country, timeZone }, { by: "test" }));
      const admin = { email: "admin@company.example", roles: ["admin"], member: null } as const;
      const { link } = must(await addUser(database, companyId, admin, { by: "test", publicUrl: new URL(url) }));
      return opened(String(link));
    };
    const startCompany = async (company: NewCompany): Promise<void> => {
      admins.set(company.id, admins.size === 0 ? await firstCompany(company) : await nextCompany(company));
    };
    const send: Served["send"] = async (method, path, body, company) => {
      await asked(method, `${url}/api/v1${path}`, body, sessionOf(admin(company)));
    };
    return {
      url,
      setUpLink,
      startCompany,
      stop,
      command,
      admin,
      send,
      addCompany: async (file) => {
        const { id } = file.company;
        await startCompany({ id, name: id, country: "KR", timeZone: "Asia/Seoul" });
        await send("PUT", "/company", file, id);
      },
      signedIn: async ({ email, roles, member }, company) => {
        const order = { email, roles, ...(member === undefined ? {} : { member }) };
        const answer = await asked("POST", `${url}/api/v1/users`, order, sessionOf(admin(company)));
        return opened(((await answer.json()) as { readonly link: string }).link);
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** With a PostgreSQL of its own, which it makes: all that is as on a computer that had nothing. */
export const serveAlone = async (): Promise<Served> => {
  const folder = await mkdtemp(join(tmpdir(), "attain-pages-"));
  // The database may run as another user, who must be able to come to its folder.
  await chmod(folder, 0o755);
  return serveIn({ data: join(folder, "data"), leave: () => rm(folder, { recursive: true, force: true }) });
};

/** With a database of the run's PostgreSQL that is a copy of `of`, and what `withData` holds. */
const serveCopy = async (of: string, withData?: string): Promise<Served> => {
  const { name, places, drop } = await copyDatabase(of);
  const data = join(inject("cluster").folder, name);
  if (withData !== undefined) await cp(withData, data, { recursive: true });
  const leave = async (): Promise<void> => {
    await drop();
    await rm(data, { recursive: true, force: true });
  };
  return serveIn({ data, databaseUrl: urlOf(places.app), leave });
};

/** The server with nothing in it. */
export const serveEmpty = (): Promise<Served> => serveCopy(inject("cluster").template);

export type SampleServed = Served & {
  /** A session of one of its accounts, by their address. */
  readonly enter: (email: string) => Promise<Cookie>;
};

const loadSample = async (command: Served["command"]): Promise<string> =>
  (JSON.parse(await command("demo", "--json", "--lang", "ko")) as { readonly password: string }).password;

const withSample = (served: Served, password: string): SampleServed => ({
  ...served,
  enter: async (name) => cookieOf(await asked("POST", `${served.url}/api/v1/session`, { name, password }), served.url),
});

/** With the sample company of today in it, and a PostgreSQL of its own. */
export const serveSampleAlone = async (): Promise<SampleServed> => {
  const served = await serveAlone();
  try {
    return withSample(served, await loadSample(served.command));
  } catch (error) {
    await served.stop();
    throw error;
  }
};

/** The sample company of today, as the first in a run who wants it has loaded it: to be copied. */
const loadedSample = async (): Promise<{ readonly name: string; readonly data: string; readonly password: string }> => {
  const { folder, run, template } = inject("cluster");
  const name = `${run}_sample`;
  const data = join(folder, "sample");
  const kept = join(folder, "sample-password");
  const load = async (): Promise<void> => {
    if (existsSync(kept)) return;
    const { places, drop } = await copyDatabase(template, name);
    try {
      await writeFile(kept, await loadSample(commandIn({ data, databaseUrl: urlOf(places.app), leave: drop })));
    } catch (error) {
      await drop();
      throw error;
    }
  };
  await withFolderLock(join(folder, "loading-sample"), load);
  return { name, data, password: await readFile(kept, "utf8") };
};

/** The server with the sample company of today in it. */
export const serveSample = async (): Promise<SampleServed> => {
  const { name, data, password } = await loadedSample();
  return withSample(await serveCopy(name, data), password);
};

/** The server with the company in it. */
export const serveCompany = async (): Promise<Served> => {
  const served = await serveEmpty();
  try {
    await served.addCompany(companyFile);
    await served.send("POST", "/activities", activities);
    return served;
  } catch (error) {
    await served.stop();
    throw error;
  }
};
