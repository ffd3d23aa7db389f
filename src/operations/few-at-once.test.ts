import { expect, test } from "vitest";
import { fewAtOnce } from "./few-at-once.ts";

test("so many at once and no more, each in its turn, whatever fails", async () => {
  const inTurn = fewAtOnce(2);
  let running = 0;
  let most = 0;
  const done: number[] = [];
  const work = (number: number): Promise<void> =>
    inTurn(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      done.push(number);
      if (number % 3 === 0) throw new Error("failed");
    });
  const all = Array.from({ length: 20 }, (_, number) => number);
  const ended = await Promise.allSettled(all.map(work));
  expect(most).toBe(2);
  expect(done).toEqual(all);
  expect(ended.filter(({ status }) => status === "rejected")).toHaveLength(7);
  await work(1);
  expect(running).toBe(0);
});
