import fc from "fast-check";
import { expect, test } from "vitest";
import { headersOf, isMailboxText, MailboxSplitter } from "./mailbox-lines.ts";

const subjectsOf = (text: string, cuts: readonly number[] = []): readonly string[] => {
  const bytes = Buffer.from(text, "latin1");
  const splitter = new MailboxSplitter();
  const edges = [0, ...[...cuts].map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  const heads = [...edges.slice(1).flatMap((edge, at) => splitter.push(bytes.subarray(edges[at], edge))), ...splitter.end()];
  return heads.map(({ headers }) => headersOf(headers, new Set(["subject"])).get("subject") ?? "-");
};

const separator = "From minji@example.com Mon Mar  2 00:05:12 2026";
const mail = (subject: string, body: string): string => `${separator}\nSubject: ${subject}\nFrom: minji@example.com\n\n${body}\n\n`;

test("The head of each message is found, whatever its body says", () => {
  const bodies = [
    "Hello",
    ">From here on",
    "From here on it is 2026\nSubject: not a message",
    `\n${separator}`,
    `Hello\n${separator}\nSubject: no blank line before`,
    "",
    "From ",
    "\n\nFrom ",
  ];
  const text = bodies.map((body, at) => mail(String(at), body)).join("");
  expect(subjectsOf(text)).toEqual(bodies.map((_, at) => String(at)));
  expect(subjectsOf(text.replaceAll("\n", "\r\n"))).toEqual(bodies.map((_, at) => String(at)));
});

test("Messages without a body and a mailbox without an end are read", () => {
  expect(subjectsOf(`${separator}\nSubject: a\n\n${separator}\nSubject: b\n\n`)).toEqual(["a", "b"]);
  expect(subjectsOf(`${separator}\nSubject: a`)).toEqual(["a"]);
  expect(subjectsOf("")).toEqual([]);
});

test("However the bytes are cut, the messages are the same", () => {
  const bodies = fc.array(
    fc.constantFrom(
      "Hello",
      "",
      "\nFrom ",
      `\n${separator}`,
      ">From x",
      "From a Mon Mar 2 00:05:12 2026\nb: c",
      "\r\n\r\n",
      "x".repeat(300),
    ),
    {
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(bodies, fc.array(fc.nat({ max: 5000 }), { maxLength: 12 }), fc.boolean(), (texts, cuts, isReturned) => {
      const plain = texts.map((body, at) => mail(String(at), body)).join("");
      const text = isReturned ? plain.replaceAll("\n", "\r\n") : plain;
      expect(subjectsOf(text, cuts)).toEqual(subjectsOf(text));
    }),
  );
});

test("A head without an end is cut, and the message after it is found", () => {
  expect(subjectsOf(`${separator}\nSubject: a\nX: ${"x".repeat(600_000)}\n\n${mail("b", "Hello")}`)).toEqual(["a", "b"]);
});

test("Folded headers are one, and the first of a name holds", () => {
  const headers = headersOf("Subject: a\r\n b\r\nTo: x@example.com,\r\n\ty@example.com\r\nsubject : c", new Set(["subject", "to"]));
  expect(Object.fromEntries(headers)).toEqual({ subject: "a b", to: "x@example.com,\ty@example.com" });
});

test.each([
  [`${separator}\nSubject: a\n\n`, true],
  ["From 1789@xxx Mon Mar 02 00:05:12 +0000 2026\r\nX-GM-THRID: 1\r\n", true],
  ["From,To,Subject\na@example.com,b@example.com,Hello", false],
  ["From here to 2026\nand on", false],
  ["", false],
])("%j begins a mailbox: %j", (text, isOne) => {
  expect(isMailboxText(text)).toBe(isOne);
});
