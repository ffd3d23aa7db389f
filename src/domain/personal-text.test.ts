import { describe, expect, test } from "vitest";
import { personPattern } from "./personal-text.ts";

const pattern = (inJson: boolean): RegExp =>
  new RegExp(personPattern({ names: [], emails: ["ann@x.example"], phones: [], handles: ["bsky:ann.lee"] }, inJson) ?? "", "i");

describe("a text names somebody by their address", () => {
  test.for([
    "ann@x.example",
    "write to Ann@X.Example.",
    "<ann@x.example>",
    "https://crm.example/ann@x.example.mp3",
    "mailto%3Aann@x.example",
    "메일은ann@x.example로",
    "at bsky:ann.lee, she said",
  ])("%s", (text) => {
    expect(pattern(false).test(text)).toBe(true);
  });

  test.for(["joann@x.example", "jo.ann@x.example", "jo-ann@x.example", "2ann@x.example", "ann@x.examples", "bsky:ann.leeds"])(
    "and somebody else's is not it: %s",
    (text) => {
      expect([pattern(false).test(text), pattern(true).test(JSON.stringify({ text }))]).toEqual([false, false]);
    },
  );

  test("also on a new line, as JSON writes it", () => {
    expect(pattern(true).test(JSON.stringify({ text: "call\nann@x.example" }))).toBe(true);
  });
});
