import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { crc32, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { discardImport } from "../src/operations/discard-import.ts";
import { runImport } from "../src/operations/run-import.ts";
import { tidyImports } from "../src/operations/tidy-imports.ts";
import { importStore, writeStream } from "../src/operations/uploads/import-store.ts";
import { verifyCompany } from "../src/operations/verify-company.ts";
import { refusal } from "../src/domain/refusal.ts";
import { testApi, type Answer } from "./api.ts";
import { must, openCompany } from "./product.ts";
import { badInputs } from "./reference.ts";
import { testDatabase } from "./test-database.ts";

/** Every row of the list of bad inputs that is about a file or the sending of one, through the door that files are sent to. */

const MEGABYTE = 1024 * 1024;

const { database } = await testDatabase();
const root = mkdtempSync(join(tmpdir(), "attain-bad-files-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const store = { ...importStore(join(root, "imports")), largest: 4 * MEGABYTE, mostWaiting: 6 * MEGABYTE };

const company = (id: string): object => ({
  company: { id, name: id, country: "US", timeZone: "America/New_York", currency: "USD" },
  members: [
    { id: "raj", name: "Raj", email: `raj@${id}.example` },
    { id: "kim-1", name: "Kim", email: `kim@${id}.example` },
    { id: "kim-2", name: "Kim", email: `kim2@${id}.example` },
    { id: "gone", name: "Gone", email: `gone@${id}.example`, employedThrough: "2026-02-28" },
  ],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
});
const { companyId } = await openCompany(database, company("ours"));
await openCompany(database, company("theirs"));
const { app, ask, keyOf, faults } = await testApi(database, { imports: store, silenceSeconds: 1 });
let port = 0;
beforeAll(async () => {
  port = Number(new URL(await app.listen({ port: 0, host: "127.0.0.1" })).port);
});

const key = await keyOf("ours");
const ours = { "attain-company": "ours", ...key };
const boundary = "----attain-bad-files";
const head = (name: string, fileName: string | null, type = "text/csv"): string =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${fileName === null ? "" : `; filename="${fileName}"`}\r\nContent-Type: ${type}\r\n\r\n`;
const tail = `\r\n--${boundary}--\r\n`;
const formOf = (content: string | Buffer, fileName: string | null, type?: string): Buffer =>
  Buffer.concat([Buffer.from(head("file", fileName, type)), Buffer.from(content), Buffer.from(tail)]);
const formHeaders = { ...ours, "content-type": `multipart/form-data; boundary=${boundary}` };

const send = (content: string | Buffer, fileName: string | null = "calls.csv", type?: string): Promise<Answer> =>
  ask({ method: "POST", url: "/api/v1/imports", payload: formOf(content, fileName, type), headers: formHeaders });

/** Files that are sent; rejected rows aside. */
const lying = (): readonly string[] =>
  (existsSync(store.folder) ? readdirSync(store.folder) : []).filter((name) => !name.endsWith(".rejected"));
const worker = {
  id: "00000000-0000-4000-8000-000000000002",
  isStopping: () => false,
  hearFault: (error: unknown) => void faultsOfRuns.push(error),
};
const faultsOfRuns: unknown[] = [];

afterEach(async () => {
  for (const id of lying()) await discardImport(database, companyId, store, id, { language: "en" });
});

const discard = async (answer: Answer): Promise<void> => {
  if (answer.status === 201) must(await discardImport(database, companyId, store, String(answer.body["id"]), { language: "en" }));
};

/** The import when it is done. */
const imported = async (answer: Answer): Promise<Answer["body"]> => {
  const url = `/api/v1/imports/${String(answer.body["id"])}`;
  const confirmed = await ask({ method: "POST", url: `${url}/confirmation`, payload: {}, headers: ours });
  if (confirmed.status !== 202) return confirmed.body;
  await runImport(database, companyId, store, worker);
  return (await ask({ url, headers: ours })).body;
};

let number = 0;
const header = "source,external_id,member,kind,occurred_at";
const time = "2026-03-02T10:00:00Z";
const row = (change: { readonly id?: string; readonly member?: string; readonly kind?: string; readonly at?: string } = {}): string =>
  `dialer,${change.id ?? `bad-${(number += 1)}`},${change.member ?? "raj"},${change.kind ?? "call"},${change.at ?? time}`;
const file = (...lines: readonly string[]): string => `${header}\n${lines.join("\n")}\n`;
const wide = (column: string, cell: string): string => `${header},${column}\n${row()},${cell}\n`;

/** A ZIP archive with one file that is stored as it is. */
const zip = (name: string, content: string): Buffer => {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt32LE(crc32(content), 14);
  local.writeUInt32LE(content.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  local.copy(central, 6, 4, 30);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + content.length, 16);
  return Buffer.concat([local, Buffer.from(name), Buffer.from(content), central, Buffer.from(name), end]);
};

const seen = new Set<string>();
const cases = (ids: string): string => {
  for (const id of ids.split(" ")) seen.add(id);
  return ids;
};

describe("a file that is refused as a whole: with its code, its place, and nothing kept", () => {
  const cp = (...bytes: readonly number[]): Buffer => Buffer.from(bytes);
  const csv = (cell: Buffer): Buffer =>
    Buffer.concat([Buffer.from(`${header},subject\ndialer,x,raj,call,${time},`), cell, Buffer.from("\n")]);
  const manyRows = Array.from({ length: 40_000 - 1 }, (_, at) => `d,${at},raj,call,${time}`).join("\n");
  const png = Buffer.concat([cp(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), Buffer.alloc(200)]);
  test.each<[ids: string, content: string | Buffer, name: string, status: number, code: string, says: readonly string[]]>([
    ["A1 H2", "", "calls.csv", 422, "csv-empty", ["header row"]],
    ["A3", cp(0xef, 0xbb, 0xbf), "calls.csv", 422, "csv-empty", []],
    ["A7", csv(Buffer.from("Jos\u00e9", "latin1")), "calls.csv", 422, "csv-encoding", ["Row 2", "column 6", "E9"]],
    [
      "A8",
      Buffer.concat([Buffer.from(`${header}\n${manyRows}\nd,`), cp(0xff), Buffer.from(`,raj,call,${time}\n`)]),
      "calls.csv",
      422,
      "csv-encoding",
      ["Row 40001", "FF"],
    ],
    ["A10", csv(cp(0xc0, 0xaf)), "calls.csv", 422, "csv-encoding", ["C0"]],
    ["A13", `${header},date,x,date\n${row()},1,2,3\n`, "calls.csv", 422, "csv-column-repeated", ['"date"', "6", "8"]],
    ["A17", `${header},\n${row()},\n`, "calls.csv", 422, "csv-column-unnamed", ["Column 6"]],
    ["A27", "x,y;z\n1,2;3\n4,5;6\n", "calls.csv", 422, "csv-delimiter-unclear", ['","', '";"']],
    ["A20", `${header}\n${row()}\n"dialer,y,raj,call,${time}\n`, "calls.csv", 422, "csv-quote-open", ["row 3", "column 1"]],
    ["A34", `${header}\n${"x".repeat(600_000)}`, "calls.csv", 422, "csv-row-too-long", ["Row 2", "262144"]],
    ["A38", "<!doctype html><html><body><form>Sign in</form></body></html>", "calls.csv", 415, "file-type", ["web page"]],
    ["H34", Buffer.concat([Buffer.from("MZ\x90\x00", "latin1"), Buffer.alloc(200)]), "calls.csv", 415, "file-type", ["program"]],
    ["H37", "<html><body>x</body></html>", "picture.png", 415, "file-type", [".png"]],
    ["H33", `${header}\n${row()}\n`, "calls", 415, "file-type", [".csv"]],
    ["H31", `${header}\n${row()}\n`, "x.csv.exe", 415, "file-type", [".exe"]],
    ["H40 H41 H42", png, "picture.png", 415, "file-type", ["picture"]],
    ["H44 H48", zip("../../etc/passwd", "x"), "calls.zip", 415, "file-type", []],
    ["H43", Buffer.concat([Buffer.from("GIF89a"), Buffer.alloc(100)]), "moving.gif", 415, "file-type", ["picture"]],
    ["H47", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "x.xml", 415, "file-type", ["XML"]],
    ["H49", gzipSync("a,b\n1,2\n"), "calls.csv.gz", 415, "file-type", ["compressed"]],
    ["H49", Buffer.concat([Buffer.from("7z\xbc\xaf\x27\x1c", "latin1"), Buffer.alloc(100)]), "calls.7z", 415, "file-type", ["compressed"]],
    ["H49", Buffer.concat([Buffer.from("Rar!\x1a\x07", "latin1"), Buffer.alloc(100)]), "calls.rar", 415, "file-type", ["compressed"]],
    ["H53", "<html><body><p>no table</p></body></html>", "calls.csv", 415, "file-type", ["web page"]],
  ])("%s", async (ids, content, name, status, code, says) => {
    cases(ids);
    const before = lying().length;
    const answer = await send(content, name);
    expect([answer.status, answer.body["code"]]).toEqual([status, code]);
    for (const each of says) expect(String(answer.body["detail"])).toContain(each);
    expect(lying()).toHaveLength(before);
  });
});

describe("a file that is taken, with what is wrong in its rows", () => {
  test.each<[ids: string, content: string, says: (preview: Answer["body"]) => unknown, expected: unknown]>([
    [cases("A14"), `source, External ID ,member,kind,occurred_at\n${row()}\n`, (preview) => preview["canImport"], true],
    [cases("A15"), wide("mood", "fine"), (preview) => preview["notes"], [expect.stringContaining("mood")]],
    [cases("A24"), file(row(), row()).replaceAll("\n", "\r"), (preview) => [preview["rows"], preview["rejected"]], [2, 0]],
    [cases("A25"), `${header}\r\n${row()}\n${row()}\r\n`, (preview) => [preview["rows"], preview["rejected"]], [2, 0]],
    [cases("A60"), file(row({ kind: " Call " })), (preview) => preview["kinds"], { call: 1 }],
    [cases("A46 A47"), wide("subject", '"""><img src=x onerror=alert(1)><script>alert(1)</script>"'), (preview) => preview["rejected"], 0],
    [cases("H32 H52"), file(row()), (preview) => preview["canImport"], true],
  ])("%s", async (_ids, content, says, expected) => {
    const answer = await send(content, "X.CSV", "text/html");
    expect(answer.status).toBe(201);
    expect(says(answer.body["preview"] as Answer["body"])).toEqual(expected);
    await discard(answer);
  });

  test.each<[ids: string, content: string, code: string, says: readonly string[]]>([
    [cases("A9"), file(`dialer,a9,raj,call\0,${time}`), "text-nul", ["NUL"]],
    [cases("A18"), file("dialer,a18,raj"), "csv-cells", ["Row 2", "3 cells", "5"]],
    [cases("A22"), file(`dialer,"a"22,raj,call,${time}`), "csv-quote", ["Row 2", "column 2"]],
    [cases("A29"), wide("quantity", '"1,5"'), "number-format", ["1,5"]],
    [cases("A44"), wide("quantity", "-5"), "number-min", ["-5"]],
    [cases("A48"), wide("url", "javascript:alert(1)"), "url-scheme", ["javascript:alert(1)"]],
    [cases("A54"), file(`dialer,,raj,call,${time}`), "key-empty", []],
    [cases("A54"), file(`dialer,"  ",raj,call,${time}`), "key-empty", []],
    [cases("A59"), file(row({ kind: "cal" })), "kind-unknown", ["cal", "call"]],
    ...["1e3", "0x10", "1_000", "12abc", "١٢", "１２"].map(
      (cell) => [cases("A61"), wide("quantity", cell), "number-format", [cell]] as [string, string, string, readonly string[]],
    ),
    [cases("A63"), wide("quantity", "9007199254740993"), "number-range", ["1000000"]],
    [cases("A66"), file(row({ at: "#REF!" })), "value-placeholder", ["#REF!"]],
    [cases("A66"), file(row({ kind: "NULL" })), "value-placeholder", ["NULL"]],
  ])("%s: the row is told in the preview, and rejected with its reason", async (_ids, content, code, says) => {
    const answer = await send(content);
    expect(answer.status).toBe(201);
    const rejections = (answer.body["preview"] as Answer["body"])["rejections"] as {
      row: number;
      errors: { code: string; detail: string }[];
    }[];
    expect(rejections.map((each) => [each.row, each.errors[0]?.code])).toEqual([[2, code]]);
    for (const each of says) expect(rejections[0]?.errors[0]?.detail).toContain(each);
    await discard(answer);
  });

  test.each<[ids: string, member: string]>([
    [cases("A55"), "nobody@ours.example"],
    [cases("A56"), "raj@theirs.example"],
    [cases("A57"), "gone@ours.example"],
    [cases("A58"), "Kim"],
  ])("%s: who is not known is kept, unattributed: %s", async (_ids, member) => {
    expect(await imported(await send(file(row({ member }))))).toMatchObject({ counts: { accepted: 1, unattributed: 1 } });
  });

  test(`${cases("A50 A51 A68")}: the same again is a duplicate, changed a revision, the same file again says so`, async () => {
    const twice = [row({ id: "a50" }), row({ id: "a50" }), row({ id: "a51" }), row({ id: "a51", kind: "email" })];
    const first = await send(file(...twice));
    expect(await imported(first)).toMatchObject({ counts: { accepted: 2, duplicates: 1, revised: 1 } });
    const again = await send(file(...twice));
    expect(again.body["sameFileAs"]).toMatchObject({ id: first.body["id"] });
    await discard(again);
  });

  test(`${cases("A16")}: a name with a character that nobody sees is read without it, and that is told`, async () => {
    const done = await imported(await send(`${header}\u200b\n${row()}\n`));
    expect(done).toMatchObject({ counts: { accepted: 1 }, notes: [expect.stringContaining('Column 5 was read as "occurred_at"')] });
  });

  test(`${cases("A43")}: what begins like a formula is text, and rejected rows hold it so that no spreadsheet reckons with it`, async () => {
    const done = await imported(await send(`${header},subject\n${row()},+1-1\n${row({ kind: "cal" })},+1-1\n`));
    expect(done).toMatchObject({ counts: { accepted: 1, rejected: 1 } });
    const url = `/api/v1/imports/${String(done["id"])}/rejected`;
    expect((await app.inject({ url, headers: { ...ours, host: "localhost" } })).body).toContain(",'+1-1,");
  });

  test(`${cases("A64")}: a day that may be read in two ways is asked about, and nothing is imported before`, async () => {
    const answer = await send(file(row({ at: "03/04/2026 10:00" })));
    const preview = answer.body["preview"] as Answer["body"];
    expect(preview["canImport"]).toBe(false);
    expect(JSON.stringify([preview["questions"], preview["refusals"]])).toMatch(/date/i);
    expect(await imported(answer)).toMatchObject({ code: "import-not-ready" });
    await discard(answer);
  });
});

describe("the name of a file", () => {
  test.each<[ids: string, name: string | null, label: string]>([
    [cases("H21"), "../../etc/passwd.csv", "passwd.csv"],
    [cases("H22"), "..\\..\\windows\\x.csv", "x.csv"],
    [cases("H23"), "/etc/passwd.csv", "passwd.csv"],
    [cases("H23"), "C:\\x.csv", "x.csv"],
    [cases("H27"), "", "upload"],
    [cases("H27"), ".", "upload"],
    [cases("H27"), "..", "upload"],
    [cases("H28"), "CON.csv", "CON.csv"],
  ])("%s: of %j the label is %j, and the file lies under a name of its own", async (_ids, name, label) => {
    const answer = await send(file(row()), name);
    expect([answer.status, answer.body["fileName"]]).toEqual([201, label]);
    expect(lying()).toContain(answer.body["id"]);
    await discard(answer);
  });

  test.each<[ids: string, name: string]>([
    [cases("H24"), "x.csv\0.exe"],
    [cases("H25"), "x%0D%0Ay.csv"],
    [cases("H26"), "x".repeat(5_000)],
    [cases("H29"), "exe\u202evsc.csv"],
  ])("%s is refused", async (_ids, name) => {
    const answer = await send(file(row()), name);
    expect([answer.status, answer.body["code"]]).toEqual([422, "file-name"]);
    expect(lying()).toEqual([]);
  });
});

/** What a server says to bytes that are sent by hand. `cut`: the sender hangs up its half after them. */
const speak = (bytes: readonly (string | Buffer)[], { pauseMs = 0, cut = false } = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let said = "";
    socket.on("data", (piece) => (said += piece.toString()));
    socket.on("close", () => resolve(said));
    socket.on("error", (error) => (said === "" ? reject(error) : resolve(said)));
    const next = (at: number): void => {
      const piece = bytes[at];
      if (piece === undefined) {
        if (cut) socket.end();
        return;
      }
      socket.write(piece, () => setTimeout(() => next(at + 1), pauseMs));
    };
    next(0);
  });

const requestHead = (length: number | null, type = `multipart/form-data; boundary=${boundary}`): string =>
  `POST /api/v1/imports HTTP/1.1\r\nHost: localhost:${port}\r\nAttain-Company: ours\r\nAuthorization: ${key["authorization"]}\r\nContent-Type: ${type}\r\n${
    length === null ? "Transfer-Encoding: chunked" : `Content-Length: ${length}`
  }\r\n\r\n`;

describe("the sending of a file", () => {
  test(`${cases("H1")}: without a file`, async () => {
    const payload = `--${boundary}\r\nContent-Disposition: form-data; name="what"\r\n\r\nactivities${tail}`;
    const answer = await ask({ method: "POST", url: "/api/v1/imports", payload, headers: formHeaders });
    expect([answer.status, answer.body["code"]]).toEqual([400, "file-part-missing"]);
  });

  test(`${cases("H6")}: with a boundary of 10 kB, or none`, async () => {
    for (const type of [`multipart/form-data; boundary=${"x".repeat(10_000)}`, "multipart/form-data"]) {
      const headers = { ...ours, "content-type": type };
      const answer = await ask({ method: "POST", url: "/api/v1/imports", payload: formOf(file(row()), "x.csv"), headers });
      expect([answer.status, answer.body["code"]]).toEqual([400, "multipart-syntax"]);
    }
  });

  test(`${cases("H11")}: that falls silent is ended, and nothing of it stays`, async () => {
    const body = formOf(file(row()), "x.csv");
    const said = await speak([requestHead(body.length + 1_000), body.subarray(0, body.length - 30)]);
    expect(said).toMatch(/^HTTP\/1\.1 408 /);
    expect(said).toContain('"request-timeout"');
    expect(lying()).toEqual([]);
  });

  test(`${cases("H12")}: that crawls is ended too`, async () => {
    const crawl = Array.from({ length: 30 }, () => "0123456789");
    const said = await speak([requestHead(100_000), head("file", "x.csv"), ...crawl], { pauseMs: 100 });
    expect(said).toMatch(/^HTTP\/1\.1 408 /);
    expect(lying()).toEqual([]);
  });

  test(`${cases("H13 A71")}: that is cut says how much came`, async () => {
    const whole = formOf(file(...Array.from({ length: 20_000 }, () => row())), "x.csv");
    // As a proxy passes it on that lost its client: the request is whole, the form in it is not.
    const part = whole.subarray(0, Math.floor(whole.length * 0.6));
    const answer = await ask({ method: "POST", url: "/api/v1/imports", payload: part, headers: formHeaders });
    expect([answer.status, answer.body["code"]]).toEqual([400, "upload-incomplete"]);
    expect(String(answer.body["detail"])).toContain("MB arrived. Nothing was stored.");
    await speak([requestHead(whole.length), part], { cut: true });
    await expect.poll(lying).toEqual([]);
  });

  test(`${cases("A30 H14")}: that is too large is refused by what it announces, and stopped at the limit when it announces nothing`, async () => {
    const announced = await speak([requestHead(store.largest * 10), head("file", "x.csv")]);
    expect(announced).toMatch(/^HTTP\/1\.1 413 /);
    expect(announced).toContain('"file-too-large"');
    const large = formOf(Buffer.alloc(store.largest + 1, "a"), "x.csv");
    const answer = await ask({ method: "POST", url: "/api/v1/imports", payload: large, headers: formHeaders });
    expect([answer.status, answer.body["code"]]).toEqual([413, "file-too-large"]);
    expect(String(answer.body["detail"])).toContain("4 MB");
    expect(lying()).toEqual([]);
  });

  test(`${cases("H18")}: that is more than a company may have waiting`, async () => {
    const big = file(...Array.from({ length: 50_000 }, (_, at) => `dialer,quota-${at},raj,call,${time}`));
    const first = await send(big);
    expect(first.status).toBe(201);
    const other = await send(`${big}${"\n".repeat(MEGABYTE)}`);
    const third = await send(big);
    expect([other.status, third.status, third.body["code"]]).toEqual([201, 413, "quota-full"]);
    expect(String(third.body["detail"])).toContain("6 MB");
    expect(lying()).toHaveLength(2);
    await discard(first);
    await discard(other);
    expect(lying()).toEqual([]);
  });

  test.skipIf(!existsSync("/dev/full"))(`${cases("H19")}: to a disk that is full`, async () => {
    const outcome = await writeStream(Readable.from([Buffer.alloc(100_000)]), createWriteStream("/dev/full"), MEGABYTE, () =>
      refusal("file-too-large", ""),
    );
    expect(outcome).toMatchObject({ ok: false, refusals: [{ code: "storage-full" }] });
  });

  test(`${cases("H20")}: that a killed server left is swept away, and what is on its way is not`, async () => {
    mkdirSync(store.folder, { recursive: true });
    const left = join(store.folder, "00000000-0000-4000-8000-00000000000a.arriving");
    const coming = join(store.folder, "00000000-0000-4000-8000-00000000000b.arriving");
    for (const path of [left, coming]) writeFileSync(path, "x");
    const anHourAgo = new Date(Date.now() - 3_600_000);
    utimesSync(left, anHourAgo, anHourAgo);
    await tidyImports(database, store, Date.now());
    expect(lying()).toEqual(["00000000-0000-4000-8000-00000000000b.arriving"]);
    rmSync(coming);
    expect((await ask({ url: "/api/v1/imports?limit=200", headers: ours })).body["imports"]).not.toContainEqual(
      expect.objectContaining({ state: "waiting" }),
    );
  });
});

describe("what was sent, asked for again", () => {
  test(`${cases("H55 H54")}: by another company it is not there`, async () => {
    const sent = await send(file(row()));
    const id = String(sent.body["id"]);
    for (const [method, path] of [
      ["GET", ""],
      ["DELETE", ""],
      ["GET", "/rejected"],
      ["POST", "/confirmation"],
    ] as const) {
      const request = { method, url: `/api/v1/imports/${id}${path}`, headers: { "attain-company": "theirs" } };
      const answer = await ask(method === "POST" ? { ...request, payload: {} } : request);
      expect([answer.status, answer.body["code"]]).toEqual([404, "not-found"]);
    }
    expect((await ask({ url: "/api/v1/imports/../../etc/passwd", headers: ours })).status).toBe(404);
    await discard(sent);
  });

  test(`${cases("H56 H57 H59 H64")}: rejected rows are saved and never shown, whatever the file was called and the link says`, async () => {
    const done = await imported(await send(file(row(), row({ kind: "<script>" })), "a'\\\"quote;é.html.csv"));
    expect(done).toMatchObject({ counts: { accepted: 1, rejected: 1 } });
    const url = `/api/v1/imports/${String(done["id"])}/rejected`;
    const headers = { ...ours, host: "localhost" };
    const got = await app.inject({ url, headers: { ...headers, range: "bytes=999999-" } });
    expect(got.statusCode).toBe(200);
    expect(got.headers["accept-ranges"]).toBeUndefined();
    expect(got.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(got.headers["content-disposition"]).toMatch(
      /^attachment; filename="rejected-[0-9a-f-]{36}\.csv"; filename\*=UTF-8''[A-Za-z0-9.%_~-]+$/,
    );
    expect(got.headers["x-content-type-options"]).toBe("nosniff");
    expect(got.headers["content-security-policy"]).toBe("default-src 'none'; sandbox");
    expect((await ask({ url: `${url}?name=../../x`, headers: ours })).body["code"]).toBe("parameter-unknown");
  });

  test(`${cases("H61")}: once it is over it is not confirmed again`, async () => {
    const sent = await send(file(row()));
    const done = await imported(sent);
    expect(done["state"]).toBe("done");
    const again = await ask({ method: "POST", url: `/api/v1/imports/${String(sent.body["id"])}/confirmation`, payload: {}, headers: ours });
    expect([again.status, again.body["code"]]).toEqual([409, "import-over"]);
  });
});

test("after all of it the tally is what a recount gives, and nothing was a fault", async () => {
  expect(await verifyCompany(database, companyId)).toMatchObject({ equal: true });
  expect([...faults, ...faultsOfRuns]).toEqual([]);
});

/** Why a row is not asked here. */
const notHere: Readonly<Record<string, string>> = {
  A31: "no limit of rows: memory stays flat (bench: ingest)",
  A67: "closed periods take an adjustment (src/operations/close-period.pg.test.ts)",
  A70: "tests/faults/imports-killed.pg.test.ts",
  A72: "tests/bad-access.pg.test.ts",
  H46: "src/operations/files/formats/sheets.memory.test.ts",
  H17: "what waits is limited for the company (H18), whoever sent it",
  H58: "tests/bad-access.pg.test.ts",
  H62: "a file is sent whole, and sent again when it was cut: there is no resuming at an offset",
};

test("every row about files is asked here, or stands above with the reason", () => {
  const asked = badInputs().filter(({ id }) => /^[AH]\d/.test(id));
  expect(asked.filter(({ id }) => !seen.has(id) && !(id in notHere)).map(({ id, input }) => `${id} ${input}`)).toEqual([]);
});
