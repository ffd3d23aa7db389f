import { notFound } from "../domain/not-found.ts";
import { accepted, refused, type Outcome } from "../domain/refusal.ts";
import type { Transaction } from "../store/database.ts";
import { findImportMap, listImportMaps, type StoredMap } from "../store/import-maps.ts";

export type ImportMapJson = {
  readonly id: string;
  readonly name: string;
  readonly what: StoredMap["what"];
  /** The columns that a file must have to be read by it, as names are compared: `callid` for `Call Id`. */
  readonly header: readonly string[];
  readonly savedBy: string;
  readonly savedAt: string;
  /** The file for which it was kept by itself; null: somebody saved it. */
  readonly keptFor: string | null;
  readonly usedAt: string | null;
};

export type ImportMapShown = ImportMapJson & { readonly map: Readonly<Record<string, unknown>> };

export const importMapJson = ({ map: _, ...saved }: StoredMap): ImportMapJson => saved;

/** The map with what it says, or that there is none, with the nearest that there is. */
export const importMapNamed = async (tx: Transaction, companyId: number, id: string): Promise<Outcome<StoredMap>> => {
  const saved = await findImportMap(tx, companyId, id.normalize("NFC"));
  return saved === undefined ? refused(notFound("importMap", id, await listImportMaps(tx, companyId))) : accepted(saved);
};
