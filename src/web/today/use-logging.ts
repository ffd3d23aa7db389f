import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { voidActivity } from "../client.ts";
import { useLanguage } from "../language.tsx";
import { discardWaiting, logActivity, type EnteredActivity, type Logged } from "../offline/queue.ts";
import { OWN_SOURCE } from "../../domain/own-sources.ts";
import { useSignedIn } from "../session/session.ts";

type Entry = { readonly entered: EnteredActivity; readonly what: string };

/** What has just been done, to be said and perhaps undone. */
export type Done = { readonly what: string; readonly state: Logged["state"] | "undone"; readonly logged: Logged | null };

/** Logs what the reader did and takes it back, the same whether or not there is a connection. */
export const useLogging = () => {
  const t = useTranslations("log");
  const { language } = useLanguage();
  const signedIn = useSignedIn();
  const queries = useQueryClient();
  const [done, setDone] = useState<Done | null>(null);
  const readAnew = () => queries.invalidateQueries({ predicate: ({ meta }) => meta?.live?.includes("activities") === true });
  const logging = useMutation({
    // What waits on this device is sent later; that there is no connection is no reason to wait with keeping it.
    networkMode: "always",
    mutationFn: ({ entered }: Entry) => {
      if (signedIn === null) throw new Error("nobody is signed in");
      return logActivity(entered, { signedIn, language });
    },
    onSuccess: (logged, { what, entered }) => {
      if (entered.total !== true) setDone({ what, state: logged.state, logged });
      if (logged.state === "sent") void readAnew();
    },
  });
  const undoing = useMutation({
    networkMode: "always",
    mutationFn: async ({ logged }: Done & { readonly logged: Logged }) => {
      if (logged.state === "waiting" && (await discardWaiting(logged.externalId))) return;
      await voidActivity({ source: OWN_SOURCE, externalId: logged.known, reason: t("undoReason") }, { language });
    },
    onSuccess: (_, { what }) => {
      setDone({ what, state: "undone", logged: null });
      void readAnew();
    },
  });
  return { logging, undoing, done, forget: () => setDone(null), readAnew };
};

export type Logging = ReturnType<typeof useLogging>;
