import type { Instant } from "../domain/instant.ts";
import { accepted, type Outcome, type Refusal } from "../domain/refusal.ts";
import { collections, resumeFrom } from "../domain/signals/jetstream.ts";
import { inCompany, type Database } from "../store/database.ts";
import { holdSource, keptSources, letSourceGo, noteTrouble, takeSource } from "../store/signal-sources.ts";
import { guardedAddress, type GuardedAddress, type Outside } from "./outgoing/guarded-request.ts";

/** A stream that nobody else listens to as long as it is held. */
export type TakenStream = {
  readonly companyId: number;
  readonly number: number;
  readonly url: string;
  readonly accounts: readonly string[];
  /** The last event that was dealt with. */
  readonly cursor: Instant | null;
};

/** A process that dies lets its streams go within so many seconds. */
const HELD_SECONDS = 60;

/** Takes the streams of a company that nobody listens to. */
export const takeStreams = (database: Database, companyId: number): Promise<readonly TakenStream[]> =>
  inCompany(database, companyId, async (tx) => {
    const taken: TakenStream[] = [];
    for (const { kind, number } of await keptSources(tx, companyId)) {
      if (kind !== "bluesky") continue;
      const source = await takeSource(tx, companyId, number, { seconds: HELD_SECONDS, restSeconds: 0 });
      if (source !== undefined) taken.push({ companyId, number, url: source.url, accounts: source.accounts, cursor: source.cursor });
    }
    return taken;
  });

/** Goes on holding it; false once it was ended. */
export const holdStream = (database: Database, { companyId, number }: TakenStream): Promise<boolean> =>
  inCompany(database, companyId, (tx) => holdSource(tx, companyId, number, HELD_SECONDS));

export const letStreamGo = (database: Database, { companyId, number }: TakenStream): Promise<void> =>
  inCompany(database, companyId, (tx) => letSourceGo(tx, companyId, number));

/** Notes why nothing comes. It is held on. */
export const noteStreamTrouble = (database: Database, { companyId, number }: TakenStream, refusal: Refusal): Promise<boolean> =>
  inCompany(database, companyId, async (tx) => {
    await noteTrouble(tx, companyId, number, refusal);
    return holdSource(tx, companyId, number, HELD_SECONDS);
  });

/** Where to connect to, from the event that was dealt with last on and a few seconds before. Refuses an address inside. */
export const streamAddress = async (
  { url }: Pick<TakenStream, "url">,
  cursor: Instant | null,
  outside: Outside = {},
): Promise<Outcome<GuardedAddress>> => {
  const address = await guardedAddress(url, outside);
  if (!address.ok) return address;
  const to = new URL(address.value.url);
  for (const collection of Object.values(collections)) to.searchParams.append("wantedCollections", collection);
  if (cursor !== null) to.searchParams.set("cursor", String(resumeFrom(cursor)));
  return accepted({ ...address.value, url: to });
};
