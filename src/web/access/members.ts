import { queryOptions } from "@tanstack/react-query";
import type { Language, Name } from "../../domain/language.ts";
import { exportCompany } from "../client.ts";

export type Member = { readonly id: string; readonly name?: Name | string; readonly email?: string; readonly employedThrough?: string };

/** Everybody in the company's file, with their addresses. */
export const membersQuery = (language: Language) =>
  queryOptions({
    queryKey: ["members-with-addresses"],
    queryFn: async ({ signal }) => {
      // The file's own schema is another document: here are the fields that an account is chosen by.
      const { members = [] } = (await exportCompany({ language, signal })) as { readonly members?: readonly Member[] };
      return members;
    },
    staleTime: 60_000,
  });

export const memberName = ({ id, name }: Member, named: (name: Name) => string): string =>
  (typeof name === "string" ? name : name === undefined ? "" : named(name)) || id;
