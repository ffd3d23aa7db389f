import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, expect, test } from "vitest";
import { must, NOW, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { confirmImport } from "../operations/confirm-import.ts";
import { receiveImport } from "../operations/receive-import.ts";
import { showImport } from "../operations/show-import.ts";
import { importStore, takeIn, tooLargeRefusal } from "../operations/uploads/import-store.ts";
import { Importing } from "./importing.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-importing-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const store = importStore(join(folder, "imports"));
const options = { by: "test", language: "en", now: NOW } as const;

const content = "source,external_id,member,kind,occurred_at\ndialer,1,raj,call,2026-03-02T10:00:00Z\n";

/** A file of the company that waits for its turn. */
const confirmed = async (companyId: number): Promise<string> => {
  const arrived = must(await takeIn(store, Readable.from([content]), store.largest, () => tooLargeRefusal(store)));
  const file = { arrived, fileName: "calls.csv", what: undefined, map: undefined };
  const { id } = must(await receiveImport(database, companyId, store, file, options));
  const confirmation = { addMembers: false, saveMapAs: null, map: undefined, complete: null };
  must(await confirmImport(database, companyId, store, { id, confirmation }, options));
  return id;
};

test("however many companies there are, each has its turn", async () => {
  const waiting: (readonly [number, string])[] = [];
  for (const id of ["north", "east", "south", "west", "middle"]) {
    const { companyId } = await openCompany(database, { company: { id, name: id, country: "US", timeZone: "Etc/UTC", currency: "USD" } });
    waiting.push([companyId, await confirmed(companyId)]);
  }
  const faults: unknown[] = [];
  const importing = new Importing(database, store, { isStopping: () => false, hearFault: (error) => void faults.push(error) });
  await importing.begin();
  await importing.settle();
  const states = await Promise.all(waiting.map(async ([companyId, id]) => must(await showImport(database, companyId, id, options)).state));
  expect(states).toEqual(["done", "done", "done", "done", "done"]);
  expect(faults).toEqual([]);
});
