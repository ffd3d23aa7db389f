import { applyCompany } from "../src/operations/apply-company.ts";
import { addSignalSource } from "../src/operations/add-signal-source.ts";
import { hearStream } from "../src/operations/hear-stream.ts";
import { deleteEvent, postEvent } from "../tests/jetstream-server.ts";
import { openCluster } from "./cluster.ts";
import { table } from "./measure.ts";
import { postsOf, topicsOf } from "./topics.ts";

/** As many as the connector deals with together. */
const AT_ONCE = 2_000;
/** Of what was said so many a hundred are taken back later. */
const DELETED = 10;

/** A whole night of a public stream through sifting, matching and the database: how many events a second, and in how much memory. */
export const benchStream = async ({ posts = 1_000_000 } = {}): Promise<void> => {
  const cluster = await openCluster();
  const database = cluster.app;
  const topics = topicsOf();
  const applied = await applyCompany(
    database,
    { company: { id: "bench", name: "Bench", country: "US", timeZone: "UTC", currency: "USD" }, topics },
    { by: "bench" },
  );
  if (!applied.ok) throw new Error(JSON.stringify(applied.refusals));
  const { companyId } = applied.value;
  if (companyId === null) throw new Error("the company was not made");
  const made = await addSignalSource(database, companyId, { name: "Bluesky", kind: "bluesky" }, {});
  if (!made.ok) throw new Error(JSON.stringify(made.refusals));

  const begins = Date.UTC(2026, 2, 2) * 1_000;
  let [number, events, kept, lookedInto, firstHalf, secondHalf] = [0, 0, 0, 0, 0, 0];
  let waiting: string[] = [];
  const hear = async (): Promise<void> => {
    const now = BigInt(Date.now()) * 1_000n;
    const heard = await hearStream(database, companyId, waiting, { sourceNumber: 1, accounts: [], after: null, now });
    events += waiting.length;
    kept += heard.kept;
    lookedInto += heard.lookedInto;
    waiting = [];
    const { rss } = process.memoryUsage();
    if (number < posts / 2) firstHalf = Math.max(firstHalf, rss);
    else secondHalf = Math.max(secondHalf, rss);
  };
  const start = performance.now();
  for (const { text } of postsOf(posts, topics, 13)()) {
    const told = { did: `did:plc:person${number % 50_000}`, rkey: `r${number}`, at: begins + number * 1_000 };
    waiting.push(JSON.stringify(postEvent(told, text)));
    if (number % DELETED === 0 && number > posts / 20) {
      const gone = number - Math.floor(posts / 20);
      waiting.push(JSON.stringify(deleteEvent({ did: `did:plc:person${gone % 50_000}`, rkey: `r${gone}`, at: told.at })));
    }
    number += 1;
    if (waiting.length >= AT_ONCE) await hear();
  }
  if (waiting.length > 0) await hear();
  const took = performance.now() - start;
  await cluster.close();
  const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;
  table(`A night of ${posts.toLocaleString("en")} posts to the database`, [
    ["events/s", "events", "read through", "kept", "most memory in the first half", "in the second"],
    [
      Math.round((events / took) * 1_000).toLocaleString("en"),
      events.toLocaleString("en"),
      lookedInto.toLocaleString("en"),
      kept.toLocaleString("en"),
      megabytes(firstHalf),
      megabytes(secondHalf),
    ],
  ]);
};
