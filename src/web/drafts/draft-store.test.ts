import { expect, test } from "vitest";
import type { PlanEntry } from "../../domain/company-file.ts";
import { Problem, Unreachable } from "../ask.ts";
import type { Draft, DraftContent } from "../client.ts";
import { DraftStore, type Keeping, type ShownDraft } from "./draft-store.ts";

const plan = (calls: number, visits = 1): PlanEntry => ({
  id: "monthly",
  cadence: "month",
  require: {
    allOf: [
      { metric: "calls", target: calls },
      { metric: "visits", target: visits },
    ],
  },
});

/** A server with one draft, saved by others too. */
const server = () => {
  let saves = 0;
  let kept: { content: DraftContent; savedBy: string } | null = null;
  const asDraft = (): Draft => ({
    id: "monthly.plan.2",
    name: null,
    state: "open",
    savedBy: kept?.savedBy ?? "",
    savedAt: `t${saves}`,
    decidedBy: null,
    decidedAt: null,
    settingsVersion: null,
    metrics: [],
    plans: ["monthly"],
  });
  const keeping: Keeping = {
    put: async (_id, content, seen) => {
      if (kept !== null && seen !== `t${saves}`) throw new Problem(seen === null ? 428 : 412, { code: "version-mismatch" });
      kept = { content, savedBy: "me" };
      saves += 1;
      return asDraft();
    },
    show: async (): Promise<ShownDraft> => ({ ...asDraft(), content: kept?.content ?? {} }),
  };
  const others = (entry: PlanEntry): void => {
    kept = { content: { plans: [{ ...entry }] }, savedBy: "mina" };
    saves += 1;
  };
  return { keeping, others, content: () => kept?.content, saves: () => saves };
};

const storeOn = (keeping: Keeping) => {
  let clock = 0;
  return new DraftStore({
    section: "plans",
    entry: plan(1),
    draft: null,
    newId: "monthly.plan.2",
    keeping,
    name: () => "Monthly",
    now: () => (clock += 10_000),
  });
};

test("what is changed is kept, and taken back is kept again", async () => {
  const { keeping, content } = server();
  const store = storeOn(keeping);
  store.change("calls", plan(2));
  expect(store.view().saving).toBe("waiting");
  await store.flush();
  expect(store.view()).toMatchObject({ saving: "saved", draft: { id: "monthly.plan.2", savedAt: "t1" }, canUndo: true });
  store.undo();
  await store.flush();
  expect(content()).toEqual({ plans: [plan(1)] });
  store.redo();
  expect(store.view().entry).toEqual(plan(2));
  store.stop();
});

test("what somebody else changed elsewhere meanwhile is kept beside one's own", async () => {
  const { keeping, others, content } = server();
  const store = storeOn(keeping);
  others(plan(1, 9));
  store.change("calls", plan(2));
  await store.flush();
  expect(store.view()).toMatchObject({ saving: "saved", joinedBy: "mina", entry: plan(2, 9) });
  expect(content()).toEqual({ plans: [plan(2, 9)] });
});

test("where both changed the same nothing is lost: one's own holds when one says so, theirs can be taken and taken back", async () => {
  const { keeping, others, content } = server();
  const store = storeOn(keeping);
  others(plan(7));
  store.change("calls", plan(2));
  await store.flush();
  expect(store.view()).toMatchObject({ saving: "conflict", entry: plan(2), conflict: { by: "mina", places: ["/require/allOf/0/target"] } });
  expect(content()).toEqual({ plans: [plan(7)] });
  store.resolve("theirs");
  expect(store.view()).toMatchObject({ saving: "saved", entry: plan(7), canUndo: true });
  store.undo();
  await store.flush();
  expect(content()).toEqual({ plans: [plan(2)] });
});

test("a conflict ends with one's own words", async () => {
  const { keeping, others, content } = server();
  const store = storeOn(keeping);
  others(plan(7));
  store.change("calls", plan(2));
  await store.flush();
  store.resolve("mine");
  await store.flush();
  expect(content()).toEqual({ plans: [plan(2)] });
});

test("what is refused stays as it was typed, with each wrong at its place in the plan", async () => {
  const store = storeOn({
    ...server().keeping,
    put: () =>
      Promise.reject(
        new Problem(422, {
          code: "number-format",
          errors: [{ code: "number-format", detail: "no number", pointer: "/plans/0/require/allOf/0/target" }],
        }),
      ),
  });
  store.change("calls", { ...plan(1), require: { metric: "calls", target: "many" } });
  await store.flush();
  expect(store.view()).toMatchObject({
    saving: "refused",
    wrongs: [{ pointer: "/require/allOf/0/target", detail: "no number" }],
    entry: { require: { target: "many" } },
  });
});

test("without a network the words wait and are kept once it is back", async () => {
  const { keeping, content } = server();
  let isAway = true;
  const store = storeOn({
    ...keeping,
    put: (...given) => (isAway ? Promise.reject(new Unreachable("unreachable")) : keeping.put(...given)),
  });
  store.change("calls", plan(2));
  await store.flush();
  expect(store.view().saving).toBe("unreachable");
  isAway = false;
  await store.flush();
  expect(content()).toEqual({ plans: [plan(2)] });
});

test("changes of the same field within a moment are taken back as one", () => {
  const store = new DraftStore({
    section: "plans",
    entry: plan(1),
    draft: null,
    newId: "x",
    keeping: server().keeping,
    name: () => "",
    now: () => 0,
  });
  store.change("calls", plan(12));
  store.change("calls", plan(123));
  store.undo();
  expect(store.view().entry).toEqual(plan(1));
  store.stop();
});

test("what somebody else saved since one's own was kept is taken up before it is published", async () => {
  const { keeping, others } = server();
  const store = storeOn(keeping);
  store.change("calls", plan(2));
  await store.flush();
  others(plan(2, 7));
  await store.catchUp();
  expect(store.view()).toMatchObject({ saving: "saved", entry: plan(2, 7), joinedBy: "mina", draft: { savedAt: "t2" } });
  store.undo();
  expect(store.view().entry).toEqual(plan(2));
  store.stop();
});
