import { expect, test } from "vitest";
import { activityFields } from "./activity-columns.ts";
import { readMap } from "./import-map.ts";
import { mailParties } from "./mail-parties.ts";
import { rowReader } from "./row-reading.ts";

const isOwn = (address: string): boolean => ["raj@northwind.example", "minji@northwind.example"].includes(address);

const parties = (from: string, to: readonly string[], mailbox = ""): string => {
  const found = mailParties({ from, to, mailbox }, isOwn);
  return found === undefined ? "nobody's" : `${found.member} ${found.direction} ${found.prospects.join(" ")}`;
};

test.each([
  [
    "Raj <Raj@Northwind.example>",
    ["mina@example.com, joon@example.com", "minji@northwind.example"],
    "raj@northwind.example outbound mina@example.com joon@example.com minji@northwind.example",
  ],
  [
    "mina@example.com",
    ["joon@example.com, minji@northwind.example", "raj@northwind.example"],
    "minji@northwind.example inbound mina@example.com",
  ],
  ["minji@northwind.example", ["raj@northwind.example"], "minji@northwind.example outbound raj@northwind.example"],
  ["new@other.example", ["mina@example.com"], "new@other.example outbound mina@example.com"],
])("A mail from %j to %j is %j", (from, to, told) => {
  expect(parties(from, to)).toBe(told);
});

test("A mail to oneself is nobody's", () => {
  expect(parties("raj@northwind.example", ["Raj <raj@northwind.example>"])).toBe("nobody's");
});

test("Where nobody is known, ours is whose mailbox it is", () => {
  expect(parties("new@other.example", ["mina@example.com"], "new@other.example")).toBe("new@other.example outbound mina@example.com");
  expect(parties("mina@example.com", ["new@other.example"], "new@other.example")).toBe("new@other.example inbound mina@example.com");
  expect(parties("mina@example.com", ["list@example.com"], "new@other.example")).toBe("nobody's");
});

const mailMap = {
  source: "mail",
  columns: { external_id: "Id", occurred_at: "Date" },
  constants: { kind: "email" },
  mail: { from: "From", to: ["To", "Cc"] },
};
const header = ["Id", "Date", "From", "To", "Cc"];

const readBy = (map: unknown, columns = header) => {
  const read = readMap(map, activityFields);
  if (!read.ok) return read.refusals.map(({ code, pointer }) => `${code} ${pointer}`);
  const reader = rowReader(columns, {
    fieldSet: activityFields,
    map: read.value,
    currency: "KRW",
    timeZone: "Asia/Seoul",
    isOwnAddress: isOwn,
  });
  return reader.ok ? reader.value : reader.refusals.map(({ code, pointer }) => `${code} ${pointer}`);
};

test("A map's mail gives member, direction and prospects", () => {
  const reader = readBy(mailMap);
  if (Array.isArray(reader) || !("read" in reader)) throw new Error(JSON.stringify(reader));
  const fields = (...cells: readonly string[]): unknown => reader.read(["1", "2026-03-02T09:00:00Z", ...cells])?.fields;
  expect(fields("Raj <raj@northwind.example>", "mina@example.com", "Joon Seo; a@b")).toMatchObject({
    member: "raj@northwind.example",
    direction: "outbound",
    prospect: "mailto:mina@example.com;id:Joon Seo;id:a@b",
  });
  expect(fields("mina@example.com", "raj@northwind.example", "")).toMatchObject({
    direction: "inbound",
    prospect: "mailto:mina@example.com",
  });
  expect(fields("raj@northwind.example", "raj@northwind.example", "")).toBeUndefined();
});

test.each([
  [{ ...mailMap, mail: { from: "From", to: ["To"], subject: "x" } }, header, ["map-key /mail/subject"]],
  [{ ...mailMap, mail: { to: ["To"] } }, header, ["map-shape /mail/from"]],
  [{ ...mailMap, mail: "From" }, header, ["map-shape /mail"]],
  [{ ...mailMap, constants: { kind: "email", direction: "outbound" } }, header, ["map-twice /mail"]],
  [{ ...mailMap, columns: { ...mailMap.columns, member: "From" } }, header, ["map-twice /mail"]],
  [mailMap, ["Id", "Date", "From", "To"], ["map-column /mail/to"]],
])("%j with %j is refused", (map, columns, refusals) => {
  expect(readBy(map, columns)).toEqual(refusals);
});
