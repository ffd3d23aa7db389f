import type { ZoneDifference } from "../operations/compare-zones.ts";
import type { Outcome } from "../domain/refusal.ts";
import { DatabaseUnavailable, type Database } from "../operations/database.ts";
import type { ImportStore } from "../operations/uploads/import-store.ts";
import type { Secret } from "../operations/secret.ts";
import { findCompany } from "../operations/find-company.ts";
import { tellRefused } from "./refused.ts";
import type { Terminal } from "./terminal.ts";

export const DONE = 0;
export const FAULT = 1;
export const REFUSED = 2;
export const USAGE = 64;
/** As a shell has it: 128 and the number of SIGINT. */
const INTERRUPTED = 130;

export type OpenedDatabase = {
  readonly database: Database;
  readonly close: () => Promise<void>;
  /** Where browsers find the server, for links. */
  readonly publicUrl: URL;
  /** The installation's secret, for whoever seals or opens something by it; refused if the database was sealed by another. */
  readonly readSecret: () => Promise<Outcome<Secret>>;
  /** The same, whatever the database was sealed by. */
  readonly readAnySecret: () => Outcome<Secret>;
  /** Where files of imports lie, if that is on this computer. */
  readonly imports?: ImportStore;
};

/** What the program hands to its commands: they know operations, not how the database is opened or the server made. */
export type Wiring = {
  readonly openDatabase: (flags: { readonly data?: string | undefined }) => Promise<Outcome<OpenedDatabase>>;
  /** Serves until the process is told to stop. */
  readonly serve: (
    flags: { readonly port?: number | undefined; readonly data?: string | undefined },
    hear: ServerListener,
  ) => Promise<Outcome<void>>;
};

export type ServerListener = {
  readonly ready: (
    address: string,
    about: {
      readonly hasMail: boolean;
      /** Makes the first account; null when there is one. */
      readonly setUpLink: string | null;
      /** At which it listens. */
      readonly host: string;
    },
  ) => void;
  /** Zones in use whose clocks the database and the program disagree about. */
  readonly zonesDiffer: (differences: readonly ZoneDifference[]) => void;
  readonly stopping: () => void;
};

/** The options that every command takes. */
export type GlobalFlags = { readonly json?: boolean; readonly company?: string; readonly data?: string };

/** What a command works with: the open database, and where to say what came of it. */
export type Session = Omit<OpenedDatabase, "close"> & {
  readonly terminal: Terminal;
  readonly json: boolean;
  readonly flags: GlobalFlags;
};

/** A command's work: its exit code, or everything that the rules say against it. */
export type Work = (session: Session) => Promise<Outcome<number>>;

const words = {
  en: { away: (why: string) => `The database does not answer: ${why}. Try again.`, stopping: "Stopping …" },
  ko: { away: (why: string) => `데이터베이스가 응답하지 않습니다: ${why}. 다시 시도하세요.`, stopping: "멈추는 중…" },
};

/** Nobody who pressed Ctrl-C waits longer for a statement to end. */
const CLOSING_MS = 3_000;

/** Ends the process in good order: the last command to leave stops the database that Attain brought. */
const closeOnInterrupt = (opened: OpenedDatabase, { tell, language }: Terminal): (() => void) => {
  const interrupted = (): void => {
    tell(words[language].stopping);
    setTimeout(() => process.exit(INTERRUPTED), CLOSING_MS).unref();
    void opened.close().finally(() => process.exit(INTERRUPTED));
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.once(signal, interrupted);
  return () => {
    for (const signal of signals) process.off(signal, interrupted);
  };
};

/** Opens the database, works, closes it; says what was refused and answers with the exit code. */
export const inSession = async (wiring: Wiring, terminal: Terminal, flags: GlobalFlags, work: Work): Promise<number> => {
  const json = flags.json === true;
  const refusedBy = (outcome: Outcome<unknown> & { ok: false }): number => {
    tellRefused(outcome.refusals, terminal, json);
    return REFUSED;
  };
  const opened = await wiring.openDatabase(flags);
  if (!opened.ok) return refusedBy(opened);
  const noLonger = closeOnInterrupt(opened.value, terminal);
  try {
    const { close: _, ...rest } = opened.value;
    const outcome = await work({ ...rest, terminal, json, flags });
    return outcome.ok ? outcome.value : refusedBy(outcome);
  } catch (error) {
    if (!(error instanceof DatabaseUnavailable)) throw error;
    terminal.tell(words[terminal.language].away(error.message));
    return FAULT;
  } finally {
    noLonger();
    await opened.value.close();
  }
};

/** The number of the company that `--company` names, else of the only one. */
export const companyOf = ({ database, flags }: Session): Promise<Outcome<number>> => findCompany(database, flags.company ?? null);
