import { expect, test } from "vitest";
import { mailNames } from "./mail-names.ts";

const rule = { from: "From", to: ["To", "Cc"], mailbox: null };
const header = ["Subject", "From", "To", "Cc"];

test("a list of mails has the names of those whose addresses are in it", () => {
  const names = mailNames(rule, header, [
    [
      "Plan <a@b.example>",
      '"Kim, Mina" <Mina@Northwind.example>',
      "Raj Patel <raj@northwind.example>, ann@x.example",
      "김민지 <minji@northwind.example>",
    ],
    ["Plan", "Mina K <mina@northwind.example>", "", ""],
  ]);
  expect([...names]).toEqual([
    ["mina@northwind.example", "Kim, Mina"],
    ["raj@northwind.example", "Raj Patel"],
    ["minji@northwind.example", "김민지"],
  ]);
});

test("an address in place of a name is no name, and neither is a number that may be stored nowhere", () => {
  const names = mailNames(rule, header, [["", '"raj@northwind.example" <raj@northwind.example>', "900101-1234568 <ann@x.example>", ""]]);
  expect([...names]).toEqual([]);
});

test("names in columns of their own belong to the addresses beside them, where there are as many", () => {
  const own = ["보낸 사람: (이름)", "보낸 사람: (주소)", "To: (Name)", "To: (Address)"];
  const names = mailNames({ from: "보낸 사람: (주소)", to: ["To: (Address)"], mailbox: null }, own, [
    ["김민지", "minji@northwind.example", "Ann Lee;Bo Ek", "ann@x.example;Bo@x.example"],
    ["", "raj@northwind.example", "Only One", "one@x.example;two@x.example"],
  ]);
  expect([...names]).toEqual([
    ["minji@northwind.example", "김민지"],
    ["ann@x.example", "Ann Lee"],
    ["bo@x.example", "Bo Ek"],
  ]);
});

test("a table that is no list of mails has no such names", () =>
  expect(mailNames(undefined, header, [["", "Mina <mina@x.example>", "", ""]]).size).toBe(0));

test("of very long lists the first names are enough", () => {
  const everybody = Array.from({ length: 500 }, (_, at) => `Person ${at} <person${at}@x.example>`).join(", ");
  const rows = Array.from({ length: 100 }, (_, at) => ["", `Sender ${at} <sender${at}@x.example>`, everybody, ""]);
  const names = mailNames(rule, header, rows);
  expect(names.get("sender99@x.example")).toBe("Sender 99");
  expect(names.get("person499@x.example")).toBe("Person 499");
  expect(mailNames({ ...rule, from: "To", to: ["From"] }, header, rows).has("sender0@x.example")).toBe(false);
});
