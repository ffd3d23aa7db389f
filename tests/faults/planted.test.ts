import { expect, test } from "vitest";
import { plant, plantedBugs } from "./planted.ts";

// What they do, and that it is seen, is shown by `npm run faults -- --planted`, which takes minutes.
test("the bugs that must be found still fit the product's text", () => {
  expect(plantedBugs.filter((bug) => plant(bug).size > 0).length).toBe(25);
});
