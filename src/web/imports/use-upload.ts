import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState } from "react";
import { useLanguage } from "../language.tsx";
import { keptCompany } from "../search.ts";
import { newReading, uploadFile } from "./api.ts";
import { importQuery } from "./queries.ts";

export type Upload =
  | { readonly stage: "idle" }
  /** `share` of the bytes that have gone; at 1 the server reads what came. */
  | { readonly stage: "sending"; readonly name: string; readonly share: number; readonly reading: string }
  | { readonly stage: "failed"; readonly name: string; readonly error: Error };

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** Sends files one after the other. A single one is then shown; of several, all wait in the list. `restOf`: the import whose rows they may be, mended. */
export const useUpload = (restOf?: string) => {
  const { language } = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [upload, setUpload] = useState<Upload>({ stage: "idle" });
  const left = useRef<readonly File[]>([]);
  const sending = useRef<AbortController | null>(null);
  useEffect(() => () => sending.current?.abort(), []);

  const send = useCallback(
    async (files: readonly File[]) => {
      if (files.length === 0 || sending.current !== null) return;
      left.current = files;
      const abort = new AbortController();
      sending.current = abort;
      for (const file of files) {
        const sendingNow = { stage: "sending", name: file.name, reading: newReading() } as const;
        setUpload({ ...sendingNow, share: 0 });
        try {
          const found = await uploadFile(file, language, {
            reading: sendingNow.reading,
            restOf,
            signal: abort.signal,
            onSent: (share) => setUpload({ ...sendingNow, share }),
          });
          queries.setQueryData(importQuery(found.id, language).queryKey, found);
          left.current = left.current.filter((each) => each !== file);
          if (files.length === 1) await navigate({ to: "/imports/$importId", params: { importId: found.id }, search: keptCompany });
        } catch (thrown) {
          sending.current = null;
          if (!abort.signal.aborted) setUpload({ stage: "failed", name: file.name, error: asError(thrown) });
          void queries.invalidateQueries({ queryKey: ["imports"] });
          return;
        }
      }
      sending.current = null;
      setUpload({ stage: "idle" });
      void queries.invalidateQueries({ queryKey: ["imports"] });
      if (files.length > 1) await navigate({ to: "/imports", search: keptCompany });
    },
    [language, navigate, queries, restOf],
  );

  return {
    upload,
    send: (files: readonly File[]) => void send(files),
    again: () => void send(left.current),
    cancel: () => {
      sending.current?.abort();
      sending.current = null;
      setUpload({ stage: "idle" });
    },
  };
};
