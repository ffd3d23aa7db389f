import { expect, test } from "vitest";
import { nameOfAddress } from "./address-name.ts";

test.each([
  ["mina.kim@northwind.example", "Mina Kim"],
  ["mina_kim2+crm@northwind.example", "Mina Kim"],
  ["raj@northwind.example", "Raj"],
  ["McDonald@northwind.example", "McDonald"],
  ["anne-marie.o'neil@northwind.example", "Anne Marie O'neil"],
  ["김민지@northwind.example", "김민지"],
  ['"a@b"@northwind.example', '"a@b"'],
  ["1042@northwind.example", "1042"],
  ["...@northwind.example", "..."],
  ["+@northwind.example", "+"],
])("whoever has the address %j may be called %j", (address, name) => expect(nameOfAddress(address)).toBe(name));
