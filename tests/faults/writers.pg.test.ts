import { expect, test } from "vitest";
import { testDatabase } from "../test-database.ts";
import { faultSeed, Random } from "./random.ts";
import { writeAmidChanges } from "./writers.ts";

const { places } = await testDatabase();

test("sixteen writers record while stages, merges, links and metrics change: tally, recount and model agree", async () => {
  const seed = faultSeed();
  const { wrongs, acts } = await writeAmidChanges(places.app, places.owner, new Random(seed), { writers: 16, activities: 400, rounds: 8 });
  expect({ wrongs, seed }).toEqual({ wrongs: [], seed });
  expect(Object.keys(acts)).not.toEqual([]);
}, 240_000);
