import { queryOptions } from "@tanstack/react-query";
import type { Language } from "../../domain/language.ts";
import { listNotes, prepareOneToOne } from "../client.ts";

export const factsQuery = (member: string, language: Language) =>
  queryOptions({
    queryKey: ["one-to-one", member],
    meta: { live: ["attainment", "activities", "disputes", "leaves"] },
    queryFn: ({ signal }) => prepareOneToOne({ id: member }, { language, signal }),
  });

/** More than there are talks in the thirteen months that are seen. */
const ALL = 200;

export const notesQuery = (member: string, language: Language) =>
  queryOptions({
    queryKey: ["notes", member],
    queryFn: ({ signal }) => listNotes({ id: member, limit: ALL }, { language, signal }),
  });
