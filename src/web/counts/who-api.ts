import { queryOptions } from "@tanstack/react-query";
import type { Language, Name } from "../../domain/language.ts";
import { ask, read } from "../api.ts";

export type Stranger = { readonly source: string; readonly reference: string };

export type UnattributedReference = Stranger & {
  readonly records: number;
  readonly why: "unknown" | "not-employed";
  /** Whom it may mean, the nearest first. */
  readonly proposals: readonly { readonly member: string; readonly name: Name }[];
};

export const unattributedQuery = (language: Language) =>
  queryOptions({
    queryKey: ["unattributed"],
    meta: { live: ["activities"] },
    queryFn: ({ signal }) =>
      read<{ readonly references: readonly UnattributedReference[] }>("/unattributed", { limit: "200" }, language, signal),
  });

type Named = { readonly id: string; readonly name?: Name | string };

/** Everybody who is in the company's file. */
export const membersQuery = (language: Language) =>
  queryOptions({
    queryKey: ["company-file"],
    queryFn: async ({ signal }) =>
      (await read<{ readonly members?: readonly Named[] }>("/company/file", {}, language, signal)).members ?? [],
  });

/** A member is called so in the source. */
export const mapIdentity = (member: string, { source, reference }: Stranger, language: Language): Promise<unknown> =>
  ask(`/members/${encodeURIComponent(member)}/identities`, language, { method: "POST", body: { source, externalId: reference } });

export const addStranger = (name: string, { source, reference }: Stranger, language: Language): Promise<unknown> =>
  ask("/members", language, { method: "POST", body: { members: [{ name, identities: [{ source, externalId: reference }] }] } });
