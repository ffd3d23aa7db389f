import { Resolver } from "node:dns/promises";
import { request as requestPlain, type IncomingHttpHeaders } from "node:http";
import { request as requestSecure } from "node:https";
import type { LookupFunction } from "node:net";
import { isOutside, refuseUrl } from "../../domain/outside-address.ts";
import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import { shown } from "../../domain/shown.ts";

export type OutsideAnswer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

/** The addresses of a name, as the name system has them. */
export type Resolve = (host: string, signal: AbortSignal) => Promise<readonly string[]>;

/** For tests, whose providers and receivers are on this computer. No setting leads here. */
export type Outside = {
  /** An origin that is asked as it is. */
  readonly allow?: (origin: string) => boolean;
  readonly resolve?: Resolve;
  /** Which addresses lie outside. */
  readonly liesOutside?: (address: string) => boolean;
  /** Whom to trust beside the authorities that Node knows. */
  readonly ca?: string;
  /** In all: finding the address, connecting, asking, hearing the answer to its end. */
  readonly timeoutSeconds?: number;
};

export type GuardedOptions = Outside & {
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Of the answer. */
  readonly mostBytes?: number;
  /** Where in what was sent the address stands, for a refusal. */
  readonly pointer?: string;
};

const TIMEOUT_SECONDS = 10;
const KILOBYTE = 1_024;
const MOST_BYTES = KILOBYTE * KILOBYTE;

const none = new Set(["ENODATA", "ENOTFOUND"]);

const orNone = (answer: Promise<string[]>): Promise<string[]> =>
  answer.catch((error: unknown) => {
    if (error instanceof Error && "code" in error && none.has(String(error.code))) return [];
    throw error;
  });

/** Asks the name servers themselves, so that a slow one holds up none of the threads that files and passwords are read by. */
const resolveByName: Resolve = async (host, signal) => {
  const resolver = new Resolver({ tries: 2, timeout: 3_000 });
  const cancel = () => resolver.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return (await Promise.all([orNone(resolver.resolve4(host)), orNone(resolver.resolve6(host))])).flat();
  } finally {
    signal.removeEventListener("abort", cancel);
  }
};

/** The connection goes to the addresses that were looked at, and to no other: the name is not asked again. */
const lookupOf =
  (addresses: readonly string[]): LookupFunction =>
  (_host, options, answer) => {
    const all = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    const [first] = all;
    if (options.all === true) answer(null, all);
    else answer(null, first?.address ?? "", first?.family);
  };

class TooLarge extends Error {}

type Sent = GuardedOptions & { readonly url: URL; readonly lookup: LookupFunction | undefined; readonly signal: AbortSignal };

const send = ({ url, lookup, signal, method = "GET", headers = {}, body, mostBytes = MOST_BYTES, ca }: Sent): Promise<OutsideAnswer> =>
  new Promise((resolve, reject) => {
    const start = url.protocol === "https:" ? requestSecure : requestPlain;
    const request = start(
      url,
      {
        method,
        signal,
        headers: {
          "user-agent": "Attain",
          "accept-encoding": "identity",
          ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
          ...headers,
        },
        // A connection of its own, which goes through no proxy and is never used again.
        agent: false,
        ...(lookup === undefined ? {} : { lookup }),
        ...(ca === undefined ? {} : { ca }),
      },
      (response) => {
        const pieces: Buffer[] = [];
        let size = 0;
        response.on("data", (piece: Buffer) => {
          size += piece.byteLength;
          if (size > mostBytes) request.destroy(new TooLarge());
          else pieces.push(piece);
        });
        response.on("error", reject);
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }));
      },
    );
    request.on("error", reject);
    request.end(body);
  });

const problemOf = (error: unknown): string => {
  // Of several addresses tried in turn the last one's trouble is as good as any.
  const last: unknown = error instanceof AggregateError ? error.errors.at(-1) : error;
  if (last instanceof Error && "code" in last && typeof last.code === "string") return last.code;
  return last instanceof Error ? last.message : String(last);
};

const raced = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
    }),
  ]);

export type GuardedAddress = { readonly url: URL; readonly lookup: LookupFunction | undefined };

/** An address with the way to it, once every address of its name was looked at; undefined: an address that is asked as it is has none. */
const guardAddress = async (
  text: string,
  { pointer = "", allow, resolve = resolveByName, liesOutside = isOutside }: GuardedOptions,
  signal: AbortSignal,
): Promise<Outcome<GuardedAddress>> => {
  const isAllowed = allow !== undefined && URL.canParse(text) && allow(new URL(text).origin);
  const wrong = isAllowed ? undefined : refuseUrl(text, pointer);
  if (wrong !== undefined) return refused(wrong);
  const url = new URL(text);
  const found = shown(url.host);
  const addresses = isAllowed ? [] : await raced(resolve(url.hostname, signal), signal);
  if (!addresses.every(liesOutside)) return refused(refusal("url-inside", pointer, { found }));
  if (!isAllowed && addresses.length === 0) return refused(refusal("outside-unreachable", pointer, { found, problem: "ENOTFOUND" }));
  return accepted({ url, lookup: isAllowed ? undefined : lookupOf(addresses) });
};

/** The same for a connection that stays open, such as a stream's: where it may go, by the rules of every request. */
export const guardedAddress = async (text: string, options: GuardedOptions = {}): Promise<Outcome<GuardedAddress>> => {
  const { timeoutSeconds = TIMEOUT_SECONDS, pointer = "" } = options;
  const signal = AbortSignal.timeout(timeoutSeconds * 1_000);
  try {
    return await guardAddress(text, options, signal);
  } catch (error) {
    const found = shown(URL.canParse(text) ? new URL(text).host : text);
    return refused(refusal("outside-unreachable", pointer, { found, problem: problemOf(error) }));
  }
};

/**
 * The one way by which the server asks anything outside. https only; the name is resolved once, each of its addresses must lie in the public internet, and the
 * connection goes to one of them; redirects are not followed, they are the answer. What an answer says is for the caller to judge: any status is a value. Refused are
 * addresses that must not be asked, and what does not answer in time or at all.
 */
export const guardedRequest = async (text: string, options: GuardedOptions = {}): Promise<Outcome<OutsideAnswer>> => {
  const { timeoutSeconds = TIMEOUT_SECONDS, mostBytes = MOST_BYTES, pointer = "" } = options;
  const signal = AbortSignal.timeout(timeoutSeconds * 1_000);
  try {
    const address = await guardAddress(text, options, signal);
    return address.ok ? accepted(await raced(send({ ...options, ...address.value, signal }), signal)) : address;
  } catch (error) {
    const found = shown(URL.canParse(text) ? new URL(text).host : text);
    if (signal.aborted) return refused(refusal("outside-silent", pointer, { found, seconds: timeoutSeconds }));
    if (error instanceof TooLarge)
      return refused(refusal("outside-answer-large", pointer, { found, kilobytes: Math.floor(mostBytes / KILOBYTE) }));
    return refused(refusal("outside-unreachable", pointer, { found, problem: problemOf(error) }));
  }
};
