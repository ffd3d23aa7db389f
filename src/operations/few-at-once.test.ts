import { expect, test } from "vitest";
import { fewAtOnce } from "./few-at-once.ts";

test("so many at once and no more, each in its turn, whatever fails", async () => {
  const inTurn = fewAtOnce(2, 20);
  let running = 0;
  let most = 0;
  const done: number[] = [];
  const work = async (number: number): Promise<void> =>
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

test("beyond those that may wait one more is turned away, and is taken when there is room again", async () => {
  const inTurn = fewAtOnce(1, 2);
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const taken = [1, 2, 3].map(async (number) => inTurn(() => held.then(() => number)));
  let isBegun = false;
  expect(inTurn(async () => (isBegun = true))).toBeUndefined();
  letGo();
  expect(await Promise.all(taken)).toEqual([1, 2, 3]);
  expect(isBegun).toBe(false);
  expect(await inTurn(async () => 4)).toBe(4);
});
