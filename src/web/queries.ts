import { infiniteQueryOptions, keepPreviousData, QueryClient, queryOptions } from "@tanstack/react-query";
import type { Language } from "../domain/language.ts";
import { Problem } from "./ask.ts";
import {
  readAdjustments,
  readAttainment,
  readCalibration,
  readClosures,
  readPresets,
  readCompany,
  readContributions,
  readExplanations,
  readTallies,
  type Attainment,
} from "./api.ts";

export const makeQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A refusal stays a refusal; only a server or a network that is down is worth asking again.
        retry: (failures, error) => failures < 2 && !(error instanceof Problem && error.status < 500),
        retryDelay: (failures) => 400 * 2 ** failures,
      },
    },
  });

export const companyQuery = (language: Language) =>
  queryOptions({
    queryKey: ["company", language],
    meta: { live: ["settings"] },
    queryFn: ({ signal }) => readCompany({ language, signal }),
    staleTime: 60_000,
  });

export const presetsQuery = (language: Language) =>
  queryOptions({ queryKey: ["presets"], queryFn: ({ signal }) => readPresets({ language, signal }), staleTime: Infinity });

const counting = (attainment: Attainment | undefined): boolean => (attainment?.counting.length ?? 0) > 0;

export const attainmentQuery = (asked: { on: string; cadence: string; team?: string | undefined }, language: Language) =>
  queryOptions({
    queryKey: ["attainment", asked],
    meta: { live: ["attainment"] },
    queryFn: ({ signal }) => readAttainment(asked, { language, signal }),
    placeholderData: keepPreviousData,
    // Ten thousand rows are replaced faster than they are compared.
    structuralSharing: false,
    refetchInterval: ({ state }) => (counting(state.data) ? 2_000 : 60_000),
  });

const pageOfRecords = "200";

export const explanationsQuery = (
  asked: { member: string; metric: string; on: string; cadence: string; counted?: "true" | "false" | undefined },
  language: Language,
) =>
  infiniteQueryOptions({
    queryKey: ["explanations", asked],
    meta: { live: ["activities", "attainment"] },
    queryFn: ({ pageParam, signal }) => readExplanations({ ...asked, limit: pageOfRecords, cursor: pageParam }, { language, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

/** It looks back over a year, and is the same until a period is over. */
export const calibrationQuery = (asked: { plan: string }, language: Language) =>
  queryOptions({
    queryKey: ["calibration", asked],
    queryFn: ({ signal }) => readCalibration(asked, { language, signal }),
    staleTime: 3_600_000,
  });

export const closuresQuery = (asked: { cadence: string }, language: Language) =>
  queryOptions({
    queryKey: ["closures", asked],
    meta: { live: ["closing"] },
    queryFn: ({ signal }) => readClosures(asked, { language, signal }),
    staleTime: 60_000,
  });

export const adjustmentsQuery = (language: Language) =>
  queryOptions({
    queryKey: ["adjustments"],
    meta: { live: ["closing"] },
    queryFn: ({ signal }) => readAdjustments({ language, signal }),
    staleTime: 60_000,
  });

export const contributionsQuery = (asked: { team: string; metric: string; on: string; cadence: string }, language: Language) =>
  queryOptions({
    queryKey: ["contributions", asked],
    meta: { live: ["attainment"] },
    queryFn: ({ signal }) => readContributions(asked, { language, signal }),
  });

export const talliesQuery = (asked: { metric: string; member?: string; from: string; before: string }, language: Language) =>
  queryOptions({
    queryKey: ["tallies", asked],
    meta: { live: ["attainment"] },
    queryFn: ({ signal }) => readTallies({ ...asked, groupBy: "day" }, { language, signal }),
  });
