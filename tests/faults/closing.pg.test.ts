import { expect, test } from "vitest";
import { testDatabase } from "../test-database.ts";
import { closeAmidWriters } from "./closing.ts";
import { faultSeed, Random } from "./random.ts";

const { places } = await testDatabase();

test("days are closed while sixteen writers record: every call is in its statement or in the adjustments, never in both, never in neither", async () => {
  const seed = faultSeed();
  const { wrongs, late, stated } = await closeAmidWriters(places.app, places.owner, new Random(seed), { writers: 16, rounds: 24 });
  expect({ wrongs, seed }).toEqual({ wrongs: [], seed });
  expect([late > 0, stated > 0]).toEqual([true, true]);
}, 240_000);
