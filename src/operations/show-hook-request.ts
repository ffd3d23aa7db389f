import { noHint } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { findRequest, type KeptRequest } from "../store/hook-requests.ts";
import { hookNamed } from "./find-hook.ts";
import { hookRequestJson, type HookRequestJson } from "./hook-json.ts";

export type HookRequestShown = HookRequestJson & {
  /** As it came; null where it is kept no longer. */
  readonly body: string | null;
};

export type HookRequestName = { readonly id: string; readonly request: string };

/** The request of this number that came to an inbound hook. */
export const requestNamed = async (
  tx: Transaction,
  companyId: number,
  { id, request }: HookRequestName,
): Promise<Outcome<KeptRequest & { readonly body: Buffer | null }>> => {
  const hook = await hookNamed(tx, companyId, id);
  if (!hook.ok) return hook;
  const found = /^[1-9]\d{0,17}$/.test(request) ? await findRequest(tx, companyId, hook.value.number, BigInt(request)) : undefined;
  return found === undefined
    ? refused(refusal("not-found", "/request", { what: { en: "request", ko: "요청" }, found: shown(request), hint: noHint }))
    : accepted(found);
};

/** One request as it came to an inbound hook. */
export const showHookRequest = (database: Database, companyId: number, name: HookRequestName): Promise<Outcome<HookRequestShown>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<HookRequestShown>> => {
    const found = await requestNamed(tx, companyId, name);
    return found.ok ? accepted({ ...hookRequestJson(found.value), body: found.value.body?.toString("utf8") ?? null }) : found;
  });
