import type { ProspectReference } from "../../domain/activity.ts";
import type { Settings } from "../../domain/company.ts";
import type { Outcome, Refusal } from "../../domain/refusal.ts";
import { narrowed } from "../../domain/sight.ts";
import type { Transaction } from "../../store/database.ts";
import { colleaguesOf, createMissingProspects, prospectsNamed, type NamedProspect } from "../../store/prospects.ts";
import { findProspect } from "../find-prospect.ts";
import { sightIn, type AskedBy } from "../sight-in.ts";
import { erasedReferences } from "../without-erased.ts";

export type ConsentAnswer = {
  readonly received: number;
  /** New, each told once; the others were known already. */
  readonly recorded: number;
  readonly known: number;
  readonly rejected: readonly { readonly index: number; readonly refusals: readonly Refusal[] }[];
};

export type Place = { readonly index: number };
type Read<T> = { readonly read: readonly (Place & { readonly order: T })[]; readonly rejected: ConsentAnswer["rejected"] };

export const readAll = <T>(items: readonly unknown[], read: (item: unknown) => Outcome<T>): Read<T> => {
  const outcomes = items.map(read);
  return {
    read: outcomes.flatMap((outcome, index) => (outcome.ok ? [{ index, order: outcome.value }] : [])),
    rejected: outcomes.flatMap((outcome, index) => (outcome.ok ? [] : [{ index, refusals: outcome.refusals }])),
  };
};

const textOf = ({ kind, value }: { readonly kind: string; readonly value: string }): string => `${kind}:${value}`;

export type ConsentOptions = { readonly by: string } & AskedBy;

/** Whom the orders are about: those whom nobody has met yet are met with it, where the caller reaches the whole company. */
export const subjectsOf = async (
  tx: Transaction,
  settings: Settings,
  orders: readonly (Place & { readonly prospect: ProspectReference })[],
  { caller }: AskedBy,
): Promise<{ readonly found: ReadonlyMap<number, NamedProspect>; readonly rejected: ConsentAnswer["rejected"] }> => {
  const { companyId } = settings;
  const sight = sightIn(settings, caller, "prospects:write");
  const seen = narrowed(sight);
  if (seen !== undefined) {
    const found = new Map<number, NamedProspect>();
    const rejected: { index: number; refusals: readonly Refusal[] }[] = [];
    for (const { index, prospect } of orders) {
      const named = await findProspect(tx, settings, prospect.value, "/prospect", seen);
      if (named.ok) found.set(index, named.value);
      else rejected.push({ index, refusals: named.refusals });
    }
    return { found, rejected };
  }
  const isErased = await erasedReferences(tx, settings);
  const references = orders.map(({ prospect }) => prospect).filter((reference) => !isErased(reference));
  const unique = [...new Map(references.map((reference) => [textOf(reference), reference])).values()];
  await createMissingProspects(tx, companyId, unique, colleaguesOf(settings));
  const named = await prospectsNamed(tx, companyId, unique);
  return {
    found: new Map(
      orders.flatMap(({ index, prospect }) => {
        const found = named.get(textOf(prospect));
        return found === undefined ? [] : [[index, found] as const];
      }),
    ),
    rejected: [],
  };
};
