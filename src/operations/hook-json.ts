import type { HookScheme } from "../domain/hook-scheme.ts";
import { sentence, type RefusalCode } from "../domain/refusal.ts";
import type { Words } from "../domain/refusals/words.ts";
import type { ListedEndpoint } from "../store/hook-endpoints.ts";
import type { HookCounts, HookProblem, HookRequestState, KeptRequest } from "../store/hook-requests.ts";
import { openText, subkey, type Secret } from "../store/secret-key.ts";
import { hookPurpose } from "./hooks/sealing.ts";

/** What the sender of a request hears. */
export type HookAnswer = HookCounts & {
  readonly state: Exclude<HookRequestState, never> | "duplicate" | "pong";
  /** Under which it is listed; null: it is not kept. */
  readonly request: number | null;
  /** Kinds of events that the endpoint's map leaves out. */
  readonly unused: readonly string[];
  readonly problems: readonly { readonly event: number | null; readonly code: RefusalCode; readonly pointer: string }[];
};

export const nothingReceived: Omit<HookAnswer, "state" | "request"> = {
  received: 0,
  accepted: 0,
  duplicates: 0,
  revised: 0,
  stale: 0,
  unattributed: 0,
  ignored: 0,
  rejected: 0,
  unused: [],
  problems: [],
};

export type HookEndpointJson = {
  /** Counts its changes. */
  readonly version: number;
  readonly id: string;
  readonly name: string;
  /** Where to send to. Who knows it and the secret can. */
  readonly url: string;
  readonly source: string;
  readonly scheme: HookScheme;
  readonly map: Readonly<Record<string, unknown>>;
  readonly account: { readonly column: string; readonly value: string } | null;
  readonly addresses: readonly string[] | null;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly suspendedAt: string | null;
  readonly oldSecretUntil: string | null;
  readonly lastReceivedAt: string | null;
  readonly waiting: number;
  readonly quarantined: number;
  readonly refused: { readonly count: number; readonly lastAt: string; readonly lastCode: string } | null;
};

export type HookPlace = { readonly secret: Secret; readonly publicUrl: URL };

export const hookUrl = (publicUrl: URL, token: string): string => new URL(`/hooks/${token}`, publicUrl).href;

export const hookEndpointJson = (endpoint: ListedEndpoint, { secret, publicUrl }: HookPlace): HookEndpointJson => {
  const { version, id, name, token, source, scheme, map, account, addresses, createdAt, createdBy } = endpoint;
  const { suspendedAt, oldSecretUntil, lastReceivedAt, waiting, quarantined, refused } = endpoint;
  return {
    version,
    id,
    name,
    url: hookUrl(publicUrl, openText(subkey(secret, hookPurpose), token)),
    source,
    scheme,
    map,
    account,
    addresses,
    createdAt,
    createdBy,
    suspendedAt,
    oldSecretUntil,
    lastReceivedAt,
    waiting,
    quarantined,
    refused,
  };
};

export type HookRequestJson = {
  readonly request: number;
  readonly receivedAt: string;
  readonly deliveryId: string | null;
  readonly state: HookRequestState;
  readonly counts: HookCounts | null;
  readonly problems: readonly {
    readonly event: number | null;
    readonly code: RefusalCode;
    readonly pointer: string;
    readonly path: string | null;
    readonly detail: Words;
  }[];
  readonly unused: readonly string[];
  /** Whether it can be read again. */
  readonly hasBody: boolean;
  readonly processedAt: string | null;
  readonly replayedAt: string | null;
  readonly replayedBy: string | null;
};

const problemJson = ({ event, path, ...problem }: HookProblem): HookRequestJson["problems"][number] => ({
  event,
  code: problem.code,
  pointer: problem.pointer,
  path: path ?? null,
  detail: { en: sentence(problem, "en"), ko: sentence(problem, "ko") },
});

export const hookRequestJson = (request: KeptRequest): HookRequestJson => {
  const { number, receivedAt, deliveryId, state, counts, problems, unused, hasBody, processedAt, replayedAt, replayedBy } = request;
  return {
    request: Number(number),
    receivedAt,
    deliveryId,
    state,
    counts,
    problems: problems.map(problemJson),
    unused,
    hasBody,
    processedAt,
    replayedAt,
    replayedBy,
  };
};
