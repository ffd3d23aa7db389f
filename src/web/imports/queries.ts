import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { ask, read } from "../api.ts";
import { saveAnswer } from "../save-answer.ts";
import type { Confirmation, Import, ImportList, MapContent } from "./api.ts";

const path = (id: string): string => `/imports/${encodeURIComponent(id)}`;

/** How often a running import is asked how far it is. */
const pollMs = 700;

export const importQuery = (id: string, language: Language) =>
  queryOptions({
    queryKey: ["import", id, language],
    queryFn: ({ signal }) => read<Import>(path(id), {}, language, signal),
    // A waiting one changes by what is done here.
    staleTime: Infinity,
    refetchInterval: ({ state }) => (state.data?.state === "running" ? pollMs : false),
  });

export const importsQuery = (language: Language) =>
  infiniteQueryOptions({
    queryKey: ["imports"],
    queryFn: ({ pageParam, signal }) => read<ImportList>("/imports", { limit: "50", cursor: pageParam }, language, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ imports }) => imports.some((each) => each.state === "running")) === true ? pollMs * 2 : false,
  });

export const changeMap = (id: string, map: MapContent, language: Language): Promise<Import> =>
  ask(`${path(id)}/map`, language, { method: "PUT", body: { map } });

export const confirmImport = (id: string, confirmation: Confirmation, language: Language): Promise<Import> =>
  ask(`${path(id)}/confirmation`, language, { method: "POST", body: confirmation });

export const discardImport = (id: string, language: Language): Promise<unknown> => ask(path(id), language, { method: "DELETE" });

export const saveRejected = ({ id, fileName }: Import, language: Language): Promise<void> =>
  saveAnswer(`${path(id)}/rejected`, `${fileName}.rejected.csv`, language);
