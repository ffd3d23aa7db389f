import { expect, test } from "vitest";
import { crash } from "./crashes.ts";
import { faultSeed, Random } from "./random.ts";

test("every activity is counted exactly once, though server, postmaster and backends are killed", async () => {
  const seed = faultSeed();
  const { wrongs, ...report } = await crash(new Random(seed), { activities: 5_000, kills: 9, most: 80 });
  expect({ wrongs, kills: report.kills, seed }).toEqual({ wrongs: [], kills: { server: 3, postmaster: 3, backend: 3 }, seed });
}, 300_000);
