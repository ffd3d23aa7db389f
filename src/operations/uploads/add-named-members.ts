import type { MemberOrder } from "../../domain/import-reading.ts";
import type { Identity, NewMember } from "../../domain/new-members.ts";
import { accepted, outcomeOf, type Outcome } from "../../domain/refusal.ts";
import type { Database } from "../../store/database.ts";
import { addMembers } from "../add-members.ts";
import type { ImportPreview } from "../import-preview.ts";

/** The source that a map names for all of a file. */
const sourceOf = ({ source, constants }: ImportPreview["map"]): readonly string[] => {
  const named = source ?? (typeof constants === "object" && constants !== null && "source" in constants ? constants.source : undefined);
  return typeof named === "string" ? [named] : [];
};

/** What a member is called in which sources, by the file. */
const identitiesIn = ({ members, map }: ImportPreview): ((reference: string) => readonly Identity[]) => {
  const sources = new Map<string, string[]>();
  for (const { reference, source } of members.proposed) sources.set(reference, [...(sources.get(reference) ?? []), source]);
  const ofAll = sourceOf(map);
  return (reference) => (sources.get(reference) ?? ofAll).map((source) => ({ source, externalId: reference }));
};

/** Adds the members that a file names, each known to the file's source by what it calls them. Refuses what adding members refuses, told of the list. */
export const addNamedMembers = async (
  database: Database,
  companyId: number,
  { members, preview }: { readonly members: readonly MemberOrder[]; readonly preview: ImportPreview },
  { by }: { readonly by: string },
): Promise<Outcome<undefined>> => {
  if (members.length === 0) return accepted(undefined);
  const identitiesOf = identitiesIn(preview);
  const orders = members.map(({ reference, id, name, email }): NewMember => ({
    id,
    name,
    email,
    team: null,
    employedFrom: null,
    identities: identitiesOf(reference),
  }));
  const added = await addMembers(database, companyId, orders, { by });
  if (added.ok) return accepted(undefined);
  return outcomeOf(
    () => undefined,
    added.refusals.map((each) => ({ ...each, pointer: each.pointer.replace(/^\/members/, "/addMembers") })),
  );
};
