import { onlineManager } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import type { Language } from "../../domain/language.ts";
import { Problem, Unreachable } from "../ask.ts";
import { recordActivities, type Activity, type SignedIn } from "../client.ts";
import { OWN_SOURCE } from "../../domain/own-sources.ts";
import { allWaiting, forgetAllWaiting, forgetWaiting, keepWaiting, type WaitingActivity } from "./kept.ts";

export type { WaitingActivity } from "./kept.ts";

/** What a form says of an activity; whose it is and by what it is known for ever is added here. */
export type EnteredActivity = Omit<Activity, "source" | "externalId" | "member" | "provenance">;

/** Who enters it, in which language the server answers. */
export type Entering = { readonly signedIn: SignedIn; readonly language: Language };

export type Logged = {
  /** Of the record on this device. */
  readonly externalId: string;
  /** By which the server knows it. */
  readonly known: string;
  /** `waiting`: on this device, and sent as soon as the server answers. */
  readonly state: "sent" | "waiting";
};

/** A server that says nothing for so long is as good as away: the record waits, and the form is free. */
const PATIENCE_MS = 8_000;

const nothing: readonly WaitingActivity[] = [];
let present = nothing;
const listeners = new Set<() => void>();
const otherTabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("attain.waiting");

const show = async (): Promise<void> => {
  present = await allWaiting().catch(() => nothing);
  for (const listener of listeners) listener();
};

const changed = async (): Promise<void> => {
  // A channel is of this origin alone.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  otherTabs?.postMessage(null);
  await show();
};

otherTabs?.addEventListener("message", () => void show());

const accountOf = ({ user, company }: SignedIn): { readonly account: string; readonly company: string } => ({
  account: user?.id ?? "",
  company: company.id,
});

const newId = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

/** One tab sends at a time; done twice it would be recorded once all the same, by its key. */
const inTurn = <T>(work: () => Promise<T>): Promise<T> =>
  typeof navigator.locks === "undefined" ? work() : navigator.locks.request("attain.sending", work);

type Sending = "sent" | "waiting" | Problem;

/** Refusals of this moment, not of the record. */
const comesAgain = ({ status }: Problem): boolean => status === 401 || status === 409 || status === 429 || status >= 500;

const send = async ({ activity, externalId }: WaitingActivity, language: Language): Promise<Sending> => {
  try {
    // Sent again it is the same request, and answered with the same answer.
    await recordActivities({ body: activity }, { language, idempotencyKey: externalId, signal: AbortSignal.timeout(PATIENCE_MS) });
    return "sent";
  } catch (error) {
    if (error instanceof Problem) return comesAgain(error) ? "waiting" : error;
    if (error instanceof Unreachable || error instanceof DOMException) return "waiting";
    throw error;
  }
};

/** A daily total is the one of its day, so that the next replaces it: which is the latest says `revisedAt`, whatever arrives first. */
const totalId = (member: string, { kind, occurredOn }: EnteredActivity): string => `total:${member}:${kind}:${occurredOn ?? ""}`;

/**
 * Records an activity of whoever is signed in, exactly once: it is kept on this device before it is sent, under the id that it keeps for
 * ever. Throws the Problem of a record that the server refuses, which is then kept nowhere.
 *
 * @public Forms are built on it.
 */
export const logActivity = async (entered: EnteredActivity, { signedIn, language }: Entering): Promise<Logged> => {
  const externalId = newId();
  const member = signedIn.user?.member?.id;
  if (member === undefined) throw new Error("Who is no member has no activities");
  const known = entered.total === true ? totalId(member, entered) : externalId;
  const activity: Activity = { ...entered, source: OWN_SOURCE, externalId: known, member, provenance: "self_reported" };
  const waiting = { externalId, ...accountOf(signedIn), activity, enteredAt: new Date().toISOString() };
  const isKept = await keepWaiting(waiting).then(
    () => true,
    () => false,
  );
  // Without a place to keep it there is only sending, and who enters it hears whether it went.
  const sending = onlineManager.isOnline() || !isKept ? await inTurn(() => send(waiting, language)) : "waiting";
  if (sending === "waiting" && !isKept) throw new Unreachable("unreachable");
  if (sending !== "waiting" && isKept) await forgetWaiting(externalId);
  await changed();
  if (sending instanceof Problem) throw sending;
  return { externalId, known, state: sending };
};

/** Sends what waits of whoever is signed in; how many were taken. What is refused stays, and says why. */
export const sendWaiting = ({ signedIn, language }: Entering): Promise<number> =>
  inTurn(async () => {
    const { account, company } = accountOf(signedIn);
    const own = (await allWaiting().catch(() => nothing)).filter(
      (each) => each.account === account && each.company === company && each.refused === undefined,
    );
    let taken = 0;
    for (const each of own) {
      const sending = await send(each, language);
      if (sending === "waiting") break;
      if (sending === "sent") {
        taken += 1;
        await forgetWaiting(each.externalId);
      } else {
        const { message: title, detail, pointer } = sending;
        await keepWaiting({ ...each, refused: { title, detail, pointer } });
      }
    }
    if (own.length > 0) await changed();
    return taken;
  });

/** Takes back what is not sent yet; false when it has gone out meanwhile. */
export const discardWaiting = (externalId: string): Promise<boolean> =>
  inTurn(async () => {
    const isThere = (await allWaiting().catch(() => nothing)).some((each) => each.externalId === externalId);
    if (!isThere) return false;
    await forgetWaiting(externalId);
    await changed();
    return true;
  });

/** Whoever signs out leaves nothing behind. */
export const discardAllWaiting = async (): Promise<void> => {
  await forgetAllWaiting().catch(() => undefined);
  await changed();
};

const subscribe = (listener: () => void): (() => void) => {
  if (listeners.size === 0) void show();
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** What is on this device and not sent yet, in the order in which it was entered. */
export const useWaiting = (): readonly WaitingActivity[] => useSyncExternalStore(subscribe, () => present);
