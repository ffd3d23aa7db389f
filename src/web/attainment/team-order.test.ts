import { expect, test } from "vitest";
import { inTree } from "./team-order.ts";

test("each team stands below its parent, and one whose parent is not shown stands at the top", () => {
  const teams = [
    { id: "seoul", parent: "sales" },
    { id: "sales", parent: null },
    { id: "north", parent: "seoul" },
    { id: "stray", parent: "gone" },
  ];
  expect(inTree(teams).map(({ team, depth }) => `${depth} ${team.id}`)).toEqual(["0 sales", "1 seoul", "2 north", "0 stray"]);
});
