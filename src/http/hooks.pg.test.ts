import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { testApi, type Answer } from "../../tests/api.ts";
import { attainWith, over } from "../../tests/command-line.ts";
import { makeHook, signed, type Hook } from "../../tests/hook-sender.ts";
import { must, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { readHookOrder } from "../domain/hook.ts";
import { parseMapText } from "../operations/files/maps/import-map.ts";
import { newSecret } from "../operations/secret.ts";
import { openPool } from "../store/database.ts";
import { packageRoot } from "../store/package-root.ts";

const { database, owner } = await testDatabase();
const secret = newSecret();
const api = await testApi(database, { secret });
const { ask } = api;
const folder = mkdtempSync(join(tmpdir(), "attain-hooks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

await openCompany(database, {
  company: { id: "northwind", name: "Northwind", country: "US", timeZone: "America/New_York", currency: "USD" },
  attributes: { campaign: "string" },
  members: [{ id: "raj", name: "Raj", identities: [{ source: "crm", externalId: "u-7" }] }],
  metrics: [{ id: "calls", where: 'kind == "call"' }],
});

const map = {
  columns: {
    external_id: "id",
    member: "owner",
    occurred_at: "at",
    subject: "subject",
    "attributes.campaign": "campaign",
    revised_at: "changed",
    voided_at: "deleted",
  },
  constants: { kind: "call" },
};

const post = (hook: Hook, payload: string, headers: Readonly<Record<string, string>>): Promise<Answer> =>
  ask({ method: "POST", url: hook.path, payload, headers: { authorization: "", "content-type": "application/json", ...headers } });
const tell = (hook: Hook, events: unknown): Promise<Answer> => {
  const { payload, headers } = signed(hook.secret, JSON.stringify(events));
  return post(hook, payload, headers);
};
const counted = async (source: string): Promise<number> => {
  const question = "select count(*)::integer as count from activities where source = $1 and voided_at is null";
  return (await owner.pool.query<{ count: number }>(question, [source])).rows[0]?.count ?? -1;
};

let next = 0;
const call = (more: object = {}) => ({ id: `c-${(next += 1)}`, owner: "u-7", at: "2026-03-02T15:00:00Z", ...more });

test("what cannot be read waits in quarantine, and counts once its map is mended and it is read again", async () => {
  const hook = await makeHook(api, { name: "Mended", source: "mended", map: { ...map, columns: { ...map.columns, occurred_at: "when" } } });
  const { body } = await tell(hook, [call({ owner: "raj" }), call({ owner: "raj" })]);
  expect(body).toMatchObject({ state: "quarantined", received: 2, rejected: 2 });
  const url = `/api/v1/hook-endpoints/${hook.id}`;
  const shown = (await ask(`${url}/requests/${String(body["request"])}`)).body;
  expect(shown["problems"]).toMatchObject([
    { event: 0, pointer: "/occurredAt", detail: { en: expect.stringContaining("date") } },
    { event: 1, pointer: "/occurredAt" },
  ]);
  expect(JSON.parse(String(shown["body"]))).toHaveLength(2);
  expect((await ask(url)).body).toMatchObject({ quarantined: 1 });

  await ask({ method: "PUT", url, headers: { "if-match": "*" }, payload: { name: "Mended", source: "mended", map } });
  const replay = { method: "POST", url: `${url}/requests/${String(body["request"])}/replay` } as const;
  expect((await ask(replay)).body).toMatchObject({
    state: "done",
    counts: { accepted: 2 },
    problems: [],
    hasBody: false,
    replayedBy: "key:tests",
  });
  expect(await counted("mended")).toBe(2);
  expect((await ask(replay)).body["code"]).toBe("hook-body-gone");
  expect((await ask(url)).body).toMatchObject({ quarantined: 0 });
});

test("of several events the good ones count at once, and those that were mended later count once", async () => {
  const hook = await makeHook(api, { name: "Mixed", source: "mixed", map });
  const events = [call({ owner: "raj" }), call({ owner: "raj", subject: "x".repeat(1_001) })];
  const { body } = await tell(hook, events);
  expect(body).toMatchObject({
    state: "quarantined",
    accepted: 1,
    rejected: 1,
    problems: [{ event: 1, code: "text-too-long", pointer: "/subject" }],
  });
  expect(await counted("mixed")).toBe(1);
  const url = `/api/v1/hook-endpoints/${hook.id}`;
  const { subject: _, ...columns } = map.columns;
  await ask({ method: "PUT", url, headers: { "if-match": "*" }, payload: { name: "Mixed", source: "mixed", map: { ...map, columns } } });
  await ask({ method: "POST", url: `${url}/requests/${String(body["request"])}/replay` });
  expect(await counted("mixed")).toBe(2);
});

test("the same delivery by twenty senders at once is counted once", async () => {
  const hook = await makeHook(api, { name: "Crowd", source: "crowd", map });
  const { payload, headers } = signed(hook.secret, JSON.stringify(call({ owner: "raj" })));
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(hook, payload, headers)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  expect(await counted("crowd")).toBe(1);
});

test("one id for two things loses neither", async () => {
  const hook = await makeHook(api, { name: "Twins", source: "twins", map });
  for (const event of [call({ owner: "raj" }), call({ owner: "raj" })]) {
    const { payload, headers } = signed(hook.secret, JSON.stringify(event), { id: "always-the-same" });
    expect((await post(hook, payload, headers)).body).toMatchObject({ state: "done", accepted: 1 });
  }
  expect(await counted("twins")).toBe(2);
});

test("a record is revised, voided and brought back by what its source tells, in whatever order it comes", async () => {
  const hook = await makeHook(api, { name: "Order", source: "order", map });
  const id = "one";
  const states = [
    { ...call({ id, owner: "raj", changed: "2026-03-02T16:00:00Z" }) },
    { ...call({ id, owner: "raj", changed: "2026-03-04T16:00:00Z", subject: "third" }) },
    { ...call({ id, owner: "raj", changed: "2026-03-03T16:00:00Z", subject: "second" }) },
  ];
  for (const state of states) await tell(hook, state);
  const { rows } = await owner.pool.query("select subject from activities where source = 'order'");
  expect(rows).toEqual([{ subject: "third" }]);
  await tell(hook, { id, deleted: "2026-03-05T00:00:00Z" });
  expect(await counted("order")).toBe(0);
  expect((await tell(hook, states[1])).body).toMatchObject({ duplicates: 1 });
  expect(await counted("order")).toBe(0);
  await tell(hook, { ...call({ id, owner: "raj", changed: "2026-03-06T16:00:00Z", subject: "back" }) });
  expect(await counted("order")).toBe(1);
  // Of what never came there is nothing to take back.
  expect((await tell(hook, { id: "never", deleted: "2026-03-05T00:00:00Z" })).body).toMatchObject({
    state: "quarantined",
    problems: [{ code: "activity-not-found" }],
  });
});

describe("signatures of", () => {
  const chosen = "a-secret-that-the-sender-has-chosen";
  const seconds = String(Math.floor(Date.now() / 1000));
  const hmac = (text: string, encoding: "hex" | "base64" = "hex", algorithm = "sha256"): string =>
    createHmac(algorithm, chosen).update(text).digest(encoding);
  type Scheme = { readonly scheme: unknown; readonly headers: (payload: string, path: string) => Record<string, string> };
  const schemes: Readonly<Record<string, Scheme>> = {
    github: { scheme: "github", headers: (payload) => ({ "x-hub-signature-256": `sha256=${hmac(payload)}`, "x-github-delivery": "d-1" }) },
    stripe: {
      scheme: "stripe",
      headers: (payload) => ({ "stripe-signature": `t=${seconds},v1=${"0".repeat(64)},v1=${hmac(`${seconds}.${payload}`)}` }),
    },
    slack: {
      scheme: "slack",
      headers: (payload) => ({ "x-slack-signature": `v0=${hmac(`v0:${seconds}:${payload}`)}`, "x-slack-request-timestamp": seconds }),
    },
    hubspot: {
      scheme: "hubspot",
      headers: (payload, path) => {
        const at = String(Date.now());
        return {
          "x-hubspot-signature-v3": hmac(`POSThttp://localhost:3000${path}${payload}${at}`, "base64"),
          "x-hubspot-request-timestamp": at,
        };
      },
    },
    "any other digest": {
      scheme: {
        type: "hmac",
        header: "X-Sig",
        encoding: "base64",
        algorithm: "sha512",
        signed: "{id}:{timestamp}:{body}",
        timestampHeader: "X-Time",
        idHeader: "X-Id",
      },
      headers: (payload) => ({ "x-sig": hmac(`7:${seconds}:${payload}`, "base64", "sha512"), "x-time": seconds, "x-id": "7" }),
    },
    "a token": { scheme: "token", headers: () => ({ authorization: `Bearer ${chosen}` }) },
    "a token in a header of its own": { scheme: { type: "token", header: "X-Api-Key" }, headers: () => ({ "x-api-key": chosen }) },
  };

  test.each(Object.entries(schemes))("%s are taken when they are right, and refused otherwise", async (name, { scheme, headers }) => {
    const source = name.replaceAll(" ", "-");
    const hook = await makeHook(api, { name, source, scheme, secret: chosen, map });
    const payload = JSON.stringify(call({ owner: "raj" }));
    const right = headers(payload, hook.path);
    expect(await post(hook, payload, right)).toMatchObject({ status: 200, body: { accepted: 1 } });
    for (const header of Object.keys(right).filter((each) => each !== "x-github-delivery")) {
      const { [header]: value = "", ...others } = right;
      const altered = value.replace(/[0-9a-z](?=[^0-9a-z]*$)/i, (last) => (last === "0" ? "1" : "0"));
      expect([header, (await post(hook, payload, { ...others, [header]: altered })).status]).toEqual([header, 401]);
      expect([header, (await post(hook, payload, others)).status]).toEqual([header, 401]);
    }
    const isOfBody = name !== "a token" && !name.startsWith("a token");
    if (isOfBody) expect((await post(hook, `${payload} `, right)).status).toBe(401);
    expect(await counted(source)).toBe(1);
  });

  test("an address alone are none: who knows it is let in", async () => {
    const hook = await makeHook(api, { name: "url", source: "url", scheme: "url", map });
    expect(await post(hook, JSON.stringify(call({ owner: "raj" })), {})).toMatchObject({ status: 200, body: { accepted: 1 } });
  });

  test.each([
    [{ scheme: "hubspot" }, "hook-secret-needed", "/secret"],
    [{ scheme: "githab" }, "enum", "/scheme"],
    [{ scheme: { type: "hmac", header: "X Y" } }, "hook-header", "/scheme/header"],
    [{ scheme: { type: "hmac", header: "X", signed: "{timestamp}.{body}" } }, "required", "/scheme/timestampHeader"],
    [{ scheme: { type: "hmac", header: "X", signed: "{body}.{timestamp}" } }, "hook-signed", "/scheme/signed"],
    [{ secret: "short" }, "hook-secret-short", "/secret"],
    [{ secret: "not base64 at all, but long enough" }, "hook-secret-base64", "/secret"],
    [{ addresses: ["203.0.113.0/40"] }, "network-format", "/addresses/0"],
    [{ addresses: ["localhost"] }, "network-format", "/addresses/0"],
    [{ map: { ...map, sheet: "1" } }, "hook-layout", "/map/sheet"],
    [{ map: { columns: { ...map.columns, membr: "x" } } }, "map-field", "/map/columns/membr"],
    [{ map: { columns: { external_id: "id" } } }, "map-missing", "/map/columns"],
    [{ map: { ...map, events: 3 } }, "map-shape", "/map/events"],
    [{ suspended: "yes" }, "type", "/suspended"],
    [{ nmae: "x" }, "unknown-field", "/nmae"],
  ])("an endpoint with %j is refused: %s at %s", async (wrong, code, pointer) => {
    const { status, body } = await ask({
      method: "POST",
      url: "/api/v1/hook-endpoints",
      payload: { name: "Wrong", source: "wrong", map, ...wrong },
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body["errors"]).toEqual(expect.arrayContaining([expect.objectContaining({ code, pointer })]));
  });
});

test("events of several systems at one address are told apart by headers and by the whole body", async () => {
  const columns = { external_id: { column: "id", prefix: "gh/" }, member: "$.sender", occurred_at: "at", subject: "@x-github-event" };
  const hook = await makeHook(api, {
    name: "Headers",
    source: "headers",
    map: {
      events: "items",
      where: { column: "@x-github-event", equals: "call" },
      type: "@x-github-event",
      columns,
      constants: { kind: "call" },
    },
  });
  const send = (event: string) => {
    const { payload, headers } = signed(hook.secret, JSON.stringify({ sender: "raj", items: [call()] }));
    return post(hook, payload, { ...headers, "x-github-event": event });
  };
  expect((await send("call")).body).toMatchObject({ state: "done", accepted: 1 });
  expect(await send("star")).toMatchObject({ status: 202, body: { state: "ignored", unused: ["star"] } });
});

test("while the database is away nothing is taken, and the sender is told to come again", async () => {
  const nowhere = openPool({ url: "postgres://nobody@127.0.0.1:1/none" });
  const { ask: askNowhere } = await testApi(nowhere);
  const hook = await makeHook(api, { name: "Away", source: "away", map });
  const { payload, headers } = signed(hook.secret, JSON.stringify(call()));
  const answer = await askNowhere({ method: "POST", url: hook.path, payload, headers: { authorization: "", ...headers } });
  expect([answer.status, Number(answer.headers["retry-after"]) > 0]).toEqual([503, true]);
  await nowhere.pool.end();
});

describe.each(["docs/hooks.md", "docs/hooks.ko.md"])("%s", (path) => {
  const text = readFileSync(join(packageRoot, path), "utf8");

  test("shows hooks that are taken, and events that count", async () => {
    const blocks = [...text.matchAll(/^```(yaml|json)\n(.*?)^```/gms)].map(([, type = "", content = ""]) => ({ type, content }));
    expect(blocks.filter(({ type }) => type === "yaml").length).toBeGreaterThan(1);
    let hook: (Hook & { readonly scheme: string }) | undefined;
    for (const { type, content } of blocks) {
      if (type === "yaml") {
        const order = must(readHookOrder(must(parseMapText(content))));
        // Signed in one way, whatever the example says of it.
        hook = {
          ...(await makeHook(api, { ...order, secret: undefined, isSuspended: undefined, scheme: "standard" })),
          scheme: order.scheme.type,
        };
      } else if (hook !== undefined) {
        const { payload, headers } = signed(hook.secret, content);
        const { body } = await post(hook, payload, headers);
        expect([content, body["state"], body["rejected"]]).toEqual([content, "done", 0]);
        expect(Number(body["accepted"]) + Number(body["revised"]) + Number(body["duplicates"])).toBe(1);
      }
    }
  });
});

test("on the command line a hook is added, looked at, mended and ended, and what came is read again", async () => {
  const run = (...line: readonly string[]) => attainWith(over(database, secret), [...line, "--lang", "en"]);
  const file = join(folder, "hook.yaml");
  writeFileSync(
    file,
    "name: By hand\nsource: by-hand\nscheme: url\nmap:\n  columns: { external_id: id, member: owner, occurred_at: wrong }\n  constants: { kind: call }\n",
  );
  const added = await run("add-hook", file);
  expect(added.status).toBe(0);
  const [address = "", shownSecret = ""] = added.stdout.trim().split("\n");
  expect(shownSecret).toMatch(/^whsec_/);
  const hook = { id: "by-hand", path: new URL(address).pathname, secret: shownSecret };
  expect((await post(hook, JSON.stringify(call({ owner: "raj" })), {})).body).toMatchObject({ state: "quarantined" });
  expect((await run("list-hooks")).stdout).toContain("by-hand · By hand · by-hand · token");
  const listed = await run("list-hook-requests", "by-hand", "--state", "quarantined");
  const [, number = ""] = /^(\d+) · /.exec(listed.stdout) ?? [];
  expect((await run("show-hook-request", "by-hand", number)).stdout).toContain('"owner":"raj"');

  const shown = await run("show-hook", "by-hand");
  writeFileSync(file, shown.stdout.replace("wrong", "at"));
  expect((await run("change-hook", "by-hand", file)).status).toBe(0);
  expect((await run("replay-hook-request", "by-hand", number)).stdout).toContain("accepted 1");
  expect((await run("renew-hook-secret", "by-hand")).stdout).toMatch(/^whsec_/);
  expect((await run("end-hook", "by-hand")).status).toBe(0);
  expect((await post(hook, JSON.stringify(call()), {})).status).toBe(410);
  expect(await run("show-hook", "by-hand")).toMatchObject({ status: 2, stderr: expect.stringContaining("There is no inbound hook") });
});

test("on the command line a webhook is added, changed, renewed and ended; an address inside is refused", async () => {
  const run = (...line: readonly string[]) => attainWith(over(database, secret), [...line, "--lang", "en"]);
  expect(await run("add-webhook", "Inside", "https://127.0.0.1/")).toMatchObject({ status: 2 });
  const added = await run("add-webhook", "Chat", "https://chat.example/a", "--shape", "text", "--events", "attain.quota.met");
  expect(added.stdout).toMatch(/^chat · Chat · https:\/\/chat\.example\/a · text · attain\.quota\.met\nwhsec_/);
  expect((await run("change-webhook", "chat", "Chat", "https://chat.example/b")).stdout).toContain(
    "https://chat.example/b · cloudevents · everything",
  );
  expect((await run("list-webhooks")).stdout).toContain("chat · Chat");
  expect((await run("renew-webhook-secret", "chat")).stdout).toMatch(/^whsec_/);
  expect((await run("resume-webhook", "chat")).status).toBe(0);
  expect((await run("show-deliveries", "chat")).stderr).toContain("told nothing yet");
  expect(await run("replay-delivery", "chat", "1")).toMatchObject({ status: 2 });
  expect((await run("end-webhook", "chat")).status).toBe(0);
  expect((await run("list-webhooks")).stdout).not.toContain("chat · Chat");
});

test("none of it was a fault", () => {
  expect(api.faults).toEqual([]);
});
