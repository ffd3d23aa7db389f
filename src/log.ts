import pino from "pino";
import { withoutSecrets } from "./domain/secret-number.ts";
import type { RequestLine } from "./http/request-log.ts";

/** `json`: a line for each request and each fault, for whoever collects them. `text`: only what is wrong, for somebody who looks on. */
export type LogForm = "json" | "text";

export type Log = {
  readonly request: (line: RequestLine) => void;
  /** `what` names the request or the work that broke. */
  readonly fault: (what: Readonly<Record<string, string | null>>, error: unknown) => void;
  /** Writes what has not been written yet. */
  readonly close: () => void;
};

const FIRST_FAULT = 500;
const FIRST_REFUSED = 400;
/** Beyond it lines are dropped: whoever does not read the log does not stop the server. */
const MOST_WAITING_BYTES = 4_000_000;

/** Values that a message quotes may be somebody's name. What the database quotes of a statement that is wrong (class 42) are tables and columns. */
const withoutValues = (error: Error, text: string): string => {
  const state = "code" in error && typeof error.code === "string" ? error.code : "";
  const isSchemas = "severity" in error && state.startsWith("42");
  const plain = isSchemas ? text : text.replace(/"[^"]*"?|\([^()\n]*\)=\([^\n]*\)|contains \([^\n]*\)/g, '"…"');
  return withoutSecrets(plain, "…");
};

/** What broke, where, and by what: no line of it quotes what a request sent or a table holds. */
export const faultText = (error: unknown): string => {
  if (!(error instanceof Error)) return typeof error;
  const { name, message, stack = "" } = error;
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  const cause = error.cause instanceof Error ? [`caused by ${faultText(error.cause)}`] : [];
  return [`${name}: ${withoutValues(error, message)}`, ...frames, ...cause].join("\n");
};

/** One JSON object a line on `stream`, else text. */
export const openLog = (
  form: LogForm,
  { out, error: told }: { readonly out: { readonly fd: number }; readonly error: NodeJS.WritableStream },
): Log => {
  if (form === "text")
    return {
      request: () => undefined,
      fault: (what, error) => {
        const named = Object.values(what).filter((each) => each !== null);
        told.write(`${new Date().toISOString()} ${named.join(" ")} ${faultText(error)}\n`);
      },
      close: () => undefined,
    };
  const destination = pino.destination({ dest: out.fd, sync: false, maxLength: MOST_WAITING_BYTES });
  // The reader has gone: nobody hears it any more.
  destination.on("error", () => undefined);
  const logger = pino(
    {
      base: null,
      messageKey: "message",
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    destination,
  );
  return {
    request: (line) => {
      const level = line.status >= FIRST_FAULT ? "error" : line.address === undefined || line.status < FIRST_REFUSED ? "info" : "warn";
      logger[level](line, "request");
    },
    fault: (what, error) => logger.error({ ...what, error: faultText(error) }, "fault"),
    close: () => {
      try {
        destination.flushSync();
      } catch {
        // As above.
      }
    },
  };
};
