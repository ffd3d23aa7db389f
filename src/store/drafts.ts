import { sql } from "kysely";
import type { DraftContent } from "../domain/draft.ts";
import type { Transaction } from "./database.ts";

export type DraftState = "open" | "published" | "discarded";

export type Draft = {
  readonly id: string;
  readonly name: string | null;
  readonly state: DraftState;
  readonly savedBy: string;
  readonly savedAt: string;
  /** Who published or discarded it. */
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  /** Of a published one the version of the settings that it made, or that held already. */
  readonly settingsVersion: bigint | null;
  /** Ids of what it holds versions of. */
  readonly metrics: readonly string[];
  readonly plans: readonly string[];
};

const idsIn = (section: "metrics" | "plans") =>
  sql`array(select distinct e ->> 'id' from json_array_elements(d.content -> ${sql.lit(section)}) as e (e) order by 1)`;

const columns = sql`
  d.id, d.name, d.state, d.saved_by as "savedBy", d.saved_at as "savedAt", d.decided_by as "decidedBy", d.decided_at as "decidedAt",
  d.settings_version as "settingsVersion", ${idsIn("metrics")} as metrics, ${idsIn("plans")} as plans`;

/** Keeps a draft, or what became of it since; a discarded one is open again. False, and nothing done, when it was published. */
export const saveDraft = async (
  tx: Transaction,
  companyId: number,
  { id, name, content, by }: { readonly id: string; readonly name: string | null; readonly content: DraftContent; readonly by: string },
): Promise<boolean> => {
  const { rows } = await sql`
    insert into drafts (company_id, id, name, content, state, saved_by)
    values (${companyId}, ${id}, ${name}, ${JSON.stringify(content)}::json, 'open', ${by})
    on conflict (company_id, id) do update set name = coalesce(excluded.name, drafts.name), content = excluded.content, state = 'open',
      saved_by = excluded.saved_by, saved_at = excluded.saved_at, decided_by = null, decided_at = null
    where drafts.state <> 'published'
    returning id`.execute(tx);
  return rows.length > 0;
};

/** With its content; `lock` keeps others from changing it until the transaction ends. Undefined when there is none. */
export const findDraft = async (
  tx: Transaction,
  companyId: number,
  id: string,
  { lock = false } = {},
): Promise<(Draft & { readonly content: DraftContent }) | undefined> => {
  const { rows } = await sql<Draft & { readonly content: DraftContent }>`
    select ${columns}, d.content from drafts d where d.company_id = ${companyId} and d.id = ${id} limit 1 ${lock ? sql`for update` : sql``}`.execute(
    tx,
  );
  return rows[0];
};

/** Those that are open first, the latest first. At most a thousand. */
export const listDrafts = async (tx: Transaction, companyId: number): Promise<readonly Draft[]> => {
  const { rows } = await sql<Draft>`
    select ${columns} from drafts d where d.company_id = ${companyId} order by (d.state = 'open') desc, d.saved_at desc, d.id limit 1000`.execute(
    tx,
  );
  return rows;
};

/** Says what became of an open draft, which is locked. */
export const decideDraft = async (
  tx: Transaction,
  companyId: number,
  { id, by, settingsVersion }: { readonly id: string; readonly by: string; readonly settingsVersion: bigint | null },
): Promise<void> => {
  await sql`
    update drafts set state = ${settingsVersion === null ? "discarded" : "published"}, decided_by = ${by}, decided_at = now(), settings_version = ${settingsVersion}
    where company_id = ${companyId} and id = ${id}`.execute(tx);
};
