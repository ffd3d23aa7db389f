import { expect, test } from "vitest";
import { testDatabase } from "../test-database.ts";
import { tellAmidFailures } from "./hooks.ts";
import { faultSeed, Random } from "./random.ts";

const { places } = await testDatabase();

test("every event arrives at a receiver that fails, hangs, cuts the line and sends elsewhere, each under one id", async () => {
  const seed = faultSeed();
  const { wrongs } = await tellAmidFailures(places.app, new Random(seed), { events: 300 });
  expect({ wrongs, seed }).toEqual({ wrongs: [], seed });
}, 120_000);
