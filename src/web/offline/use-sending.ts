import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useLanguage } from "../language.tsx";
import { REACHED } from "../live/use-live.ts";
import { useSignedIn } from "../session/session.ts";
import { sendWaiting, useWaiting, type WaitingActivity } from "./queue.ts";

const EVERY_MS = 30_000;

/** Sends what waits on this device whenever there may be a way: at once, each time that the server is reached again, when the page is looked at, now and then. */
export const useSending = (): readonly WaitingActivity[] => {
  const signedIn = useSignedIn();
  const { language } = useLanguage();
  const queries = useQueryClient();
  const waiting = useWaiting();
  const own = waiting.filter(({ account, company }) => account === signedIn?.user?.id && company === signedIn.company.id);
  const isAnySendable = own.some(({ refused }) => refused === undefined);
  useEffect(() => {
    if (signedIn === null || !isAnySendable) return undefined;
    const sendAll = async (): Promise<void> => {
      const taken = await sendWaiting({ signedIn, language });
      if (taken > 0) await queries.invalidateQueries({ predicate: ({ meta }) => meta?.live !== undefined });
    };
    // What did not go stays, and is tried again.
    const send = (): void => void sendAll().catch(() => undefined);
    send();
    const timer = setInterval(send, EVERY_MS);
    addEventListener(REACHED, send);
    addEventListener("online", send);
    addEventListener("focus", send);
    return () => {
      clearInterval(timer);
      removeEventListener(REACHED, send);
      removeEventListener("online", send);
      removeEventListener("focus", send);
    };
  }, [signedIn, language, isAnySendable, queries]);
  return own;
};
