import { expect, test } from "vitest";
import { changed, hrefOf, parseSearch, viewOf } from "./search.ts";

test("a view survives its address", () => {
  const view = {
    on: "2026-03-25",
    cadence: "week",
    team: "서울 북부",
    member: "0042",
    metric: "outbound-calls",
    status: "missed",
    find: "ㄱㅁㅇ & co",
    by: "team",
    records: "not-counted",
    given: "seoul/branch/0",
  } as const;
  expect(viewOf(parseSearch(hrefOf(view).replace("/team", "")))).toEqual(view);
});

test("what an address says that is not understood is left out", () => {
  expect(viewOf(parseSearch("?on=2026-02-30&status=late&by=moon&records=maybe&colour=red&member="))).toEqual({});
  expect(viewOf({ on: 20260325, member: null })).toEqual({});
});

test("undefined takes away what a view had", () => {
  expect(changed({ team: "seoul", find: "kim" }, { find: undefined, sort: "name" })).toEqual({ team: "seoul", sort: "name" });
});
