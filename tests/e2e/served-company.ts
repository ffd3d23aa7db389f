import { spawn, type ChildProcess } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { activities, companyFile } from "./company.ts";

type Method = "PUT" | "POST";

export type Served = {
  readonly url: string;
  readonly stop: () => Promise<void>;
  /** Something for another company than the one that is there. */
  readonly send: (method: Method, path: string, body: unknown, company?: string) => Promise<void>;
};

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The address that the server prints once it answers. */
const addressOf = (server: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer): void => {
      said += String(chunk);
      const address = /http:\/\/[\w.:[\]]+:\d+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    };
    server.stdout?.on("data", listen);
    server.stderr?.on("data", listen);
    server.once("exit", (code) => reject(new Error(`The server ended with ${code} before it answered:\n${said}`)));
  });

const send = async (method: Method, url: string, body: unknown, company?: string): Promise<void> => {
  const headers = { "content-type": "application/json", ...(company === undefined ? {} : { "attain-company": company }) };
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${await answer.text()}`);
};

/** The built server as one command starts it, with a database of its own and nothing in it. */
export const serveEmpty = async (): Promise<Served> => {
  const folder = await mkdtemp(join(tmpdir(), "attain-pages-"));
  // The embedded database may run as another user, who must be able to come to its folder.
  await chmod(folder, 0o755);
  const { DATABASE_URL: _, ATTAIN_OWNER_URL: __, ...environment } = process.env;
  const server = spawn(process.execPath, ["bin/attain.mjs", "serve", "--port", "0", "--data", join(folder, "data")], {
    cwd: root,
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    server.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const url = await addressOf(server);
    return { url, stop, send: (method, path, body, company) => send(method, `${url}/api/v1${path}`, body, company) };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** The server with the company in it. */
export const serveCompany = async (): Promise<Served> => {
  const served = await serveEmpty();
  try {
    await served.send("PUT", "/company", companyFile);
    await served.send("POST", "/activities", activities);
    return served;
  } catch (error) {
    await served.stop();
    throw error;
  }
};
