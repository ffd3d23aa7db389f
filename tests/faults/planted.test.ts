import { expect, test } from "vitest";
import { plant, plantedBugs } from "./planted.ts";

// What they do to the numbers is shown by `npm run faults -- --planted`, which takes minutes.
test("the bugs that the faults must find still fit the product's text", () => {
  expect(plantedBugs.filter((bug) => plant(bug).size > 0).length).toBe(9);
});
