import { isIP } from "node:net";
import { nearest } from "./domain/nearest.ts";
import { outcomeOf, refusal, type Outcome, type Refusal } from "./domain/refusal.ts";
import { shown } from "./domain/shown.ts";
import { usualLimits, type RequestLimits } from "./http/limits.ts";
import { isLoopback, type ServerSettings } from "./http/settings.ts";
import type { MailSettings } from "./jobs/mail.ts";
import type { LogForm } from "./log.ts";
import type { DatabaseSettings } from "./store/open-database.ts";

export type Config = {
  readonly port: number;
  /** The address at which it listens; left out of the environment: this computer's own, which only it can reach. */
  readonly listen: string;
  /** Null: text where somebody looks on, else JSON. */
  readonly log: LogForm | null;
  readonly server: ServerSettings;
  readonly database: DatabaseSettings;
  readonly limits: RequestLimits;
  /** Null: notices stay in the inbox. */
  readonly mail: MailSettings | null;
};

/** What flags of the command line replace. */
export type Flags = { readonly port?: number | undefined; readonly data?: string | undefined };

const DEFAULT_PORT = 3000;

const LOOPBACK = "127.0.0.1";

const known = [
  "ATTAIN_ADDRESS_REQUESTS_PER_MINUTE",
  "ATTAIN_CONNECTIONS",
  "ATTAIN_DATA",
  "ATTAIN_LISTEN",
  "ATTAIN_LOG",
  "ATTAIN_MAIL_FROM",
  "ATTAIN_OWNER_URL",
  "ATTAIN_PORT",
  "ATTAIN_PUBLIC_URL",
  "ATTAIN_REQUESTS_PER_MINUTE",
  // Read where the secret is.
  "ATTAIN_SECRET_KEY",
  "ATTAIN_SMTP_URL",
  "ATTAIN_TRUSTED_PROXIES",
];
/** Read by the tests only; a command that a test starts inherits them. */
const ofTests = "ATTAIN_TEST_";

const unknown = (found: string): Refusal => {
  const meant = nearest(found, known);
  return meant === undefined
    ? refusal("setting-unknown", "", { found, known: [...known, "DATABASE_URL"].join(", ") })
    : refusal("setting-misspelt", "", { found, nearest: meant });
};

/** One address, by itself or behind a name: `Attain <attain@example.com>`. */
const sender = /^(?:[^\p{Cc}<>@,;"]*<[^\s<>@,;"]+@[^\s<>@,;"]+>|[^\s<>@,;"]+@[^\s<>@,;"]+)$/u;

/** Settings come from the environment, flags stand above them. An empty variable is an unset one; an unknown one is refused. */
export const readConfig = (environment: NodeJS.ProcessEnv, flags: Flags = {}): Outcome<Config> => {
  const refusals: Refusal[] = Object.keys(environment)
    .filter((name) => name.startsWith("ATTAIN_") && !name.startsWith(ofTests) && !known.includes(name))
    .toSorted()
    .map(unknown);

  const setting = (name: string): string | undefined => environment[name] || undefined;
  const wholeNumber = (name: string, found: string | undefined, least: number, most: number): number | undefined => {
    if (found === undefined) return undefined;
    if (/^\d{1,6}$/.test(found) && Number(found) >= least && Number(found) <= most) return Number(found);
    refusals.push(refusal("setting-invalid", "", { name, found, expected: `${least}–${most}` }));
    return undefined;
  };
  const address = (name: string): string | undefined => {
    const found = setting(name);
    if (found === undefined || (URL.canParse(found) && /^postgres(ql)?:$/.test(new URL(found).protocol))) return found;
    // What is not a URL may still hold a password: it is not shown.
    refusals.push(refusal("setting-invalid", "", { name, found: "…", expected: "postgres://user:password@host:5432/database" }));
    return undefined;
  };

  const mail = (): MailSettings | null => {
    const url = setting("ATTAIN_SMTP_URL");
    const from = setting("ATTAIN_MAIL_FROM");
    if (url === undefined && from === undefined) return null;
    // The address may hold a password: it is not shown.
    if (url === undefined || !URL.canParse(url) || !/^smtps?:$/.test(new URL(url).protocol))
      refusals.push(
        refusal("setting-invalid", "", {
          name: "ATTAIN_SMTP_URL",
          found: url === undefined ? "" : "…",
          expected: "smtp://user:password@host:587",
        }),
      );
    if (from === undefined || !sender.test(from))
      refusals.push(
        refusal("setting-invalid", "", { name: "ATTAIN_MAIL_FROM", found: shown(from ?? ""), expected: "Attain <attain@example.com>" }),
      );
    return { url: url ?? "", from: from ?? "" };
  };

  const listen = (): string => {
    const found = setting("ATTAIN_LISTEN") ?? LOOPBACK;
    if (isIP(found) === 0)
      refusals.push(refusal("setting-invalid", "", { name: "ATTAIN_LISTEN", found: shown(found), expected: "127.0.0.1, 0.0.0.0, ::" }));
    return found;
  };

  const publicUrl = (address: string, port: number): URL => {
    const found = setting("ATTAIN_PUBLIC_URL");
    const url = new URL(found !== undefined && URL.canParse(found) ? found : `http://localhost:${port}`);
    if (found === undefined) {
      // By plain http passwords and cookies would be read on their way.
      if (isIP(address) !== 0 && !isLoopback(isIP(address) === 6 ? `[${address}]` : address))
        refusals.push(refusal("public-url-missing", "", { listen: address }));
      return url;
    }
    const isPlain = url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "" && url.password === "";
    const isAllowed = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
    if (!URL.canParse(found) || !isPlain || !isAllowed)
      refusals.push(
        refusal("setting-invalid", "", { name: "ATTAIN_PUBLIC_URL", found: shown(found), expected: "https://attain.example.com" }),
      );
    return url;
  };

  const trustedProxies = (isBehindOwn: boolean): readonly string[] => {
    const found = setting("ATTAIN_TRUSTED_PROXIES");
    // Who listens for this computer only is reached over https through a proxy on it.
    if (found === undefined) return isBehindOwn ? [LOOPBACK, "::1"] : [];
    const proxies = found.split(",").map((each) => each.trim());
    for (const proxy of proxies) {
      const [address = "", bits] = proxy.split("/", 2);
      const family = isIP(address);
      const isNetwork = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32));
      if (family === 0 || !isNetwork || proxy.split("/").length > 2)
        refusals.push(
          refusal("setting-invalid", "", { name: "ATTAIN_TRUSTED_PROXIES", found: shown(proxy), expected: "10.0.0.7, 10.1.0.0/16" }),
        );
    }
    return proxies;
  };

  /** 0: any number. */
  const requests = (name: string, otherwise: number | null): number | null => {
    const found = wholeNumber(name, setting(name), 0, 999_999) ?? otherwise;
    return found === 0 ? null : found;
  };

  const log = (): LogForm | null => {
    const found = setting("ATTAIN_LOG");
    if (found === undefined || found === "json" || found === "text") return found ?? null;
    refusals.push(refusal("setting-invalid", "", { name: "ATTAIN_LOG", found: shown(found), expected: "json, text" }));
    return null;
  };

  const logForm = log();
  const mailSettings = mail();
  const listenAt = listen();
  const port = flags.port ?? wholeNumber("ATTAIN_PORT", setting("ATTAIN_PORT"), 0, 65_535);
  const connections = wholeNumber("ATTAIN_CONNECTIONS", setting("ATTAIN_CONNECTIONS"), 1, 1_000);
  const database = {
    dataFolder: flags.data ?? setting("ATTAIN_DATA") ?? "attain-data",
    ownerUrl: address("ATTAIN_OWNER_URL"),
    appUrl: address("DATABASE_URL"),
    connections,
  };
  const limits = {
    perCaller: requests("ATTAIN_REQUESTS_PER_MINUTE", usualLimits.perCaller),
    perAddress: requests("ATTAIN_ADDRESS_REQUESTS_PER_MINUTE", usualLimits.perAddress),
  };
  const url = publicUrl(listenAt, port ?? DEFAULT_PORT);
  const server = { publicUrl: url, trustedProxies: trustedProxies(url.protocol === "https:" && listenAt === LOOPBACK) };
  return outcomeOf(
    () => ({ port: port ?? DEFAULT_PORT, listen: listenAt, log: logForm, server, limits, database, mail: mailSettings }),
    refusals,
  );
};
