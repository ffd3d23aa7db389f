import { expect, test } from "vitest";
import { Readings } from "./readings.ts";

test("a reading is told from its beginning to its end, and never goes back", async () => {
  const readings = new Readings();
  const told: (number | null)[] = [];
  const look = () => told.push(readings.shareOf(1, "a"));
  look();
  await readings.during(1, "a", async (progress) => {
    look();
    progress({ stage: "reading", share: 0.5 });
    look();
    progress({ stage: "counting", share: 0.5 });
    look();
    // Counted once more, by another map.
    progress({ stage: "counting", share: 0.1 });
    progress({ stage: "reading", share: null });
    look();
    progress({ stage: "counting", share: 1.2 });
    look();
    await Promise.resolve();
  });
  look();
  expect(told).toEqual([null, 0, 0.3, 0.8, 0.8, 1, null]);
});

test("a reading that fails is told no longer", async () => {
  const readings = new Readings();
  await expect(readings.during(1, "a", () => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(readings.shareOf(1, "a")).toBeNull();
});

test("companies are asked about their own readings", async () => {
  const readings = new Readings();
  await readings.during(1, "a", async () => {
    expect([readings.shareOf(1, "a"), readings.shareOf(2, "a"), readings.shareOf(1, "b")]).toEqual([0, null, null]);
    await Promise.resolve();
  });
});
