import { expect, test } from "vitest";
import { testDatabase } from "../test-database.ts";
import { faultSeed, Random } from "./random.ts";
import { sendSameKeys } from "./same-keys.ts";

const { places } = await testDatabase();

test("of fifty clients that send the same key at the same instant one records it and all others find it there", async () => {
  const seed = faultSeed();
  const { wrongs, deadlocks } = await sendSameKeys(places.app, places.owner, new Random(seed), {
    keys: 220,
    clients: 50,
    alone: 10,
    batch: 80,
    own: 20,
  });
  expect({ wrongs, deadlocks, seed }).toEqual({ wrongs: [], deadlocks: 0, seed });
}, 120_000);
