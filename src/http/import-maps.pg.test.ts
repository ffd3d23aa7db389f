import { expect, test } from "vitest";
import { testApi } from "../../tests/api.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";

const { database } = await testDatabase();
const { ask, faults } = await testApi(database);

await openCompany(database, {
  company: { id: "maps", name: "Maps", country: "US", timeZone: "America/New_York", currency: "USD" },
  metrics: [{ id: "calls", where: 'kind == "call"' }],
});

const order = {
  name: "Phone system",
  header: ["Call Id", "Agent", "Start"],
  map: {
    source: "phone-system",
    columns: { external_id: "Call Id", member: "Agent", occurred_at: { column: "Start", zone: "company" } },
    constants: { kind: "call" },
  },
};
const url = "/api/v1/import-maps/phone-system";

test("a map is saved, listed, shown, replaced and forgotten", async () => {
  expect(await ask({ method: "PUT", url, payload: order })).toMatchObject({
    status: 200,
    body: {
      id: "phone-system",
      name: "Phone system",
      what: "activities",
      header: ["agent", "callid", "start"],
      savedBy: "key:tests",
      usedAt: null,
      map: order.map,
    },
  });
  expect((await ask("/api/v1/import-maps")).body).toMatchObject({ importMaps: [{ id: "phone-system", name: "Phone system" }] });
  expect((await ask(url)).body).toMatchObject({ map: order.map });
  expect(await ask({ method: "PUT", url, payload: { ...order, name: "Phones" } })).toMatchObject({ status: 200, body: { name: "Phones" } });
  expect(await ask({ method: "DELETE", url })).toMatchObject({ status: 200, body: { id: "phone-system" } });
  expect(await ask(url)).toMatchObject({ status: 404, body: { errors: [{ code: "not-found" }] } });
  expect((await ask("/api/v1/import-maps")).body).toEqual({ importMaps: [], nextCursor: null });
  expect(faults).toEqual([]);
});

test("what is no map, and what is for no columns, is refused with its place", async () => {
  const refused = async (payload: unknown): Promise<unknown> => {
    const { status, body } = await ask({ method: "PUT", url, payload: payload as object }); // a payload of any shape is what is tested
    return [status, (body["errors"] as readonly { code: string; pointer: string }[]).map(({ code, pointer }) => `${code} ${pointer}`)];
  };
  expect(await refused({ ...order, map: { ...order.map, columns: { ...order.map.columns, memer: "Agent" } } })).toEqual([
    422,
    ["map-field /map/columns/memer"],
  ]);
  expect(await refused({ ...order, header: [] })).toEqual([422, ["map-header-missing /header"]]);
  expect(await refused({ ...order, what: "deals" })).toEqual([422, ["enum /what"]]);
  expect(await refused([])).toEqual([422, ["type "]]);
  expect(await ask({ method: "PUT", url: "/api/v1/import-maps/-", payload: order })).toMatchObject({
    status: 422,
    body: { errors: [{ code: "id-format" }] },
  });
});
