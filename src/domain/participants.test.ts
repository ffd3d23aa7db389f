import { expect, test } from "vitest";
import { readMembers, readProspects } from "./participants.ts";

const members = (value: unknown) => {
  const read = readMembers(value, "/member");
  return read.ok ? read.value.map(({ reference, weight }) => `${reference} ${weight}`).join(", ") : read.refusals.map(({ code }) => code);
};

test.for<[written: string, read: string]>([
  ["raj", "raj 1"],
  [" raj@example.com ", "raj@example.com 1"],
  ["raj:60%;mina:40%", "raj 600000, mina 400000"],
  ["raj : 33.3333%; mina:33.3333% ;jo:33.3334%;", "raj 333333, mina 333333, jo 333334"],
  ["raj;mina;jo", "raj 1, mina 1, jo 1"],
  ["raj:100%", "raj 1"],
  ["crm:00:5A;mina", "crm:00:5A 1, mina 1"],
])("%s is %s", ([written, read]) => {
  expect(members(written)).toBe(read);
});

test.for<[written: string, code: string]>([
  ["raj:60%;mina:30%", "shares-sum"],
  ["raj:60%;mina:50%", "shares-sum"],
  ["raj:60%;mina", "shares-partial"],
  ["raj:60.00001%;mina:40%", "share-format"],
  ["raj:0%;mina:100%", "share-format"],
  ["raj:-10%;mina:110%", "share-format"],
  ["raj;raj", "member-twice"],
  [";", "text-empty"],
  [Array.from({ length: 101 }, (_, each) => `m${each}`).join(";"), "members-many"],
])("%s is refused: %s", ([written, code]) => {
  expect(members(written)).toEqual([code]);
});

test("several prospects are named once each, a wrong one refuses all", () => {
  const read = readProspects("Ann@Client.example; bo@client.example;ann@client.example;", "/prospect", "US");
  expect(read.ok && read.value.map(({ value }) => value)).toEqual(["ann@client.example", "bo@client.example"]);
  expect(readProspects("ann@client.example;bo@", "/prospect", "US")).toMatchObject({ ok: false, refusals: [{ code: "email-format" }] });
  const crowd = Array.from({ length: 501 }, (_, each) => `p${each}`).join(";");
  expect(readProspects(crowd, "/prospect", "US")).toMatchObject({ ok: false, refusals: [{ code: "prospects-many" }] });
});

test("a Greek question mark sets apart as the semicolon does that it is normalised to", () => {
  expect(readMembers("raj\u037emina", "/member")).toEqual(readMembers("raj;mina", "/member"));
  expect(readProspects("c-1\u037ec-2", "/prospect", "KR")).toEqual(readProspects("c-1;c-2", "/prospect", "KR"));
});
