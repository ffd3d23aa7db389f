import { createHash } from "node:crypto";
import { inCompany, ofNobody, type Database, type Transaction } from "../../store/database.ts";
import { DatabaseUnavailable } from "../../store/database-errors.ts";
import { useLimit } from "../../store/used-limits.ts";

export type Limit = {
  /** Null: it is no company's, such as an address. */
  readonly companyId: number | null;
  /** What is limited and whose it is: `requests key 7`. */
  readonly key: string;
  readonly most: number;
  readonly perSeconds: number;
};

export type Taken = {
  readonly isAllowed: boolean;
  /** How many more, as far as this process knows. */
  readonly remaining: number;
  /** Until all of them may be taken again. */
  readonly resetSeconds: number;
};

/** What this process has of a limit: taken from the database for several requests at once, so that one in ten asks it. */
type Share = {
  endsAt: number;
  /** Taken from the database and not used yet. */
  own: number;
  /** What the database had left then. */
  left: number;
  /** Under way to the database; who comes meanwhile waits for it. */
  fetching: Promise<void> | undefined;
};

/** Of what is left one process takes so little that others are not short of it for long. */
const AT_ONCE = 10;
const SHARE_OF_LIMIT = 20;
/** Beyond these, shares that are over are let go. */
const MOST_SHARES = 10_000;

const sharesOf = new WeakMap<Database, Map<string, Share>>();

const letGoOver = (shares: Map<string, Share>, now: number): void => {
  if (shares.size < MOST_SHARES) return;
  for (const [key, share] of shares) if (share.endsAt <= now && share.fetching === undefined) shares.delete(key);
};

/** While nothing can be written, this process counts by itself, and asks again soon. */
const RETRY_MS = 1_000;
const cannotBeWritten = (error: unknown): boolean =>
  error instanceof DatabaseUnavailable && (error.trouble === "read-only" || error.trouble === "full");

const fetchShare = async (database: Database, { companyId, key, most, perSeconds }: Limit, share: Share): Promise<void> => {
  const amount = Math.max(1, Math.min(AT_ONCE, Math.floor(most / SHARE_OF_LIMIT)));
  const limitHash = createHash("sha256").update(key).digest();
  const use = (tx: Transaction) => useLimit(tx, companyId ?? 0, { limitHash, amount, perSeconds });
  // A crash may take it back: nobody waits for the disk for the sake of a limit.
  const used = companyId === null ? ofNobody(database, use, { lasting: false }) : inCompany(database, companyId, use, { lasting: false });
  const { usedBefore, endsInMs } = await used.catch((error: unknown) => {
    if (cannotBeWritten(error)) return { usedBefore: 0, endsInMs: RETRY_MS };
    throw error;
  });
  share.own = Math.max(0, Math.min(amount, most - usedBefore));
  share.left = Math.max(0, most - usedBefore - amount);
  share.endsAt = performance.now() + endsInMs;
};

/**
 * Takes one of a limit that all processes share. What another process has taken and not used is not to be had, so under several processes the last few of
 * a span may be refused. A span begins with the first that is taken.
 */
export const take = async (database: Database, limit: Limit): Promise<Taken> => {
  const shares = sharesOf.get(database) ?? new Map<string, Share>();
  sharesOf.set(database, shares);
  const key = `${limit.companyId} ${limit.key}`;
  for (;;) {
    const now = performance.now();
    let share = shares.get(key);
    if (share === undefined) {
      letGoOver(shares, now);
      shares.set(key, (share = { endsAt: 0, own: 0, left: 0, fetching: undefined }));
    }
    const isHeld = share.endsAt > now;
    const taken = (isAllowed: boolean): Taken => ({
      isAllowed,
      remaining: share.own + share.left,
      resetSeconds: Math.max(1, Math.ceil((share.endsAt - now) / 1000)),
    });
    if (isHeld && share.own > 0) {
      share.own -= 1;
      return taken(true);
    }
    // Nothing is left for anybody: the database need not be asked again before the span is over.
    if (isHeld && share.left === 0) return taken(false);
    const fetched = share;
    await (share.fetching ??= fetchShare(database, limit, fetched).finally(() => (fetched.fetching = undefined)));
  }
};
