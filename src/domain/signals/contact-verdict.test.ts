import { describe, expect, test } from "vitest";
import { parseInstant } from "../instant.ts";
import { sentence } from "../refusal.ts";
import { channelOf, defaultContactRules, recipientZones } from "./contact-rules.ts";
import { allowedFrom, contactVerdict, type Contact, type ContactBasis } from "./contact-verdict.ts";

const at = (text: string): bigint => {
  const instant = parseInstant(text, "");
  if (!instant.ok) throw new Error(text);
  return instant.value;
};
const consent: ContactBasis = { from: at("2026-01-01T00:00:00Z"), until: null, channels: null, coversQuietHours: false };
const contact = (differs: Partial<Contact> = {}): Contact => ({
  is: "planned",
  channel: "telephone",
  at: at("2026-03-02T10:00:00+09:00"),
  recipient: { name: "박미나", country: "KR", zones: ["Asia/Seoul"], dayZone: "Asia/Seoul" },
  optOuts: [],
  bases: [consent],
  contacts: [],
  ...differs,
});
const judged = (differs: Partial<Contact>) => contactVerdict(contact(differs), defaultContactRules);
const told = (differs: Partial<Contact>, language: "en" | "ko") =>
  judged(differs).findings.map(({ rule, says }) => `${rule} ${sentence(says, language)}`);

test("a call by day to somebody who consented is allowed", () => {
  expect(judged({})).toEqual({ verdict: "allowed", counts: true, findings: [] });
});

describe("quiet hours", () => {
  const late = at("2026-03-02T21:30:00+09:00");
  test("a call at 21:30 in the recipient's zone is refused where it is planned, flagged and not counted where it was made", () => {
    expect(judged({ at: late })).toMatchObject({ verdict: "refused", counts: false, findings: [{ rule: "R2" }] });
    expect(judged({ at: late, is: "logged" })).toMatchObject({ verdict: "flagged", counts: false });
    expect(told({ at: late }, "en")).toEqual([
      "R2 At 21:30 in Asia/Seoul a call is not made: the quiet hours there are 21:00 to 08:00. From 08:00 on it may be.",
    ]);
    expect(told({ at: late }, "ko")).toEqual([
      "R2 Asia/Seoul 시각으로 21:30입니다. 그곳에서는 21:00부터 08:00까지 전화 연락을 하지 않습니다. 08:00 이후에 하세요.",
    ]);
    expect(judged({ at: late }).findings[0]?.source?.name.ko).toContain("정보통신망법 제50조 제3항");
  });
  test.each([
    ["20:59:59", "allowed"],
    ["21:00:00", "refused"],
    ["00:00:00", "refused"],
    ["07:59:59", "refused"],
    ["08:00:00", "allowed"],
  ])("at %s a call is %s", (time, verdict) => {
    expect(judged({ at: at(`2026-03-02T${time}+09:00`) }).verdict).toBe(verdict);
  });
  test("e-mail may go at night, messages may not, and who said that they may be called at night is", () => {
    expect(judged({ at: late, channel: "email" }).verdict).toBe("allowed");
    expect(judged({ at: late, channel: "message" }).verdict).toBe("refused");
    expect(judged({ at: late, bases: [{ ...consent, coversQuietHours: true }] }).verdict).toBe("allowed");
  });
  test("it is the recipient's night that counts: noon in Seoul is 22:00 in New York, and whose zone is not known is spared in all of them", () => {
    const noon = at("2026-03-02T12:00:00+09:00");
    const american = (timeZone: string | null) => ({
      name: "Dana",
      country: "US",
      zones: recipientZones(defaultContactRules, { timeZone, country: "US", companyZone: "Asia/Seoul" }),
      dayZone: "Asia/Seoul",
    });
    expect(judged({ at: noon, recipient: american("America/New_York") }).verdict).toBe("refused");
    expect(judged({ at: noon, recipient: american("America/Los_Angeles") }).verdict).toBe("allowed");
    expect(judged({ at: noon, recipient: american(null) }).verdict).toBe("refused");
    expect(recipientZones(defaultContactRules, { timeZone: null, country: "DE", companyZone: "Europe/Berlin" })).toEqual(["Europe/Berlin"]);
  });
  test("a rule holds from its day on, and a later version takes its place", () => {
    const [night, ...others] = defaultContactRules.countries;
    if (night?.rule !== "quiet-hours") throw new Error("the first rule is that of the night");
    expect(judged({ at: at("2014-11-28T22:00:00+09:00"), bases: [{ ...consent, from: 0n }] }).verdict).toBe("allowed");
    const longer = { ...defaultContactRules, countries: [night, { ...night, from: night.from + 5_000, quietFrom: 20 * 60 }, ...others] };
    expect(contactVerdict(contact({ at: at("2026-03-02T20:30:00+09:00") }), longer).verdict).toBe("allowed");
    expect(contactVerdict(contact({ at: at("2030-03-02T20:30:00+09:00") }), longer).verdict).toBe("refused");
  });
});

describe("opting out", () => {
  const optOut = { scope: "person", name: "박미나", from: at("2026-02-01T00:00:00Z"), until: null, channels: null } as const;
  test("who asked not to be contacted is not", () => {
    expect(judged({ optOuts: [optOut] })).toMatchObject({ verdict: "refused", counts: false, findings: [{ rule: "R1" }] });
    expect(told({ optOuts: [optOut] }, "ko")).toEqual(["R1 박미나 님이 2026-02-01에 연락을 원하지 않는다고 했습니다(모든 방법)."]);
  });
  test("a company and a list say so for all of theirs, and are named", () => {
    expect(told({ optOuts: [{ ...optOut, scope: "list", name: "두낫콜 2026-02", channels: ["telephone"] }] }, "en")).toEqual([
      'R1 박미나 stands on "두낫콜 2026-02" since 2026-02-01: not to be contacted (not by a call).',
    ]);
    expect(judged({ optOuts: [{ ...optOut, scope: "company", name: "Northwind" }] }).verdict).toBe("refused");
  });
  test("it holds from its time on, until it is taken back, and for its channels", () => {
    expect(judged({ optOuts: [{ ...optOut, from: at("2026-03-03T00:00:00Z") }] }).verdict).toBe("allowed");
    expect(judged({ optOuts: [{ ...optOut, until: at("2026-02-15T00:00:00Z") }] }).verdict).toBe("allowed");
    expect(judged({ optOuts: [{ ...optOut, channels: ["email"] }] }).verdict).toBe("allowed");
  });
});

describe("the basis", () => {
  test("without one a message or an e-mail in Korea is refused, a call is only flagged and counts", () => {
    expect(judged({ bases: [], channel: "message" })).toMatchObject({ verdict: "refused", counts: false, findings: [{ rule: "R3" }] });
    expect(judged({ bases: [], channel: "email" }).verdict).toBe("refused");
    expect(judged({ bases: [] })).toMatchObject({ verdict: "flagged", counts: true, findings: [{ rule: "R3", source: null }] });
  });
  test("a consent that has ended or is for something else is none", () => {
    expect(judged({ bases: [{ ...consent, until: at("2026-02-01T00:00:00Z") }], channel: "email" }).verdict).toBe("refused");
    expect(judged({ bases: [{ ...consent, channels: ["telephone"] }], channel: "email" }).verdict).toBe("refused");
  });
});

describe("the cap", () => {
  const days = (...before: readonly number[]) =>
    before.map((day) => ({ at: contact().at - BigInt(Math.round(day * 86_400)) * 1_000_000n, channel: "telephone" as const }));
  test("a fourth contact within seven days is refused, by whomever the others were", () => {
    expect(judged({ contacts: days(1, 2, 3) })).toMatchObject({ verdict: "refused", counts: false, findings: [{ rule: "R10" }] });
    expect(told({ contacts: days(1, 2, 3) }, "en")).toEqual([
      "R10 It would be contact number 4 with this person within 7 days, by everybody together; at most 3 are made.",
    ]);
  });
  const own = { ...defaultContactRules, caps: defaultContactRules.caps.map((cap) => ({ ...cap, isCounted: true })) };
  test("one that was made is flagged, and does not count where the company has set the cap itself", () => {
    const fourth = contact({ contacts: days(1, 2, 3), is: "logged" });
    expect(contactVerdict(fourth, defaultContactRules)).toMatchObject({ verdict: "flagged", counts: true });
    expect(contactVerdict(fourth, own)).toMatchObject({ verdict: "flagged", counts: false });
  });
  test("a visit is under no cap, and a cap that is switched off says nothing from its day on", () => {
    expect(judged({ contacts: days(1, 2, 3), channel: "in_person" }).verdict).toBe("allowed");
    const [cap] = own.caps;
    if (cap === undefined) throw new Error("there is a cap");
    const off = { ...own, caps: [cap, { ...cap, from: 20_000, off: "A campaign" }] };
    expect(contactVerdict(contact({ contacts: days(1, 2, 3) }), off).verdict).toBe("allowed");
  });
  test("a third is not, nor one whose first lies seven days back, nor do later ones matter", () => {
    expect(judged({ contacts: days(1, 2) }).verdict).toBe("allowed");
    expect(judged({ contacts: days(1, 2, 7) }).verdict).toBe("allowed");
    expect(judged({ contacts: days(1, 2, 6.99) }).verdict).toBe("refused");
    expect(judged({ contacts: days(1, 2, -1) }).verdict).toBe("allowed");
  });
});

test("everything that speaks against a contact is told at once", () => {
  const findings = judged({
    at: at("2026-03-02T23:00:00+09:00"),
    channel: "message",
    bases: [],
    optOuts: [{ scope: "person", name: "", from: 0n, until: null, channels: null }],
    contacts: Array.from({ length: 3 }, () => ({ at: contact().at, channel: "email" as const })),
  }).findings.map(({ rule }) => rule);
  expect(findings).toEqual(["R1", "R2", "R3", "R10"]);
});

test("what reaches somebody is told by its kind", () => {
  expect([channelOf("call"), channelOf("social_contact"), channelOf("referral"), channelOf("constructor")]).toEqual([
    "telephone",
    "social",
    undefined,
    undefined,
  ]);
});

describe("from when on it may be made", () => {
  const from = (differs: Partial<Contact>) => allowedFrom(contact(differs), defaultContactRules);
  test("in the morning after quiet hours, and at once where nothing speaks against it", () => {
    expect(from({})).toBe(contact().at);
    expect(from({ at: at("2026-03-02T21:30:00+09:00") })).toBe(at("2026-03-03T08:00:00+09:00"));
  });
  test("once the first of too many contacts lies far enough back, and not in the night of that day", () => {
    const made = (text: string) => ({ at: at(text), channel: "telephone" as const });
    const contacts = [made("2026-03-01T22:00:00+09:00"), made("2026-03-02T08:00:00+09:00"), made("2026-03-02T09:00:00+09:00")];
    expect(from({ contacts })).toBe(at("2026-03-09T08:00:00+09:00"));
  });
  test("never as far as is known after an opt-out or without a basis", () => {
    const optOut = { scope: "person", name: "", from: 0n, until: null, channels: null } as const;
    expect(from({ optOuts: [optOut] })).toBeNull();
    expect(from({ bases: [], channel: "email" })).toBeNull();
  });
});
