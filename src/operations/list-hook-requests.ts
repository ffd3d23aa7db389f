import { readChoice } from "../domain/choice.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { listRequests } from "../store/hook-requests.ts";
import { hookNamed } from "./find-hook.ts";
import { hookRequestJson, type HookRequestJson } from "./hook-json.ts";
import { numberAtCursor, numberCursor } from "./number-cursor.ts";

export const hookRequestStates = ["waiting", "done", "ignored", "quarantined"] as const;

export type HookRequestsQuestion = { readonly id: string; readonly state?: string; readonly cursor?: string; readonly limit?: number };

export type HookRequestList = { readonly requests: readonly HookRequestJson[]; readonly nextCursor: string | null };

/** What came to an inbound hook and is still known, the latest first. */
export const listHookRequests = (
  database: Database,
  companyId: number,
  { id, state, cursor, limit = 50 }: HookRequestsQuestion,
): Promise<Outcome<HookRequestList>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<HookRequestList>> => {
    const found = await hookNamed(tx, companyId, id);
    if (!found.ok) return found;
    const chosen = state === undefined ? accepted(null) : readChoice(state, hookRequestStates, "/state");
    if (!chosen.ok) return chosen;
    const below = cursor === undefined ? null : numberAtCursor("hook-requests", cursor);
    if (cursor !== undefined && below === null) return refused(refusal("cursor-invalid", "/cursor"));
    const rows = await listRequests(tx, companyId, { endpointNumber: found.value.number, state: chosen.value, below, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return accepted({
      requests: page.map(hookRequestJson),
      nextCursor: rows.length > limit && last !== undefined ? numberCursor("hook-requests", last.number) : null,
    });
  });
