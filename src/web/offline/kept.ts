import type { Activity } from "../client.ts";

/** An activity that is on this device alone. */
export type WaitingActivity = {
  readonly externalId: string;
  /** Whose it is: nobody else who signs in here sends it. */
  readonly account: string;
  readonly company: string;
  readonly activity: Activity;
  readonly enteredAt: string;
  /** What the server said against it. It stays until it is mended or discarded. */
  readonly refused?: { readonly title: string; readonly detail: string | undefined; readonly pointer: string | undefined };
};

const NAME = "attain";
const STORE = "waiting";

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB")));
  });

let opening: Promise<IDBDatabase> | undefined;

const opened = (): Promise<IDBDatabase> => {
  opening ??= (() => {
    const request = indexedDB.open(NAME, 1);
    request.addEventListener("upgradeneeded", () => request.result.createObjectStore(STORE, { keyPath: "externalId" }));
    return settled(request);
  })();
  return opening;
};

/** Done when it is on the disk, not when it is asked for. */
const within = async (work: (store: IDBObjectStore) => void): Promise<void> => {
  const transaction = (await opened()).transaction(STORE, "readwrite", { durability: "strict" });
  work(transaction.objectStore(STORE));
  return new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("IndexedDB")));
  });
};

/** Fails where the browser keeps nothing for this page. */
export const keepWaiting = (waiting: WaitingActivity): Promise<void> => within((store) => void store.put(waiting));

export const forgetWaiting = (externalId: string): Promise<void> => within((store) => void store.delete(externalId));

export const forgetAllWaiting = (): Promise<void> => within((store) => void store.clear());

/** In the order in which they were entered. */
export const allWaiting = async (): Promise<readonly WaitingActivity[]> => {
  // What this file puts there is all that there is.
  const all = (await settled((await opened()).transaction(STORE).objectStore(STORE).getAll())) as WaitingActivity[];
  return all.toSorted((a, b) => (a.enteredAt < b.enteredAt ? -1 : 1));
};
