import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import pg from "pg";
import { COMING_IN, liveTopics, together, type Changed, type Touched } from "../domain/live.ts";
import { hearCommitted } from "./changes.ts";
import { acrossCompanies, type Database } from "./database.ts";

const CHANNEL = "attain_changes";
/** PostgreSQL takes 7,999 bytes. */
const LONGEST = 7_900;
/** What is committed together is told together. */
const GATHER_MS = 50;

/** One thing that was told, under an id that is its own in every process. */
export type ToldChange = { readonly companyId: number; readonly id: string; readonly changed: Changed };

type Written = { readonly c: number; readonly i: string; readonly t: Readonly<Record<string, readonly number[] | "all">> };

const textOf = ({ companyId: c, id: i, changed }: ToldChange): string => {
  const written = (of: (touched: Touched) => Touched): string => {
    const t = Object.fromEntries(
      [...changed].map(([topic, each]): [string, readonly number[] | "all"] => {
        const touched = of(each);
        return [topic, touched === "all" ? touched : [...touched]];
      }),
    );
    return JSON.stringify({ c, i, t } satisfies Written);
  };
  const whole = written((touched) => touched);
  return whole.length <= LONGEST ? whole : written(() => "all");
};

const topics = [...liveTopics, COMING_IN] as const;

const readChange = (text: string): ToldChange => {
  // What this file wrote.
  const { c, i, t } = JSON.parse(text) as Written;
  const changed = new Map(
    topics.flatMap((topic): [(typeof topics)[number], Touched][] => {
      const members = t[topic];
      return members === undefined ? [] : [[topic, members === "all" ? "all" : new Set(members)]];
    }),
  );
  return { companyId: c, id: i, changed };
};

/**
 * Tells every process of what this one commits, a moment later and beside it. What is not told because this process or the database dies in
 * that moment is found when it is next looked for.
 */
export const tellChanges = (database: Database, hearFault: (error: unknown) => void): { readonly stop: () => Promise<void> } => {
  const own = randomBytes(6).toString("base64url");
  let count = 0;
  let waiting = new Map<number, Changed>();
  let timer: NodeJS.Timeout | undefined;
  let telling: Promise<void> = Promise.resolve();
  const tell = async (): Promise<void> => {
    timer = undefined;
    const texts = [...waiting].map(([companyId, changed]) => textOf({ companyId, id: `${own}.${(count += 1)}`, changed }));
    waiting = new Map();
    if (texts.length === 0) return;
    try {
      await acrossCompanies(
        database,
        (tx) =>
          sql`select pg_notify(${CHANNEL}, t.text) from unnest(${texts}::text[]) with ordinality as t (text, place) order by t.place`.execute(
            tx,
          ),
        { lasting: false },
      );
    } catch (error) {
      hearFault(error);
    }
  };
  const ignore = hearCommitted(database, (companyId, changed) => {
    waiting.set(companyId, together(waiting.get(companyId) ?? new Map(), changed));
    timer ??= setTimeout(() => void (telling = telling.then(tell)), GATHER_MS);
  });
  return {
    stop: async () => {
      ignore();
      clearTimeout(timer);
      await telling;
      await tell();
    },
  };
};

export type HearChanges = {
  readonly hear: (change: ToldChange) => void;
  /** Something may have been told that was not heard. */
  readonly lost: () => void;
};

const SHORTEST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
/** A connection that is gone without a word is found out by asking on it. */
const ASK_MS = 20_000;

/** Hears what is told, on a connection of its own that is opened again whenever it breaks. `listening` is done when the first one listens. */
export const listenForChanges = (
  { pool: { options } }: Database,
  { hear, lost }: HearChanges,
): { readonly listening: Promise<void>; readonly stop: () => Promise<void> } => {
  let isStopped = false;
  let client: pg.Client | undefined;
  let wake: () => void = () => undefined;
  const open = async (): Promise<pg.Client> => {
    // The pool hides the password from a copy.
    const password = "password" in options ? { password: options.password } : {};
    const opened = new pg.Client({ ...options, ...password });
    opened.on("error", () => undefined);
    opened.on("notification", ({ payload }) => payload !== undefined && hear(readChange(payload)));
    try {
      await opened.connect();
      await opened.query(`listen ${CHANNEL}`);
      return opened;
    } catch (error) {
      await opened.end().catch(() => undefined);
      throw error;
    }
  };
  const untilGone = async (opened: pg.Client): Promise<void> => {
    const gone = new Promise<void>((resolve) => opened.once("end", resolve));
    const asking = setInterval(() => void opened.query("select 1").catch(() => opened.end().catch(() => undefined)), ASK_MS);
    await gone;
    clearInterval(asking);
  };
  const pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const goOn = async (first: pg.Client): Promise<void> => {
    client = first;
    let wait = SHORTEST_WAIT_MS;
    while (!isStopped) {
      if (client !== undefined) await untilGone(client);
      client = undefined;
      if (isStopped) return;
      await pause(wait);
      try {
        client = await open();
        wait = SHORTEST_WAIT_MS;
        lost();
      } catch {
        wait = Math.min(wait * 2, LONGEST_WAIT_MS);
      }
    }
    // One that came while it was being stopped would keep the process.
    await client?.end().catch(() => undefined);
  };
  const first = open();
  const listening = first.then(() => undefined);
  const running = first.then(goOn);
  // Who waits for the first connection hears why there is none.
  running.catch(() => undefined);
  return {
    listening,
    stop: async () => {
      isStopped = true;
      wake();
      await client?.end().catch(() => undefined);
      await running.catch(() => undefined);
    },
  };
};
