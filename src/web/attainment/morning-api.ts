import { queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { showMorning, type Morning } from "../client.ts";

export type { Morning };
export type Commitment = Morning["members"][number]["commitments"][number];

/** Of a team, or of everybody whom the reader sees. */
export const morningQuery = (team: string | undefined, language: Language) =>
  queryOptions({
    queryKey: ["morning", team ?? "-"],
    meta: { live: ["attainment", "activities", "disputes", "leaves"] },
    queryFn: ({ signal }) => showMorning({ team: team ?? "-" }, { language, signal }),
    refetchInterval: 60_000,
  });
