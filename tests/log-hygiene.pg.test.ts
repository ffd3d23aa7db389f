import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openLog } from "../src/log.ts";
import { makeAccount, PASSWORD } from "./accounts.ts";
import { testApi } from "./api.ts";
import { openCompany } from "./product.ts";
import { testDatabase } from "./test-database.ts";

/** What is somebody's own, each with a mark of its own: none of it may come into a log, whatever happens on the way. */
const marks = {
  name: "Qzname Qzfamily",
  email: "qzmail@qzhouse.example",
  phone: "+821098765432",
  handle: "bsky:qzhandle",
  subject: "Qzsubject of a call",
  externalId: "qzexternal",
  password: PASSWORD,
  wrongPassword: "qzwrong heron quiet",
  token: "qztoken0123456789",
  file: "qzfile.csv",
  address: "qzpath",
};

const folder = mkdtempSync(join(tmpdir(), "attain-log-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, "log");
const fd = openSync(path, "a");
const told: string[] = [];
const log = openLog("json", { out: { fd }, error: process.stderr });
const onTerminal = openLog("text", { out: { fd }, error: Object.assign(process.stderr, {}) });

const { database, owner } = await testDatabase();
const { app, keyOf } = await testApi(database, {
  hearRequest: log.request,
  hearFault: (id, error, request) => log.fault({ id, ...request }, error),
});
