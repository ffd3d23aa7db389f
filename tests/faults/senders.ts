import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { Random } from "./random.ts";
import type { Report } from "./world.ts";

const REQUEST_MS = 60_000;
const BETWEEN_TRIES_MS = 100;

const answerSchema = z.object({
  received: z.number(),
  accepted: z.number(),
  duplicates: z.number(),
  revised: z.number(),
  stale: z.number(),
  rejected: z.array(z.unknown()),
});

export type Sending = {
  /** Deliveries that were acknowledged. */
  acknowledged: number;
  accepted: number;
  duplicates: number;
  revised: number;
  stale: number;
  requests: number;
  /** Requests that no answer came to, and those answered 503. */
  unanswered: number;
  unavailable: number;
  /** What no fault excuses. */
  readonly wrongs: string[];
};

/**
 * Half of the reports are to be delivered three times, half once. The batches come in rounds of as many as there are senders, who carry a round at
 * the same time; in a third of the cases the three copies of a report travel in one round.
 */
export const drawBatches = (
  random: Random,
  reports: readonly Report[],
  { senders, most }: { readonly senders: number; readonly most: number },
): Report[][] => {
  const thrice = new Set(random.shuffled(reports).slice(0, Math.floor(reports.length / 2)));
  const groups = reports.flatMap((report): Report[][] => {
    if (!thrice.has(report)) return [[report]];
    return random.chance(1 / 3) ? [[report, report, report]] : [[report], [report], [report]];
  });
  const batches: Report[][] = [];
  let round: Report[][] = [];
  let room = 0;
  const finish = (): void => {
    batches.push(...round.filter((batch) => batch.length > 0));
    round = Array.from({ length: senders }, () => []);
    room = senders * (1 + random.below(most));
  };
  for (const group of random.shuffled(groups)) {
    if (room <= 0) finish();
    const carriers = random.shuffled(round).slice(0, group.length);
    for (const [index, report] of group.entries()) carriers[index]?.push(report);
    room -= group.length;
  }
  finish();
  return batches;
};

/**
 * Sends batches over HTTP, each until it is acknowledged. What was not goes out again, at once and alone or later and in two: only an acknowledgement ends it.
 * Calls `progress` with the acknowledged deliveries.
 */
export const sendAll = async (
  batches: readonly (readonly Report[])[],
  {
    senders,
    serving,
    key,
    random,
    progress,
  }: {
    readonly senders: number;
    readonly serving: () => Promise<string>;
    /** The headers that say who sends. */
    readonly key: Readonly<Record<string, string>>;
    readonly random: Random;
    readonly progress: (acknowledged: number) => void;
  },
): Promise<Sending> => {
  const sending: Sending = {
    acknowledged: 0,
    accepted: 0,
    duplicates: 0,
    revised: 0,
    stale: 0,
    requests: 0,
    unanswered: 0,
    unavailable: 0,
    wrongs: [],
  };
  const waiting = batches.toReversed().map((batch) => [...batch]);

  /** True when the batch is acknowledged. */
  const post = async (batch: readonly Report[]): Promise<boolean> => {
    const address = await serving();
    sending.requests += 1;
    const request = {
      method: "POST",
      headers: { "content-type": "application/json", ...key },
      body: JSON.stringify(batch),
      signal: AbortSignal.timeout(REQUEST_MS),
    };
    const answer = await fetch(`${address}/api/v1/activities`, request)
      .then(async (response) => ({ status: response.status, text: await response.text() }))
      .catch(() => undefined);
    if (answer === undefined) {
      sending.unanswered += 1;
      return false;
    }
    if (answer.status === 503) {
      sending.unavailable += 1;
      return false;
    }
    if (answer.status !== 200) {
      sending.wrongs.push(`answered ${answer.status}: ${answer.text.slice(0, 300)}`);
      return true;
    }
    const { received, accepted, duplicates, revised, stale, rejected } = answerSchema.parse(JSON.parse(answer.text));
    if (received !== batch.length || rejected.length > 0 || accepted + duplicates + revised + stale !== received)
      sending.wrongs.push(`${batch.length} sent, answered ${answer.text.slice(0, 300)}`);
    sending.acknowledged += batch.length;
    sending.accepted += accepted;
    sending.duplicates += duplicates;
    sending.revised += revised;
    sending.stale += stale;
    progress(sending.acknowledged);
    return true;
  };

  const send = async (): Promise<void> => {
    for (let batch = waiting.pop(); batch !== undefined && sending.wrongs.length === 0; batch = waiting.pop()) {
      while (sending.wrongs.length === 0 && !(await post(batch))) {
        await wait(BETWEEN_TRIES_MS);
        if (batch.length < 2 || !random.chance(0.3)) continue;
        waiting.splice(random.below(waiting.length + 1), 0, batch.slice(batch.length >> 1));
        batch = batch.slice(0, batch.length >> 1);
      }
    }
  };
  await Promise.all(Array.from({ length: senders }, send));
  return sending;
};
