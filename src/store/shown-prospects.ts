import { sql } from "kysely";
import type { ProspectReference } from "../domain/activity.ts";
import type { Transaction } from "./database.ts";
import { factRoot } from "./fact-root.ts";
import { prospectName } from "./prospects.ts";

export type ProspectRow = {
  readonly name: string | null;
  readonly ownerNumber: number | null;
  readonly timeZone: string | null;
  readonly isColleague: boolean;
  readonly attributes: Readonly<Record<string, unknown>> | null;
};

export type IdentityRow = ProspectReference & { readonly own: bigint };

export type FactRow = {
  readonly own: bigint;
  readonly aspect: "stage" | "segment";
  readonly value: string | null;
  /** Null from the beginning. */
  readonly fromAt: string | null;
  /** The day that it was then in the zone. */
  readonly fromOn: string | null;
  readonly recordedAt: string;
};

export const prospectRow = async (tx: Transaction, companyId: number, root: bigint): Promise<ProspectRow | undefined> => {
  const { rows } = await sql<ProspectRow>`
    select ${prospectName("p")} as name, p.owner_number as "ownerNumber", p.time_zone as "timeZone", p.is_colleague as "isColleague", p.attributes
    from prospects p where p.company_id = ${companyId} and p.prospect_number = ${root}`.execute(tx);
  return rows[0];
};

/** All identities of those that are one, those of the root first. At most a thousand. */
export const identitiesOf = async (tx: Transaction, companyId: number, root: bigint): Promise<readonly IdentityRow[]> => {
  const { rows } = await sql<IdentityRow>`
    select i.kind, i.value, coalesce(i.own_number, i.prospect_number) as own
    from prospect_identities i where i.company_id = ${companyId} and i.prospect_number = ${root}
    order by i.own_number is not null, i.own_number, i.kind, i.value limit 1000`.execute(tx);
  return rows;
};

/** What was told of those that are one, by day; of two from the same instant the first holds. At most a thousand. */
export const factsOf = async (
  tx: Transaction,
  companyId: number,
  { root, timeZone }: { readonly root: bigint; readonly timeZone: string },
): Promise<readonly FactRow[]> => {
  const { rows } = await sql<FactRow>`
    select f.prospect_number as own, f.aspect, f.value, nullif(f.from_at, '-infinity') as "fromAt",
      to_char(nullif(f.from_at, '-infinity') at time zone ${timeZone}, 'YYYY-MM-DD') as "fromOn", f.recorded_at as "recordedAt"
    from prospect_facts f where f.company_id = ${companyId} and ${factRoot("f")} = ${root}
    order by f.aspect desc, f.from_at, f.root_number is not null, f.prospect_number limit 1000`.execute(tx);
  return rows;
};
