import { expect, test } from "vitest";
import { KEY_SPACES } from "./company-lock.ts";

test("nobody waits for a lock that is held for something else", () => {
  const spaces = Object.values(KEY_SPACES);
  expect(new Set(spaces).size).toBe(spaces.length);
});
