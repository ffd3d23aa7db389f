import { expect, test } from "vitest";
import { testDatabase } from "../test-database.ts";
import { cutCommits } from "./commit-cuts.ts";
import { faultSeed, Random } from "./random.ts";

const { places } = await testDatabase();

test("a connection that breaks while COMMIT is under way leaves one effect after the retry", async () => {
  const seed = faultSeed();
  const { wrongs, cuts } = await cutCommits(places.app, new Random(seed), { cuts: 21 });
  expect({ wrongs, cuts, seed }).toEqual({ wrongs: [], cuts: 21, seed });
});
