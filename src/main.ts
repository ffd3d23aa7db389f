import { attain, type Wiring } from "./cli/attain.ts";
import { readConfig, type Flags } from "./config.ts";
import { sentence, type Outcome } from "./domain/refusal.ts";
import { openDatabase } from "./store/open-database.ts";

const FAULT = 1;
const REFUSED = 2;

/** Ctrl-C, and npm passing it on, arrive as two signals at once: only a second one of its own ends the process at once. */
const REPEATED_MS = 1_000;

const toldToStop = (): Promise<void> =>
  new Promise((resolve) => {
    let first: number | undefined;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (first !== undefined && performance.now() - first > REPEATED_MS) process.exit(FAULT);
        first ??= performance.now();
        resolve();
      });
    }
  });

const refuse = (outcome: Outcome<unknown> & { ok: false }): number => {
  for (const refusal of outcome.refusals) process.stderr.write(`${sentence(refusal, "en")}\n`);
  return REFUSED;
};

const serve = async (flags: Flags): Promise<number> => {
  // Before anything is started, so that nothing started stays behind.
  const stop = toldToStop();
  const config = readConfig(process.env, flags);
  if (!config.ok) return refuse(config);
  const opened = await openDatabase(config.value.database);
  if (!opened.ok) return refuse(opened);
  try {
    process.stderr.write("Attain is ready. Ctrl-C stops it.\n");
    await stop;
    process.stderr.write("Stopping …\n");
  } finally {
    await opened.value.close();
  }
  return 0;
};

const wiring: Wiring = { serve };

try {
  process.exitCode = await attain(process.argv.slice(2), wiring);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = FAULT;
}
