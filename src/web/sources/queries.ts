import { queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { listSources } from "../client.ts";

export const sourcesQuery = (language: Language) =>
  queryOptions({
    queryKey: ["sources"],
    meta: { live: ["activities", "settings"] },
    queryFn: ({ signal }) => listSources({ language, signal }),
  });
