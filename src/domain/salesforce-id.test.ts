import fc from "fast-check";
import { expect, test } from "vitest";
import { fullSalesforceId } from "./salesforce-id.ts";

test("the 15 characters of a report and the 18 of the data loader are one id", () => {
  // The pairs that Salesforce's own documentation and its developers' pages show.
  expect(fullSalesforceId("001A0000006Vm9u")).toBe("001A0000006Vm9uIAC");
  expect(fullSalesforceId("0018000000MSaJk")).toBe("0018000000MSaJkAAL");
  expect(fullSalesforceId("001A0000006Vm9uIAC")).toBe("001A0000006Vm9uIAC");
});

test("what is no id stays: names, e-mail addresses, other lengths", () => {
  for (const text of ["", "Mina Park", "mina@example.com", "Christopherjohn", "001A0000006Vm9", "001A0000006Vm9-", "김민지"])
    expect(fullSalesforceId(text)).toBe(text);
});

test("ids that differ in their capitals alone still differ once they are compared without them", () => {
  const character = fc.constantFrom(..."0123456789abcdefghijABCDEFGHIJ");
  const id = fc.array(character, { minLength: 14, maxLength: 14 }).map((characters) => `0${characters.join("")}`);
  fc.assert(
    fc.property(id, id, (first, second) => {
      const isSame = fullSalesforceId(first).toLowerCase() === fullSalesforceId(second).toLowerCase();
      expect(isSame).toBe(first === second);
      expect(fullSalesforceId(first).slice(0, 15)).toBe(first);
    }),
  );
});
