import fc from "fast-check";
import type { InjectOptions } from "fastify";
import { expect, test } from "vitest";
import { signedIn, type Shown } from "../../tests/accounts.ts";
import { testApi, type ApiDocument, type Operation } from "../../tests/api.ts";
import { newKey } from "../../tests/key.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { endUser } from "../operations/end-user.ts";

/** A failing seed is printed and can be given again by `ATTAIN_TEST_SEED`. */
const requests = Number(process.env["ATTAIN_TEST_FUZZ"] || 20_000);
/** Half of the time of a request is the database's: meanwhile others are asked. */
const AT_ONCE = 8;
const seed = Number(process.env["ATTAIN_TEST_SEED"] || Date.now() % 2 ** 31);

const { database, owner } = await testDatabase();
// Nothing is cut off here: the disk need not be waited for.
const { rows } = await owner.pool.query<{ name: string }>("select current_database() as name");
await owner.pool.query(`alter database "${rows[0]?.name}" set synchronous_commit = off`);
// Nobody outside is asked.
const { ask, document, faults, keyOf } = await testApi(database, { outside: { resolve: async () => [] } });

const company = {
  company: { id: "northwind", name: "Northwind", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  teams: [{ id: "sales" }],
  members: [{ id: "raj", name: "Raj", team: "sales", identities: [{ source: "crm", externalId: "005" }] }],
  attributes: { campaign: "string", premium: "money" },
  metrics: [
    { id: "calls", where: 'kind == "call" && durationSeconds >= 60', oncePer: { prospect: "week" } },
    { id: "won", where: 'prospect.stage != "customer"', measure: { sum: "amount", currency: "KRW" } },
  ],
  plans: [
    {
      id: "weekly",
      cadence: "week",
      require: {
        anyOf: [
          { metric: "calls", target: 2 },
          { metric: "won", target: 1000 },
        ],
      },
    },
  ],
};

const known = [
  "raj",
  "sales",
  "calls",
  "won",
  "weekly",
  "crm",
  "005",
  "dialer",
  "call",
  "email",
  "2026-03-02",
  "2026-03-09",
  "2026-04-01",
  "2026-02-30",
  "week",
  "day",
  "team",
  "1",
  "200",
];
const hostile = [
  "", " ", "\0", "\u001b[31m", "\ud800", "\u202e", "é", "é", "😀", "null", "undefined", "NaN", "-0", "1e999", "9007199254740993", "'; drop table activities; --", "%", "%00", "../..",
  "__proto__", "constructor", "<script>", "=1+1", "infinity", "today", "2026-13-01", "0000-00-00", "9999-12-31", "+09:00", "x".repeat(300), "raj:60%;mina:40%", "bsky:mina", "+82 10-1234-5678", "a@b.example",
]; // prettier-ignore
const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...known) },
  { weight: 2, arbitrary: fc.constantFrom(...hostile) },
  fc.string({ unit: "binary", maxLength: 40 }),
);

type Schema = Readonly<Record<string, unknown>>;

/** What the document allows, and now and then something else. */
const arbitraryOf = (schema: Schema, components: ApiDocument["components"]["schemas"], depth = 0): fc.Arbitrary<unknown> => {
  const within = (each: unknown): fc.Arbitrary<unknown> => arbitraryOf(each as Schema, components, depth + 1); // a schema's parts are schemas
  const allowed = (): fc.Arbitrary<unknown> => {
    const reference = schema["$ref"];
    if (typeof reference === "string") return within(components[reference.split("/").at(-1) ?? ""] ?? {});
    if (Array.isArray(schema["anyOf"])) return fc.oneof(...schema["anyOf"].map(within));
    if (Array.isArray(schema["enum"])) return fc.constantFrom(...(schema["enum"] as unknown[]));
    if ("const" in schema) return fc.constant(schema["const"]);
    const { type, format } = schema;
    if (type === "null") return fc.constant(null);
    if (type === "boolean") return fc.boolean();
    if (type === "integer" || type === "number") return fc.oneof(fc.integer({ min: -5, max: 10_000 }), fc.double(), fc.maxSafeInteger());
    if (type === "array") return fc.array(within(schema["items"] ?? {}), { maxLength: 4 });
    if (format === "date-time")
      return fc.oneof(
        fc.constantFrom("2026-03-02T10:00:00+09:00", "2026-03-02T10:00:00Z", "2026-03-02T10:00:00", "2026-03-02T24:00:00Z"),
        text,
      );
    if (format === "date") return fc.oneof(fc.constantFrom("2026-03-02", "2026-02-29", "1899-12-31"), text);
    if (type === "object" && typeof schema["properties"] === "object") {
      const properties = Object.entries(schema["properties"] as Record<string, Schema>);
      return fc.record(Object.fromEntries(properties.map(([name, each]) => [name, within(each)])), {
        requiredKeys: Array.isArray(schema["required"]) ? (schema["required"] as string[]) : [],
      });
    }
    if (type === "object") return fc.dictionary(text, text, { maxKeys: 4 });
    return text;
  };
  return depth > 6
    ? text
    : fc.oneof(
        { weight: 12, arbitrary: allowed() },
        { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
        { weight: 1, arbitrary: text },
      );
};

/** An object may have a `toString` of its own that is no function. */
const written = (value: unknown): string => (typeof value === "object" && value !== null ? JSON.stringify(value) : String(value));
const encoded = (value: unknown): string => encodeURIComponent(written(value).replace(/\p{Cs}/gu, "\ufffd"));

/** What is right, or has one or two of its parts replaced. */
const nearlyRight = (whole: object): fc.Arbitrary<object> =>
  fc.oneof(
    fc.constant(whole),
    fc
      .array(fc.tuple(fc.constantFrom(...Object.keys(whole)), fc.oneof(text, fc.jsonValue({ maxDepth: 3 }))), { maxLength: 2 })
      .map((parts) => ({ ...whole, ...Object.fromEntries(parts) })),
  );

const activity = fc
  .record({
    source: fc.constantFrom("dialer", "crm"),
    externalId: fc.integer({ min: 1, max: 50 }).map((id) => `id-${id}`),
    member: fc.constantFrom("raj", "005", "nobody"),
    kind: fc.constantFrom("call", "email"),
    occurredAt: fc.constantFrom("2026-03-02T10:00:00+09:00", "2026-03-31T23:30:00Z"),
    durationSeconds: fc.integer({ min: 0, max: 100 }),
    prospect: fc.constantFrom("kim@acme.example", "bsky:mina", "+821012345678"),
    revisedAt: fc.constantFrom("2026-04-01T00:00:00Z", "2026-04-02T00:00:00Z", null),
    voidReason: fc.constant(null),
    amount: fc.constantFrom("1200", null),
    currency: fc.constantFrom("KRW", "USD"),
    attributes: fc.constantFrom({ campaign: "spring" }, { premium: "1200" }, null),
  })
  .chain(nearlyRight);

/** A form with a file of a few rows, and now and then with something else. */
const form = fc
  .tuple(
    fc.constantFrom("calls.csv", "calls.ndjson", "x.exe", "../x"),
    fc.constantFrom("external_id", "Call Id"),
    text,
    fc.constantFrom("file", "files"),
  )
  .map(([fileName, key, cell, part]) => {
    const quoted = `"${cell.replaceAll('"', '""')}"`;
    const csv = `source,${key},member,kind,occurred_at,subject\ndialer,1,raj,call,2026-03-02T10:00:00Z,${quoted}\n`;
    const content = fileName.endsWith(".ndjson") ? `${JSON.stringify({ source: "crm", subject: cell })}\n` : csv;
    return {
      payload: `--fuzz\r\nContent-Disposition: form-data; name="${part}"; filename="${fileName}"\r\n\r\n${content}\r\n--fuzz--\r\n`,
      headers: { "content-type": "multipart/form-data; boundary=fuzz" },
    };
  });

const bodyOf = (operation: Operation): fc.Arbitrary<Pick<InjectOptions, "payload" | "headers">> => {
  const contents = Object.entries(operation.requestBody?.content ?? {});
  if (contents.length === 0) return fc.constant({});
  const documented = contents.map(([type, { schema }]): fc.Arbitrary<Pick<InjectOptions, "payload" | "headers">> => {
    if (type === "multipart/form-data") return form;
    return arbitraryOf(operation.operationId === "applyCompany" ? {} : schema, document.components.schemas).chain((value) =>
      fc
        .constantFrom(JSON.stringify(value) ?? "", `${JSON.stringify(value)}\n${JSON.stringify(value)}`)
        .map((payload) => ({ payload, headers: { "content-type": type } })),
    );
  });
  const altered = (
    operation.operationId === "applyCompany" ? nearlyRight(company) : fc.array(activity, { minLength: 1, maxLength: 5 })
  ).map((value) => ({
    payload: JSON.stringify(value),
    headers: { "content-type": "application/json" },
  }));
  const garbage = fc
    .uint8Array({ maxLength: 60 })
    .chain((bytes) =>
      fc
        .constantFrom("application/json", "application/yaml", "application/x-ndjson", "text/plain")
        .map((type) => ({ payload: Buffer.from(bytes), headers: { "content-type": type } })),
    );
  return fc.oneof({ weight: 6, arbitrary: fc.oneof(...documented) }, { weight: 2, arbitrary: altered }, { weight: 1, arbitrary: garbage });
};

const requestOf = (path: string, method: string, operation: Operation): fc.Arbitrary<InjectOptions> => {
  const places = operation.parameters
    .filter((parameter) => parameter.in === "path")
    .map(({ name, schema }) => {
      const choices = Array.isArray(schema["enum"]) ? fc.constantFrom(...schema["enum"].map(String)) : text;
      return fc.tuple(fc.constant(name), fc.oneof({ weight: 4, arbitrary: choices }, { weight: 1, arbitrary: text }));
    });
  const asked = operation.parameters
    .filter((parameter) => parameter.in === "query")
    .map(({ name, required, schema }) =>
      fc.option(fc.tuple(fc.constant(name), arbitraryOf(schema, document.components.schemas)), { nil: undefined, freq: required ? 8 : 2 }),
    );
  const more = fc.oneof(
    { weight: 7, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom("limit", "on", "member", "colour", "__proto__"), text) },
  );
  const headers = fc.record(
    {
      "accept-language": fc.constantFrom("ko", "en", "ko;q=x,,", "*"),
      // Once there are several companies nothing is answered without one.
      "attain-company": fc.oneof(
        { weight: 8, arbitrary: fc.constant("northwind") },
        { weight: 2, arbitrary: fc.constantFrom("other", "") },
      ),
    },
    { requiredKeys: ["attain-company"] },
  );
  return fc.tuple(fc.tuple(...places), fc.tuple(...asked, more), headers, bodyOf(operation)).map(([names, parameters, known, body]) => {
    const address = names.reduce((url, [name, value]) => url.replace(`{${name}}`, encoded(value) || "%20"), path);
    const query = parameters.flatMap((pair) => (pair === undefined ? [] : [`${encoded(pair[0])}=${encoded(pair[1])}`])).join("&");
    return {
      method: method.toUpperCase() as "GET",
      url: query === "" ? address : `${address}?${query}`,
      ...body,
      headers: { ...known, ...body.headers },
    };
  });
};

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  // Without records most of the others have little to tell.
  Object.entries(methods).flatMap(([method, operation]) =>
    // A stream has no end that could be waited for.
    operation.operationId === "watchChanges"
      ? []
      : [{ weight: operation.operationId === "recordActivities" ? 8 : 1, arbitrary: requestOf(path, method, operation) }],
  ),
);

/** Who asks. */
const callers = ["key", "admin", "rep", "viewer", "anonymous"] as const;
type CallerName = (typeof callers)[number];
const caller = fc.oneof(
  { weight: 5, arbitrary: fc.constant<CallerName>("key") },
  { weight: 4, arbitrary: fc.constant<CallerName>("admin") },
  { weight: 3, arbitrary: fc.constant<CallerName>("rep") },
  { weight: 1, arbitrary: fc.constant<CallerName>("viewer") },
  { weight: 1, arbitrary: fc.constant<CallerName>("anonymous") },
);

test(`${requests} requests, from the document and around it, are answered as documented and never as a fault`, async () => {
  const { companyId } = await openCompany(database, company);
  // Whoever ends the first key must not end the one that asks.
  await newKey(database, companyId, "first");
  const map = { columns: { external_id: "id", member: "who", occurred_at: "at" }, constants: { kind: "call" } };
  for (const id of ["raj", "sales", "1"]) {
    await ask({ method: "POST", url: "/api/v1/webhooks", payload: { name: id, url: "https://hooks.example/" } });
    await ask({ method: "POST", url: "/api/v1/hook-endpoints", payload: { name: id, source: "crm", map } });
  }
  let accounts = 0;
  let rep = "";
  const signIn = async (name: CallerName): Promise<Shown> => {
    if (name === "key") return keyOf("northwind");
    if (name === "anonymous") return { authorization: "" };
    accounts += 1;
    const id = `${name}-${accounts}`;
    if (name !== "rep") return signedIn(database, companyId, { id, roles: [name] });
    // A member has one account.
    await endUser(database, companyId, rep, { by: "test" });
    rep = id;
    return signedIn(database, companyId, { id, roles: [name], member: "raj" });
  };
  const shown = new Map<CallerName, Promise<Shown>>();
  const statuses = new Map<string, Map<number, number>>(callers.map((name) => [name, new Map()]));
  const send = async ({ request, name }: { readonly request: InjectOptions; readonly name: CallerName }): Promise<void> => {
    const says = shown.get(name) ?? signIn(name);
    shown.set(name, says);
    const { status } = await ask({ ...request, headers: { ...request.headers, ...(await says) } });
    const counts = statuses.get(name);
    counts?.set(status, (counts.get(status) ?? 0) + 1);
    // What a request has ended, an account or its session, is made anew for the next one.
    if (status === 401 && shown.get(name) === says) shown.delete(name);
    if (status >= 500) throw new Error(`${status}: ${name} ${JSON.stringify(request).slice(0, 2_000)}`);
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ request: fc.oneof(...operations), name: caller }), { minLength: AT_ONCE, maxLength: AT_ONCE }),
      async (asked) => {
        const ended = await Promise.allSettled(asked.map(send));
        expect(ended.filter(({ status }) => status === "rejected")).toEqual([]);
        expect(faults).toEqual([]);
      },
    ),
    { numRuns: Math.ceil(requests / AT_ONCE), seed, endOnFailure: true },
  );
  // A fuzz that is refused at the gate shows nothing.
  const sumOf = (counts: ReadonlyMap<number, number>, isSummed: (status: number) => boolean): number =>
    [...counts].reduce((sum, [status, count]) => sum + (isSummed(status) ? count : 0), 0);
  const refusedThroughout = [...statuses].filter(([, counts]) => sumOf(counts, (status) => status < 300) * 50 < sumOf(counts, () => true));
  expect(refusedThroughout).toEqual([]);
  // Some of the requests make companies of their own.
  const ours = { url: "/api/v1/activities", headers: { "attain-company": "northwind" } };
  expect((await ask(ours)).body["activities"]).not.toEqual([]);
}, 1_800_000);
