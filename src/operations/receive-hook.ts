import { createHash } from "node:crypto";
import { isFromNetworks } from "../domain/network.ts";
import type { Instant } from "../domain/instant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { secretIn } from "../domain/secret-number.ts";
import { secretsWithin } from "../domain/secrets-within.ts";
import { shown } from "../domain/shown.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { DatabaseUnavailable } from "../store/database-errors.ts";
import { inCompany, type Database } from "../store/database.ts";
import { endpointByToken, noteRefused, type KeptEndpoint } from "../store/hook-endpoints.ts";
import { keepRequest, settleRequest, type HookProblem, type HookRequestState } from "../store/hook-requests.ts";
import { loadSettings } from "../store/settings.ts";
import { openText, subkey, type Secret } from "../store/secret-key.ts";
import { parseCredential } from "./credentials.ts";
import { readHookMap } from "./hooks/hook-map.ts";
import { processRequest } from "./hooks/process-request.ts";
import { parseBody, readEvents } from "./hooks/read-events.ts";
import { verifyRequest, type SignedRequest } from "./hooks/signature.ts";
import { hookPurpose } from "./hooks/sealing.ts";
import { nothingReceived, type HookAnswer } from "./hook-json.ts";

export type FoundHook = { readonly companyId: number; readonly endpoint: KeptEndpoint };

/** The endpoint at an address. Refuses an address that nobody has, one that was ended, and who calls from elsewhere than the endpoint says. */
export const findHook = async (database: Database, token: string, address: string): Promise<Outcome<FoundHook>> => {
  const credential = parseCredential(token);
  if (credential?.type !== "hook") return refused(refusal("endpoint-unknown", ""));
  const { companyId, secretHash } = credential;
  const endpoint = await inCompany(database, companyId, (tx) => endpointByToken(tx, companyId, secretHash));
  if (endpoint === undefined) return refused(refusal("endpoint-unknown", ""));
  if (endpoint.endedAt !== null) return refused(refusal("endpoint-gone", ""));
  if (endpoint.addresses !== null && !isFromNetworks(address, endpoint.addresses)) {
    await inCompany(database, companyId, (tx) => noteRefused(tx, companyId, endpoint.number, "ip-not-allowed"));
    return refused(refusal("ip-not-allowed", "", { found: shown(address) }));
  }
  return accepted({ companyId, endpoint });
};

/** Notes a request that was not let in, for the endpoint's owner. */
export const noteHookRefused = (database: Database, { companyId, endpoint }: FoundHook, code: string): Promise<void> =>
  inCompany(database, companyId, (tx) => noteRefused(tx, companyId, endpoint.number, code));

const secretsOf = ({ secret, oldSecret, oldSecretUntil }: KeptEndpoint, key: Buffer, now: Instant): readonly string[] => {
  const isOldGood = oldSecret !== null && oldSecretUntil !== null && BigInt(Date.parse(oldSecretUntil)) * 1_000n > now;
  return [openText(key, secret), ...(isOldGood ? [openText(key, oldSecret)] : [])];
};

/** The account that an event names and the endpoint is not for. */
const foreignAccount = async (
  database: Database,
  { companyId, endpoint }: FoundHook,
  parsed: Outcome<unknown>,
  headers: Readonly<Record<string, string>>,
): Promise<string | undefined> => {
  if (endpoint.account === null || !parsed.ok) return undefined;
  const settings = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const map = readHookMap(endpoint.map, endpoint.source, settings);
  const events = map.ok ? readEvents(parsed.value, headers, map.value, endpoint) : map;
  if (!events.ok) return undefined;
  return events.value.flatMap((event) => (event.is === "foreign" ? [event.account] : []))[0];
};

type Kept = {
  readonly number: bigint;
  readonly state: HookRequestState;
  readonly isNew: boolean;
  readonly problems: readonly HookProblem[];
};

/** Those of the request's headers that the map or the account may name. */
const keptHeaders = ({ headers }: SignedRequest, { map, account }: KeptEndpoint): Readonly<Record<string, string>> => {
  const text = JSON.stringify([map, account]).toLowerCase();
  return Object.fromEntries(
    [...headers].flatMap(([name, [value = ""]]) => (text.includes(`"@${name}"`) ? [[name, value.slice(0, 1_000)]] : [])),
  );
};

/**
 * Takes what another system tells in. It is kept as it came before anything is done with it; then its events are recorded, each once whatever comes twice, late or out of
 * order. Refuses what is not signed as the endpoint says, and events of another account. What is authentic and cannot be read is kept in quarantine.
 */
export const receiveHook = async (
  database: Database,
  found: FoundHook,
  request: SignedRequest,
  { secret, now }: { readonly secret: Secret; readonly now: Instant },
): Promise<Outcome<HookAnswer>> => {
  const { companyId, endpoint } = found;
  const verified = verifyRequest(endpoint.scheme, secretsOf(endpoint, subkey(secret, hookPurpose), now), request, now);
  if (!verified.ok) {
    await noteHookRefused(database, found, verified.refusals[0].code);
    return verified;
  }
  const headers = keptHeaders(request, endpoint);
  const parsed = parseBody(request.body);
  const foreign = await foreignAccount(database, found, parsed, headers);
  if (foreign !== undefined) {
    await inCompany(database, companyId, async (tx) => {
      await noteRefused(tx, companyId, endpoint.number, "account-mismatch");
      await keepAuditEvent(tx, companyId, {
        by: `hook:${endpoint.id}`,
        act: "receive-hook",
        subject: "hook-endpoint",
        subjectId: endpoint.id,
        after: { refused: "account-mismatch" },
      });
    });
    return refused(refusal("account-mismatch", "", { found: shown(foreign) }));
  }
  const secrets = secretsWithin(parsed.ok ? [parsed.value, headers] : [request.body.toString("latin1"), headers], "").map((each) => ({
    ...each,
    pointer: each.pointer.replace(/^\/[01]/, ""),
  }));
  const deliveryId = verified.value !== null && secretIn(verified.value) === undefined ? verified.value : null;
  const kept = await inCompany(database, companyId, async (tx): Promise<Kept> => {
    const mayBeKept = secrets.length === 0;
    const row = await keepRequest(tx, companyId, {
      endpointNumber: endpoint.number,
      deliveryId,
      headers: mayBeKept ? headers : {},
      bodyHash: createHash("sha256").update(request.body).digest(),
      body: mayBeKept ? request.body : null,
    });
    const problems = secrets.map((each) => ({ ...each, event: null }));
    if (mayBeKept || !row.isNew) return { ...row, problems: [] };
    await settleRequest(tx, companyId, { number: row.number, state: "quarantined", counts: null, problems, unused: [] });
    return { ...row, state: "quarantined", problems };
  });
  return accepted(await answerOf(database, found, { kept, parsed, now }));
};

const answerOf = async (
  database: Database,
  { companyId, endpoint }: FoundHook,
  { kept, parsed, now }: { readonly kept: Kept; readonly parsed: Outcome<unknown>; readonly now: Instant },
): Promise<HookAnswer> => {
  const { number, state, isNew, problems } = kept;
  const answer = { ...nothingReceived, request: Number(number) };
  if (!isNew && state !== "waiting") return { ...answer, state: "duplicate" };
  if (state === "quarantined")
    return { ...answer, state, problems: problems.map(({ code, pointer, event }) => ({ event, code, pointer })) };
  if (endpoint.suspendedAt !== null) return { ...answer, state: "waiting" };
  try {
    const processed = await processRequest(database, companyId, { endpointNumber: endpoint.number, number }, { now, parsed });
    if (processed === undefined) return { ...answer, state: "duplicate" };
    return {
      ...answer,
      ...processed.counts,
      state: processed.isPing ? "pong" : processed.state,
      unused: processed.unused,
      problems: processed.problems.map(({ code, pointer, event }) => ({ event, code, pointer })),
    };
  } catch (error) {
    // It is kept, and is read when the database is back.
    if (error instanceof DatabaseUnavailable) return { ...answer, state: "waiting" };
    throw error;
  }
};
