import { createReadStream, createWriteStream, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { from, to } from "pg-copy-streams";
import { verifyCompany } from "../src/operations/verify-company.ts";
import { openClient } from "../src/store/database.ts";
import { openEmbedded } from "../src/store/embedded.ts";
import { openDatabase } from "../src/store/open-database.ts";
import { applyBenchCompany } from "./company.ts";
import { activities, type GeneratedActivity } from "./generator.ts";
import { importBy } from "./importing.ts";
import { median, table } from "./measure.ts";

const columns = [
  "source",
  "external_id",
  "member",
  "kind",
  "direction",
  "occurred_at",
  "duration_seconds",
  "outcome",
  "prospect",
  "quantity",
  "revised_at",
] as const;

const line = (row: GeneratedActivity): string =>
  `${[row.source, row.externalId, row.member, row.kind, row.direction, row.occurredAt, row.durationSeconds, row.outcome, row.prospect, row.quantity, row.revisedAt].map((cell) => cell ?? "").join(",")}\n`;

function* lines(rows: number, members: number): Generator<string> {
  yield `${columns.join(",")}\n`;
  let block = "";
  for (const row of activities({ seed: 1, members, prospects: 200 * members, from: Date.parse("2026-03-01"), days: 60 }, rows)) {
    block += line(row);
    if (block.length > 60_000) {
      yield block;
      block = "";
    }
  }
  yield block;
}

/**
 * `attain import` of generated rows for ten metrics, three of them once per prospect, beside one bare COPY stream of the rows that it stored
 * into the same table with the same indexes. The tally is verified afterwards.
 */
export const benchIngest = async ({ rows = 1_000_000, members = 1_000 } = {}): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "attain-bench-"));
  const data = join(folder, "data");
  const file = join(folder, "activities.csv");
  const stored = join(folder, "stored.copy");
  const opened = await openDatabase({ dataFolder: data });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusals));
  const server = await openEmbedded(data);
  if (!server.ok) throw new Error(JSON.stringify(server.refusals));
  try {
    const companyId = await applyBenchCompany(opened.value.database, members);
    console.error(`writing ${rows.toLocaleString("en")} rows`);
    await pipeline(Readable.from(lines(rows, members)), createWriteStream(file));
    const imported = await importBy(data, file);
    console.error(imported.report);
    const { equal } = await verifyCompany(opened.value.database, companyId);
    if (!equal) throw new Error("the tally does not equal the recount");

    const client = await openClient(server.value.owner);
    await pipeline(client.query(to("copy activities to stdout")), createWriteStream(stored));
    const copies: number[] = [];
    let kept = 0;
    for (let round = 0; round < 3; round += 1) {
      await client.query(
        "drop table if exists bare; create table bare (like activities including defaults including indexes including storage); checkpoint",
      );
      const begun = performance.now();
      await pipeline(createReadStream(stored, { highWaterMark: 1 << 18 }), client.query(from("copy bare from stdin")));
      copies.push((performance.now() - begun) / 1000);
      kept = Number((await client.query<{ count: bigint }>("select count(*) from bare")).rows[0]?.count ?? 0);
    }
    await client.end();
    const rate = rows / imported.seconds;
    const copyRate = kept / median(copies);
    const perSecond = (value: number) => `${Math.round(value).toLocaleString("en")} rows/s`;
    table(`import of ${rows.toLocaleString("en")} rows, ten metrics, three once per prospect`, [
      ["attain import, CSV to counted", perSecond(rate), `${(rate / copyRate).toFixed(2)} of the stream (to reach: 0.25, aim 0.35)`],
      ["one bare COPY stream", perSecond(copyRate), "the same rows, table and indexes"],
      ["importing process", `${Math.round(imported.peakMegabytes)} MB`, "at most resident (to reach: 300)"],
      ["verify", equal ? "equal" : "differs", "recount of every metric from the log"],
    ]);
  } finally {
    await server.value.close();
    await opened.value.close();
    for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
};
