import { expect, test } from "vitest";
import { mailParties } from "./mail-parties.ts";

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
