import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { draftPlan, showDraft } from "../client.ts";
import { useLanguage } from "../language.tsx";
import type { Language } from "../../domain/language.ts";
import { DraftStore, type DraftView, type EntryOf, type Keeping, type Section, type ShownDraft } from "./draft-store.ts";

const keepingOn = (language: Language, queries: QueryClient): Keeping => ({
  put: async (id, content, seen, name) => {
    const kept = await draftPlan({ id, name, body: content }, { language, ...(seen === null ? {} : { ifMatch: `"${seen}"` }) });
    await queries.invalidateQueries({ queryKey: ["draft", id] });
    return kept;
  },
  show: (id) => showDraft({ id }, { language }),
});

type Started<S extends Section> = {
  readonly section: S;
  readonly entry: EntryOf[S];
  readonly draft: ShownDraft | null;
  readonly newId: string;
  readonly name: (entry: EntryOf[S]) => string;
};

export type Drafting<S extends Section> = DraftView<EntryOf[S]> & { readonly store: DraftStore<S> };

/** A plan or metric that is being changed; what is begun with is read once. Nothing that was typed is lost by leaving the page. */
export const useDraft = <S extends Section>(started: Started<S>): Drafting<S> => {
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [store] = useState(() => new DraftStore<S>({ ...started, keeping: keepingOn(language, queries) }));
  const view = useSyncExternalStore(store.subscribe, store.view);
  useEffect(() => {
    store.keepBy(keepingOn(language, queries));
    // What is refused is said in the reader's language.
    if (store.view().saving === "refused") void store.flush();
  }, [language, queries, store]);
  useEffect(() => {
    const keep = (event: BeforeUnloadEvent): void => {
      const { saving } = store.view();
      if (saving === "same" || saving === "saved") return;
      void store.flush();
      event.preventDefault();
    };
    const again = (): void => {
      if (store.view().saving === "unreachable") void store.flush();
    };
    addEventListener("beforeunload", keep);
    addEventListener("online", again);
    return () => {
      removeEventListener("beforeunload", keep);
      removeEventListener("online", again);
      void store.flush();
    };
  }, [store]);
  return { ...view, store };
};
