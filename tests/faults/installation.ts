import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { packageRoot } from "../../src/store/package-root.ts";
import { runningPostmaster, stopPostmaster } from "../../src/store/embedded-process.ts";
import { poll } from "./poll.ts";
import type { Random } from "./random.ts";

export const victims = ["server", "postmaster", "backend"] as const;
export type Victim = (typeof victims)[number];

/** How the product names its own connections to PostgreSQL. */
const BACKEND = /^postgres: attain_app /;
/** So many in a row, and it is not started again. */
const MOST_FAILED_STARTS = 10;
const LAST_WORDS = 12;

type Process = { readonly pid: number; readonly parent: number; readonly command: string };

const processOf = (pid: number): Process[] => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The program's name stands in brackets and may hold spaces; state and parent follow.
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    return [{ pid, parent, command: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ") }];
  } catch {
    // It has ended meanwhile.
    return [];
  }
};

const processes = (): readonly Process[] => {
  if (process.platform === "linux")
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => processOf(Number(name)));
  const lines = spawnSync("ps", ["-A", "-o", "pid=,ppid=,command="], { encoding: "utf8" }).stdout.split("\n");
  return lines.flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
};

/** False when it had ended before. */
const killed = (pid: number): boolean => {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
};

/** The settings of whoever runs the tests are not the server's. How many ask in a minute is no question here. */
const environment = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("ATTAIN_") && name !== "DATABASE_URL")),
  ATTAIN_REQUESTS_PER_MINUTE: "0",
  ATTAIN_ADDRESS_REQUESTS_PER_MINUTE: "0",
});

/** The server with its own database in a data folder, started again whenever it ends, as an operator's supervisor does. */
export class Installation {
  /** Servers that ended by themselves while they served. */
  readonly wrongs: string[] = [];
  /** Servers that did not come up: their database was killed while they started. */
  failedStarts = 0;
  private failedInARow = 0;
  private lastWords: string[] = [];
  private readonly dataFolder: string;
  private readonly cluster: string;
  private child: ChildProcess | undefined;
  private address: string | undefined;
  private stopping = false;

  constructor(dataFolder: string) {
    this.dataFolder = dataFolder;
    this.cluster = join(dataFolder, "postgres");
  }

  start(): void {
    const child = spawn(process.execPath, ["--import", "tsx", join("src", "main.ts"), "serve", "--port", "0", "--data", this.dataFolder], {
      cwd: packageRoot,
      env: environment(),
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.child = child;
    const said: string[] = [];
    this.lastWords = said;
    createInterface({ input: child.stderr }).on("line", (line) => {
      said.push(line);
      if (this.address !== undefined) return;
      this.address = /http:\/\/localhost(:\d+)/.exec(line)?.[1]?.replace(/^/, "http://127.0.0.1");
      if (this.address !== undefined) this.failedInARow = 0;
    });
    child.on("exit", (code, signal) => {
      const served = this.address !== undefined;
      this.address = undefined;
      if (this.stopping) return;
      if (signal !== "SIGKILL" && served) this.wrongs.push(`A server that served ended with ${signal ?? code}:\n${this.said()}`);
      if (signal !== "SIGKILL" && !served) {
        this.failedStarts += 1;
        this.failedInARow += 1;
      }
      if (this.failedInARow < MOST_FAILED_STARTS) this.start();
    });
  }

  /** What the present server, or the last one, said at last. */
  said(): string {
    return this.lastWords.slice(-LAST_WORDS).join("\n");
  }

  /** Where it listens now, or will as soon as it is back. */
  serving(): Promise<string> {
    return poll("A server that listens", () => {
      if (this.failedInARow >= MOST_FAILED_STARTS) throw new Error(`The server does not start:\n${this.said()}`);
      return this.address;
    });
  }

  /** kill -9, of whatever stands in that place at this moment. */
  async kill(victim: Victim, random: Random): Promise<void> {
    if (victim === "server") {
      const { child } = this;
      if (child === undefined) throw new Error("No server was started");
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
      return;
    }
    await poll(`A ${victim} to kill`, () => {
      const postmaster = runningPostmaster(this.cluster);
      if (postmaster === undefined) return undefined;
      if (victim === "postmaster") return killed(postmaster.pid) || undefined;
      const backends = processes().filter(({ parent, command }) => parent === postmaster.pid && BACKEND.test(command));
      return (backends.length > 0 && killed(random.pick(backends).pid)) || undefined;
    });
  }

  /** As Ctrl-C does. Answers with what was wrong about it. */
  async stop(): Promise<string[]> {
    const { child } = this;
    if (child === undefined) return [];
    await this.serving();
    this.stopping = true;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
    return [
      ...(child.exitCode === 0 ? [] : [`The server told to stop ended with ${child.exitCode ?? child.signalCode}`]),
      ...(runningPostmaster(this.cluster) === undefined ? [] : ["The server left its database running"]),
    ];
  }

  /** Whatever has happened, nothing stays behind. */
  async clear(): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    }
    await stopPostmaster(this.cluster);
  }
}
