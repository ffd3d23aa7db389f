import { expect, test } from "vitest";
import { judgeHits, purposeOf, type Hit } from "./click.ts";
import { linkNameText, parseLinkName, signedText } from "./link-name.ts";

const browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
const second = 1_000_000n;
const sentAt = 1_772_000_000n * second;
const message = { sentAt, links: ["a", "b", "c", "d"] };
let count = 0;
/** A click on link a, an hour after sending, unless said otherwise. */
const hit = ({ after = 3600, ...rest }: Partial<Hit> & { readonly after?: number } = {}): Hit => ({
  id: `hit-${String((count += 1)).padStart(4, "0")}`,
  at: sentAt + BigInt(Math.round(after * 1_000_000)),
  link: "a",
  isHoneypot: false,
  method: "GET",
  purpose: "",
  isSigned: true,
  userAgent: browser,
  network: "192.0.2.1",
  recipient: "mina",
  ...rest,
});
const judged = (hits: readonly Hit[], elsewhere: readonly Hit[] = []): readonly string[] =>
  judgeHits({ message, hits, elsewhere }).map(({ class: found, rule }) => `${found} ${rule}`);

test.each([
  [{}, "human human"],
  [{ method: "HEAD" }, "machine method"],
  [{ purpose: "prefetch;prerender" }, "machine prefetch"],
  [{ purpose: "preview" }, "machine prefetch"],
  [{ isSigned: false }, "tampered signature"],
  [{ userAgent: "" }, "machine agent"],
  [{ userAgent: "facebookexternalhit/1.1" }, "machine agent"],
  [{ userAgent: "kakaotalk-scrap/1.0" }, "machine agent"],
  [{ after: 59.9 }, "suspect early"],
  [{ after: 60 }, "human human"],
  // The earlier rule decides.
  [{ method: "HEAD", isSigned: false }, "machine method"],
  [{ isSigned: false, userAgent: "" }, "tampered signature"],
  [{ after: 1, userAgent: "" }, "machine agent"],
] as const)("a hit with %j is %s", (differs, found) => {
  expect(judged([hit(differs)])).toEqual([found]);
});

test("a browser says in four headers that it fetches ahead", () => {
  expect(purposeOf({ "sec-purpose": "prefetch", purpose: ["preview"], accept: "*/*" })).toBe("prefetch, preview");
  expect(judged([hit({ purpose: purposeOf({ "x-moz": "prefetch" }) }), hit({ purpose: purposeOf({}), after: 5000 })])).toEqual([
    "machine prefetch",
    "human human",
  ]);
});

test("a scanner that follows every link of a message counts nothing; a person's click a minute later counts", () => {
  const scanner = ["a", "b", "c", "d"].map((link, place) => hit({ link, after: 300 + place * 3 }));
  expect(judged([...scanner, hit({ after: 370 })])).toEqual([
    "machine sweep",
    "machine sweep",
    "machine sweep",
    "machine sweep",
    "human human",
  ]);
});

test("three links in ten seconds are a sweep, two of four are not, and both of two are", () => {
  expect(judged([hit({ after: 100 }), hit({ link: "b", after: 104 }), hit({ link: "c", after: 110 })])).toEqual(
    Array.from({ length: 3 }, () => "machine sweep"),
  );
  expect(judged([hit({ after: 100 }), hit({ link: "b", after: 104 }), hit({ link: "c", after: 110.1 })])).toEqual(
    Array.from({ length: 3 }, () => "human human"),
  );
  const two = { sentAt, links: ["a", "b"] };
  const hits = [hit({ after: 100 }), hit({ link: "b", after: 104 })];
  expect(judgeHits({ message: two, hits, elsewhere: [] }).map(({ rule }) => rule)).toEqual(["sweep", "sweep"]);
});

test("the only link of a message is no sweep, nor are clicks of several people to whom it was passed on", () => {
  const one = { sentAt, links: ["a"] };
  expect(judgeHits({ message: one, hits: [hit({ after: 100 })], elsewhere: [] }).map(({ rule }) => rule)).toEqual(["human"]);
  const people = ["a", "b", "c"].map((link, place) => hit({ link, after: 100 + place, network: `192.0.2.${place}` }));
  expect(judged(people)).toEqual(["human human", "human human", "human human"]);
});

test("whoever follows the hidden link is a machine in the whole minute around, and others are not", () => {
  const hidden = hit({ link: "h", isHoneypot: true, after: 1000 });
  expect(
    judged([hit({ after: 940 }), hidden, hit({ after: 1005, link: "b", network: "198.51.100.7" }), hit({ after: 1060.1, link: "c" })]),
  ).toEqual(["machine honeypot", "machine honeypot", "human human", "human human"]);
});

test("one address that opens the links of five people within a minute is a machine, of four it is not", () => {
  const others = ["raj", "kim", "lee", "cho"].map((recipient, place) => hit({ recipient, after: 3600 + place * 10 }));
  expect(judged([hit({ after: 3630 })], others)).toEqual(["machine spread"]);
  expect(judged([hit({ after: 3630 })], others.slice(1))).toEqual(["human human"]);
  expect(judged([hit({ after: 3661 })], others)).toEqual(["human human"]);
});

test("the same link within two seconds of a person's click is a duplicate, after it another click", () => {
  expect(judged([hit({ after: 100 }), hit({ after: 102 }), hit({ after: 102.1 })])).toEqual([
    "human human",
    "duplicate repeated",
    "human human",
  ]);
  expect(judged([hit({ after: 59 }), hit({ after: 60.5 })])).toEqual(["suspect early", "human human"]);
});

test("in whatever order hits come in, they are judged alike, each with its rules", () => {
  const hits = [hit({ after: 100 }), hit({ after: 101 }), hit({ link: "h", isHoneypot: true, after: 500 }), hit({ after: 520 })];
  expect(judgeHits({ message, hits: hits.toReversed(), elsewhere: [] })).toEqual(judgeHits({ message, hits, elsewhere: [] }));
  expect(judgeHits({ message, hits, elsewhere: [] })[0]).toEqual({
    id: hits[0]?.id,
    class: "human",
    rule: "human",
    rules: "1+isbot-5.2.3",
  });
});

test("a link's name is an id and a MAC, and nothing else is one", () => {
  const link = { id: "a".repeat(22), mac: "B-_".repeat(7) + "9" };
  expect(parseLinkName(linkNameText(link))).toEqual(link);
  for (const wrong of [
    "",
    "a.b",
    `${link.id}.`,
    `${link.id}.${link.mac}x`,
    `${linkNameText(link)}?to=https://evil.example`,
    `../${linkNameText(link)}`,
  ])
    expect(parseLinkName(wrong)).toBeUndefined();
  expect(signedText(1, "23")).not.toBe(signedText(12, "3"));
});
