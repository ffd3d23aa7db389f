import type { InjectOptions } from "fastify";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { importStore } from "../../src/operations/uploads/import-store.ts";
import { testApi } from "../api.ts";
import { testDatabase } from "../test-database.ts";
import { callerNames, colleagues, makeCompanies, marked, mayHold, type CallerName } from "./company.ts";
import { rowsOf, type Row } from "./rows.ts";

/** Every operation asked by everybody, as tests of the file that imports this. */
export const { database, owner } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-access-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const store = importStore(folder);
// Nobody outside is asked.
const api = await testApi(database, { imports: store, outside: { resolve: async () => [] } });
const made = await makeCompanies(database, api, store);
const rows = rowsOf(made);
const operations = Object.values(api.document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));

test("every operation has a row, and every row is of an operation", () => {
  expect(Object.keys(rows).toSorted()).toEqual(operations.toSorted());
});

const letters: Readonly<Record<string, (status: number) => boolean>> = {
  y: (status) => ![401, 403, 404].includes(status) && status < 500,
  n: (status) => status === 404,
  f: (status) => status === 403,
  r: (status) => status === 422,
  "*": (status) => status < 500,
};

const requestOf = ({ to, json, text, headers = {} }: Row, caller: CallerName): InjectOptions & { readonly url: string } => {
  const [method = "", url = ""] = to.split(" ");
  const body = text ?? (json === undefined ? undefined : JSON.stringify(json));
  return {
    method,
    url,
    headers: { ...(json === undefined ? {} : { "content-type": "application/json" }), ...headers, ...made.callers[caller] },
    ...(body === undefined ? {} : { payload: body }),
  };
};

/** What the row says of a caller. */
const letterOf = (row: Row, caller: CallerName): string => {
  if (row.open !== undefined) return row.open;
  if (caller === "keyless") return row.keyless ?? "f";
  return row.lets[callerNames.findIndex((name) => name === caller)] ?? "";
};

/** The marks of others in an answer, but for those that the caller itself wrote. */
const leaks = (caller: CallerName, { row, asked, answered }: { row: Row; asked: string; answered: string }): readonly string[] =>
  marked
    .filter((id) => !mayHold[caller].includes(id) && !(row.isBoard === true && colleagues[caller]?.includes(id) === true))
    .flatMap((id) => [`qz${id}`, id])
    .filter((mark) => answered.toLowerCase().includes(mark) && !asked.toLowerCase().includes(mark));

const everybody: readonly CallerName[] = ["anonymous", "expired", "keyless", ...callerNames];
const isRefused = (row: Row, caller: CallerName): boolean =>
  !"yY*".includes(letterOf(row, caller)) || ["anonymous", "expired"].includes(caller);

describe("who is let in, and what they are told", () => {
  test.for(Object.entries(rows))("%s", async ([, all]) => {
    const wrong: string[] = [];
    for (const row of all) {
      let hasHappened = false;
      // Who is refused asks first: what others do is then not done yet.
      for (const caller of everybody.toSorted((a, b) => Number(isRefused(row, b)) - Number(isRefused(row, a)))) {
        const request = requestOf(row, caller);
        const {
          statusCode: status,
          body: text,
          headers,
        } = await api.app.inject({ ...request, headers: { host: "localhost:3000", ...request.headers } });
        const isNobody = row.open === undefined && (caller === "anonymous" || caller === "expired");
        const letter = letterOf(row, caller);
        const isRight = isNobody
          ? status === 401
          : (letters[letter.toLowerCase()]?.(status) ?? false) || (letter === "y" && hasHappened && status === 404);
        if (letter === "y" && status < 300) hasHappened = true;
        if (!isRight) wrong.push(`${caller} ${row.to} answered ${status}, not ${isNobody ? "401" : letter}: ${text.slice(0, 300)}`);
        const asked = `${request.url} ${typeof request.payload === "string" ? request.payload : ""}`;
        // The name of a request is drawn, and may spell anybody's.
        const told = `${text} ${JSON.stringify(headers)}`.replaceAll(String(headers["x-request-id"]), "");
        for (const mark of leaks(caller, { row, asked, answered: told }))
          wrong.push(
            `${caller} ${row.to} was told ${mark}: ${told.slice(Math.max(0, told.toLowerCase().indexOf(mark) - 100)).slice(0, 250)}`,
          );
        const mark = asked.includes("rhea") ? "qzrhea" : "rhea";
        if (letter === "Y" && !told.toLowerCase().includes(mark))
          wrong.push(`${caller} ${row.to} was not told ${mark}: ${text.slice(0, 200)}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

test("nothing of it is a fault", () => {
  expect(api.faults).toEqual([]);
});
