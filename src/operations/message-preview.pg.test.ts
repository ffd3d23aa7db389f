import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { must, NOW, openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { fileAt } from "./files/spool.ts";
import { previewImport } from "./preview-import.ts";

const { database } = await testDatabase();

const { companyId } = await openCompany(database, {
  company: { id: "northwind", name: "Northwind", country: "KR", timeZone: "Asia/Seoul", currency: "KRW" },
  members: [{ id: "raj", name: "Raj Patel", email: "raj@northwind.example" }],
});

const preview = async (name: string) => {
  const file = await fileAt(fileURLToPath(new URL(`../../tests/specimens/${name}`, import.meta.url)));
  if (file === undefined) throw new Error(`No ${name}`);
  return must(await previewImport(database, companyId, file, name, { language: "en", now: NOW }));
};

test("A chat is previewed by what it tells: whose, how many, and what is not read", async () => {
  const { recognisedAs, canImport, members, kinds, rowsRead, skipped, rejected, columns, questions } =
    await preview("kakaotalk-windows.txt");
  expect({ recognisedAs, canImport, skipped, rejected, questions }).toMatchObject({
    recognisedAs: { id: "kakaotalk-chat", name: "KakaoTalk chat" },
    canImport: true,
    skipped: 3,
    rejected: 3,
    questions: [],
  });
  expect(kinds).toEqual({ call: 73, meeting: 4, visit: 1, referral: 2, message: 15 });
  expect(members.proposed.map(({ reference }) => reference).toSorted()).toEqual(["김민지", "라지 파텔", "박서준"]);
  expect(rowsRead.find(({ fields }) => fields["kind"] === "call")).toMatchObject({
    fields: { member: "김민지", kind: "call", quantity: 18, total: true },
  });
  expect(JSON.stringify(columns)).not.toContain("화이팅");
});

test("A mailbox is previewed with its owner proposed, and with what gives each field", async () => {
  const { recognisedAs, canImport, members, kinds, fields, skipped } = await preview("gmail-takeout.mbox");
  expect({ recognisedAs, canImport, skipped, kinds }).toMatchObject({
    recognisedAs: { id: "mailbox" },
    canImport: true,
    skipped: 4,
    kinds: { email: 4 },
  });
  // No name of anybody comes out of a mailbox.
  expect(members.proposed).toMatchObject([
    { reference: "minji@northwind.example", name: "Minji", email: "minji@northwind.example", rows: 4, isNew: true },
  ]);
  expect(fields).toContainEqual({ field: "member", needed: true, from: ["from"], constant: null });
  expect(fields).toContainEqual({ field: "prospect", needed: false, from: ["to", "cc", "bcc"], constant: null });
});

test.each(["mail-list.ko.csv", "outlook-mail.ko.csv"])(
  "%s: people are proposed by the names that the list has, not by their addresses",
  async (name) => {
    const { members } = await preview(name);
    expect(members.proposed).not.toEqual([]);
    for (const { name: called, reference } of members.proposed) {
      expect(reference).toContain("@");
      expect(called).not.toContain("@");
      expect(called).toMatch(/^[가-힣]+$/);
    }
  },
);
