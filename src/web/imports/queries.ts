import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { ask, read } from "../api.ts";
import { saveAnswer } from "../save-answer.ts";
import type { Confirmation, Import, ImportList, MapContent } from "./api.ts";

const path = (id: string): string => `/imports/${encodeURIComponent(id)}`;

/** How often a running import is asked how far it is. */
const pollMs = 700;

/** How long whoever worked on an import that was stopped is waited for, to say what had come in. */
const reportMs = 30_000;

const isGoingOn = ({ state, confirmedAt, doneAt, counts }: Import): boolean =>
  state === "running" ||
  (state === "discarded" && confirmedAt !== null && counts === null && doneAt !== null && Date.now() - Date.parse(doneAt) < reportMs);

export const importQuery = (id: string, language: Language) =>
  queryOptions({
    queryKey: ["import", id, language],
    queryFn: ({ signal }) => read<Import>(path(id), {}, language, signal),
    // A waiting one changes by what is done here.
    staleTime: Infinity,
    refetchInterval: ({ state }) => (state.data !== undefined && isGoingOn(state.data) ? pollMs : false),
  });

/** How much of a file the server has read; asked again and again for as long as somebody looks. */
export const readingQuery = (reading: string | null, language: Language) =>
  queryOptions({
    queryKey: ["import-reading", reading],
    queryFn: ({ signal }) => read<{ readonly share: number | null }>(`/import-readings/${reading ?? ""}`, {}, language, signal),
    enabled: reading !== null,
    refetchInterval: pollMs,
    gcTime: 0,
  });

export const importsQuery = (language: Language) =>
  infiniteQueryOptions({
    queryKey: ["imports"],
    meta: { live: ["imports"] },
    queryFn: ({ pageParam, signal }) => read<ImportList>("/imports", { limit: "50", cursor: pageParam }, language, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ imports }) => imports.some((each) => each.state === "running")) === true ? pollMs * 2 : false,
  });

export const changeMap = (
  id: string,
  { map, reading }: { readonly map: MapContent; readonly reading: string },
  language: Language,
): Promise<Import> => ask(`${path(id)}/map?reading=${reading}`, language, { method: "PUT", body: { map } });

export const confirmImport = (id: string, confirmation: Confirmation, language: Language): Promise<Import> =>
  ask(`${path(id)}/confirmation`, language, { method: "POST", body: confirmation });

export const discardImport = (id: string, language: Language): Promise<unknown> => ask(path(id), language, { method: "DELETE" });

export const saveRejected = ({ id, fileName }: Import, language: Language): Promise<void> =>
  saveAnswer(`${path(id)}/rejected`, `${fileName}.rejected.csv`, language);
