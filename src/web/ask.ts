import type { Language } from "../domain/language.ts";

/** The server refused or failed, in its own words (RFC 9457). */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly code: string | undefined;
  readonly detail: string | undefined;
  /** What of the request it is about, as a JSON pointer. */
  readonly pointer: string | undefined;
  /** What a person can quote when they ask for help. */
  readonly reference: string | undefined;

  constructor(status: number, body: ProblemBody) {
    super(body.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = body.code ?? body.type?.split("/").at(-1);
    this.detail = body.detail;
    this.pointer = body.pointer;
    this.reference = body.instance;
  }
}

type ProblemBody = {
  readonly title?: string;
  readonly detail?: string;
  readonly code?: string;
  readonly type?: string;
  readonly pointer?: string;
  readonly instance?: string;
};

/** The answer could not be had at all: no network, or no server behind the address. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** Which of several companies, as the address said when the page was loaded: another company is another load. */
export const chosenCompany: string = typeof location === "undefined" ? "" : (new URLSearchParams(location.search).get("company") ?? "");

/** A header carries bytes; an id may have letters of any script. */
export const asBytes = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));

/** How something is asked: in which language, and what stops the asking. */
export type Call = {
  readonly language: Language;
  readonly signal?: AbortSignal;
  /** Of what is changed: the version that was seen (RFC 9110). */
  readonly ifMatch?: string;
  /** Under it the same request is done once, however often it is sent. */
  readonly idempotencyKey?: string;
  /** Left out: the company that the address names. */
  readonly company?: string;
};

type Value = string | number | boolean | undefined;

type Sent = {
  readonly query?: Readonly<Record<string, Value>>;
  readonly body?: unknown;
  /** Of a body that is not JSON. */
  readonly contentType?: string;
};

export const segment = (value: string | number): string => encodeURIComponent(String(value));

const addressOf = (path: string, query: Readonly<Record<string, Value>>): string => {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, String(value)]]));
  const search = new URLSearchParams(given).toString();
  return `/api/v1${path}${search === "" ? "" : `?${search}`}`;
};

const isAsItIs = (body: unknown): body is Blob | FormData | string =>
  body instanceof Blob || body instanceof FormData || typeof body === "string";

/** Who hears that nobody is signed in any more. */
const listeners = new Set<() => void>();

export const onSignedOut = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Who hears that somebody is again. */
const comings = new Set<() => void>();

export const onSignedIn = (listener: () => void): (() => void) => {
  comings.add(listener);
  return () => comings.delete(listener);
};

export const tellSignedIn = (): void => {
  for (const listener of comings) listener();
};

/** Refusals that say that nobody is signed in, not that a password or a code was wrong. */
const endings: ReadonlySet<string | undefined> = new Set(["auth-required", "session-ended", "session-expired"]);

/** What a refusal says; whoever listens hears that nobody is signed in any more. */
export const problemOf = (status: number, body: unknown): Problem => {
  const problem = new Problem(status, body as ProblemBody);
  if (status === 401 && endings.has(problem.code)) for (const listener of listeners) listener();
  return problem;
};

const fetchFor = async (method: string, path: string, call: Call, { query = {}, body, contentType }: Sent): Promise<Response> => {
  const { language, signal, ifMatch, idempotencyKey, company = chosenCompany } = call;
  const type = contentType ?? (body === undefined || isAsItIs(body) ? undefined : "application/json");
  const answer = await fetch(addressOf(path, query), {
    method,
    ...(signal === undefined ? {} : { signal }),
    ...(body === undefined ? {} : { body: isAsItIs(body) ? body : JSON.stringify(body) }),
    headers: {
      "accept-language": language,
      ...(type === undefined ? {} : { "content-type": type }),
      ...(ifMatch === undefined ? {} : { "if-match": ifMatch }),
      ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
      ...(company === "" ? {} : { "attain-company": asBytes(company) }),
    },
  }).catch((cause: unknown) => {
    if (signal?.aborted === true) throw cause;
    throw new Unreachable("unreachable", { cause });
  });
  if (answer.ok) return answer;
  throw problemOf(answer.status, await answer.json().catch(() => ({})));
};

/** The page and the server are one release, and the types are written out of what the server tells of itself. */
export const sendFor = async <T>(method: string, path: string, call: Call, sent: Sent = {}): Promise<T> =>
  (await fetchFor(method, path, call, sent)).json() as Promise<T>;

export const sendForFile = async (method: string, path: string, call: Call, sent: Sent = {}): Promise<Blob> =>
  (await fetchFor(method, path, call, sent)).blob();

type StreamAsked = {
  readonly query: Readonly<Record<string, Value>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
};

/** An answer that goes on coming. */
export const sendForStream = async (path: string, { query, headers, signal }: StreamAsked): Promise<ReadableStream<Uint8Array>> => {
  const company: Readonly<Record<string, string>> = chosenCompany === "" ? {} : { "attain-company": asBytes(chosenCompany) };
  const answer = await fetch(addressOf(path, query), { signal, headers: { accept: "text/event-stream", ...company, ...headers } });
  if (answer.ok && answer.body !== null) return answer.body;
  throw problemOf(answer.status, await answer.json().catch(() => ({})));
};
