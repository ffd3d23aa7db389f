import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { attain, type Wiring } from "./cli/attain.ts";
import { readConfig } from "./config.ts";
import { startStreams } from "./connectors/jetstream.ts";
import { given } from "./domain/given.ts";
import { accepted } from "./domain/refusal.ts";
import { startBackground } from "./jobs/background.ts";
import { openLog } from "./log.ts";
import { compareZones } from "./operations/compare-zones.ts";
import { needsSetUp } from "./operations/needs-set-up.ts";
import { setUpToken } from "./operations/set-up.ts";
import { readSecret, secretPlace } from "./operations/secret.ts";
import { importStore } from "./operations/uploads/import-store.ts";
import { tellChanges } from "./store/change-channel.ts";
import { knowErased } from "./store/erased-identities.ts";
import { openDatabase } from "./store/open-database.ts";
import { packageRoot } from "./store/package-root.ts";
import { checkedSecret } from "./store/secret-check.ts";

const FAULT = 1;

const MS_PER_DAY = 86_400_000;

/** Whoever waits for the server is told within two seconds that nothing is free; a command may wait longer. */
const CONNECT_SECONDS = 2;

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

const webFolder = join(packageRoot, "dist", "web");

const serve: Wiring["serve"] = async (flags, hear) => {
  // Before anything is started, so that nothing started stays behind.
  const stop = toldToStop();
  const config = readConfig(process.env, flags);
  if (!config.ok) return config;
  const { listen: host, limits, log: form, mail, port, server: settings } = config.value;
  const { dataFolder } = config.value.database;
  const own = readSecret(dataFolder, process.env);
  if (!own.ok) return own;
  const opened = await openDatabase({ ...config.value.database, connectSeconds: CONNECT_SECONDS });
  if (!opened.ok) return opened;
  const { database, close } = opened.value;
  const secret = await checkedSecret(database, () => own, secretPlace(dataFolder, process.env))
    .then(({ kept }) => kept())
    .catch(async (error: unknown) => {
      await close();
      throw error;
    });
  if (!secret.ok) {
    await close();
    return secret;
  }
  knowErased(database, () => own);
  // Only the server needs them, and every other command starts in half the time without.
  const [{ makeServer }, { closeServer, listen }] = await Promise.all([import("./http/server.ts"), import("./http/listen.ts")]);
  const log = openLog(form ?? (process.stdout.isTTY ? "text" : "json"), { out: process.stdout, error: process.stderr });
  const imports = importStore(join(dataFolder, "imports"));
  const sendMail = mail === null ? undefined : (await import("./jobs/mail.ts")).mailSender(mail);
  const server = await makeServer({
    database,
    secret: secret.value,
    settings,
    ...given({ sendMail }),
    imports,
    limits,
    ...(existsSync(webFolder) ? { webFolder } : {}),
    hearFault: (id, error, request) => log.fault({ id, ...request }, error),
    hearRequest: log.request,
  });
  const telling = tellChanges(database, (error) => log.fault({ work: "telling" }, error));
  const background = startBackground({
    database,
    secret: secret.value,
    imports,
    publicUrl: settings.publicUrl,
    hearFault: (error) => log.fault({ work: "background" }, error),
    ...given({ sendMail }),
  });
  const streams = startStreams({ database, hearFault: (error) => log.fault({ work: "streams" }, error) });
  try {
    const listening = await listen(server, { host, port });
    if (!listening.ok) return listening;
    const address = port === 0 ? `http://localhost:${listening.value}` : settings.publicUrl.origin;
    const setUpLink = (await needsSetUp(database)) ? `${address}/set-up#${setUpToken(secret.value)}` : null;
    hear.ready(address, { hasMail: mail !== null, setUpLink, host });
    const zones = await compareZones(database, Math.floor(Date.now() / MS_PER_DAY));
    if (zones.length > 0) hear.zonesDiffer(zones);
    await stop;
    hear.stopping();
    return accepted(undefined);
  } finally {
    await closeServer(server);
    await streams.stop();
    await background.stop();
    await telling.stop();
    await close();
    log.close();
  }
};

const wiring: Wiring = {
  serve,
  openDatabase: async ({ data }) => {
    const config = readConfig(process.env, { data });
    if (!config.ok) return config;
    const { database, server } = config.value;
    const opened = await openDatabase(database);
    if (!opened.ok) return opened;
    const readAnySecret = () => readSecret(database.dataFolder, process.env);
    const { compared, kept } = await checkedSecret(opened.value.database, readAnySecret, secretPlace(database.dataFolder, process.env));
    knowErased(opened.value.database, compared);
    const imports = importStore(join(database.dataFolder, "imports"));
    // A command tells the pages of the server beside it; where that does not work they find out by themselves.
    const telling = tellChanges(opened.value.database, () => undefined);
    const close = async (): Promise<void> => {
      await telling.stop();
      await opened.value.close();
    };
    return accepted({ ...opened.value, close, imports, publicUrl: server.publicUrl, readSecret: kept, readAnySecret });
  },
};

const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as { version: string };
process.exitCode = await attain(process.argv.slice(2), wiring, { version });
