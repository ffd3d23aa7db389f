import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { showLeaderboard, type BoardPlace, type Leaderboard } from "../client.ts";

export type { BoardPlace, Leaderboard };

export type BoardAsked = {
  readonly metric?: string | undefined;
  readonly on?: string | undefined;
  readonly cadence?: string | undefined;
  readonly team?: string | undefined;
  readonly by: "credited" | "improvement";
};

/** Who wants more than the first places wants them all: they come in a few answers. */
const MORE_PLACES = 200;

export const boardQuery = (asked: BoardAsked, language: Language) =>
  infiniteQueryOptions({
    queryKey: ["leaderboard", asked],
    meta: { live: ["attainment", "settings"] },
    queryFn: ({ pageParam, signal }) =>
      showLeaderboard({ ...asked, ...(pageParam === undefined ? {} : { cursor: pageParam, limit: MORE_PLACES }) }, { language, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // Of colleagues whose records one does not see one hears nothing live.
    refetchInterval: 30_000,
  });
