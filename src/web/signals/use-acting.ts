import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { claimSuggestion, contactSuggestion, dismissSuggestion, releaseSuggestion, restoreSuggestion, type Suggestion } from "../client.ts";
import { useLanguage } from "../language.tsx";
import type { ContactWords } from "./contact-form.tsx";

export type Doing =
  | { readonly act: "claim" }
  | { readonly act: "release" | "dismiss"; readonly reason: string }
  | { readonly act: "contact"; readonly words: ContactWords };

export const whoOf = ({ prospect, suggestion }: Suggestion): string => prospect?.name ?? prospect?.prospect ?? `#${suggestion}`;

/** What has just been done, to be said; what can be undone has the way back. */
export type Done = { readonly what: "claimed" | "released" | "dismissed" | "contacted" | "undone"; readonly suggestion: Suggestion };

const said = { claim: "claimed", release: "released", dismiss: "dismissed", contact: "contacted" } as const;

/** Does something with a suggestion, and takes a dismissal back. */
export const useActing = () => {
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [done, setDone] = useState<Done | null>(null);
  const readAnew = () =>
    queries.invalidateQueries({
      predicate: ({ meta }) => meta?.live?.some((topic) => topic === "suggestions" || topic === "activities") === true,
    });
  const acting = useMutation({
    mutationFn: async ({ suggestion, doing }: { readonly suggestion: Suggestion; readonly doing: Doing }): Promise<void> => {
      const given = { suggestion: String(suggestion.suggestion) };
      switch (doing.act) {
        case "claim":
          await claimSuggestion({ ...given, body: {} }, { language });
          break;
        case "release":
          await releaseSuggestion({ ...given, body: { reason: doing.reason } }, { language });
          break;
        case "dismiss":
          await dismissSuggestion({ ...given, body: { reason: doing.reason } }, { language });
          break;
        case "contact":
          await contactSuggestion({ ...given, body: doing.words }, { language });
      }
    },
    onSuccess: (_, { suggestion, doing }) => {
      setDone({ what: said[doing.act], suggestion });
      return readAnew();
    },
    // Somebody else may have been faster: the list says who.
    onError: () => readAnew(),
  });
  const undoing = useMutation({
    mutationFn: ({ suggestion }: Done) => restoreSuggestion({ suggestion: String(suggestion.suggestion), body: {} }, { language }),
    onSuccess: (_, { suggestion }) => {
      setDone({ what: "undone", suggestion });
      return readAnew();
    },
  });
  return { acting, undoing, done, forget: () => setDone(null) };
};

export type Acting = ReturnType<typeof useActing>;
