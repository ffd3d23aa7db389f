import { describe, expect, test } from "vitest";
import { isoInstant } from "../instant.ts";
import { sentence } from "../refusal.ts";
import { feedEncoding, readFeed, type Feed } from "./feed.ts";

const read = (text: string): Feed => {
  const outcome = readFeed(text);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};
const refusedWith = (text: string): string => {
  const outcome = readFeed(text);
  return outcome.ok ? "accepted" : sentence(outcome.refusals[0], "en");
};
const rss = (items: string) => `<?xml version="1.0"?><rss version="2.0"><channel><title>재테크 &amp; 은퇴</title>${items}</channel></rss>`;

describe("RSS", () => {
  test("posts with their ids, addresses, texts without markup, and times as mails have them", () => {
    const feed = read(
      rss(`<item><title>은퇴 계획</title><link>https://blog.example/1?a=1&amp;b=2</link><guid isPermaLink="false">post-1</guid>
        <dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">미나</dc:creator><pubDate>Mon, 02 Mar 2026 19:00:00 +0900</pubDate>
        <description>짧은 글</description><content:encoded><![CDATA[<p>노후 <b>준비</b></p><p>둘째 &nbsp;문단</p>]]></content:encoded>
        <media:title>그림</media:title></item>`),
    );
    expect(feed.title).toBe("재테크 & 은퇴");
    const [entry] = feed.entries;
    expect(entry).toEqual({
      id: "post-1",
      title: "은퇴 계획",
      text: "노후 준비\n\n둘째  문단",
      url: "https://blog.example/1?a=1&b=2",
      author: "미나",
      at: expect.any(BigInt),
    });
    expect(isoInstant(entry?.at ?? 0n)).toBe("2026-03-02T10:00:00Z");
  });
  test("a post without an id goes by its address, one without both is counted and left out", () => {
    const feed = read(rss("<item><link>https://blog.example/2</link></item><item><title>x</title></item>"));
    expect(feed.entries.map(({ id, at }) => [id, at])).toEqual([["https://blog.example/2", null]]);
    expect(feed.unnamed).toBe(1);
  });
  test("RSS 1.0 has its posts beside the channel", () => {
    const feed = read(
      `<rdf:RDF><channel rdf:about="https://a.example/"><title>A</title></channel>
       <item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link><dc:date>2026-03-02T10:00:00Z</dc:date></item></rdf:RDF>`,
    );
    expect(feed.entries).toMatchObject([{ id: "https://a.example/1", title: "One" }]);
    expect(isoInstant(feed.entries[0]?.at ?? 0n)).toBe("2026-03-02T10:00:00Z");
  });
});

test("Atom: the address that leads to the post, texts in HTML and XHTML, and the author's name", () => {
  const feed = read(`<feed xmlns="http://www.w3.org/2005/Atom"><title>B</title><author><name>Owner</name></author>
    <entry><id>tag:b.example,2026:1</id><title type="html">Retirement &lt;em&gt;plans&lt;/em&gt;</title>
      <link rel="self" href="https://b.example/1.atom"/><link rel="alternate" href="https://b.example/1"/><link href="https://b.example/other"/>
      <author><name>Dana</name><email>dana@b.example</email></author><published>2026-03-02T10:00:00Z</published><updated>2026-03-03T10:00:00Z</updated>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First</p><p>Sec<b>ond</b></p></div></content></entry></feed>`);
  expect(feed.title).toBe("B");
  expect(feed.entries).toMatchObject([
    { id: "tag:b.example,2026:1", title: "Retirement plans", url: "https://b.example/1", author: "Dana" },
  ]);
  expect(feed.entries[0]?.text.replace(/\s+/g, " ")).toBe("First Second");
  expect(isoInstant(feed.entries[0]?.at ?? 0n)).toBe("2026-03-02T10:00:00Z");
});

describe("what is no feed, or is meant to hurt", () => {
  test.each([
    ["<html><body>Hello</body></html>", "begins with <html>"],
    ["", "neither RSS nor Atom"],
    ['{"items": []}', 'begins with {"items": []}'],
    [`<rss>${"<a>".repeat(300)}`, "deeper than 200"],
    [`<rss><a b="${"x".repeat(400_000)}`, "deeper than 200"],
  ])("%# is refused", (text, says) => {
    expect(refusedWith(text)).toContain(says);
  });
  test("entities that a document type defines are not put in, so that none grows or names a file", () => {
    const feed = read(
      `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>${rss("<item><guid>1</guid><title>&b; &f;</title></item>").replace('<?xml version="1.0"?>', "")}`,
    );
    expect(feed.entries[0]?.title).toBe("&b; &f;");
  });
  test("an address that is no web address is no address, and of endless posts the first two thousand are read", () => {
    expect(read(rss("<item><guid>1</guid><link>javascript:alert(1)</link></item>")).entries[0]?.url).toBeNull();
    const many = Array.from({ length: 2_500 }, (_, number) => `<item><guid>${number}</guid></item>`).join("");
    expect(read(rss(many)).entries).toHaveLength(2_000);
    expect(
      read(rss(`<item><guid>1</guid><description>${"은퇴 ".repeat(200_000)}</description></item>`)).entries[0]?.text.length,
    ).toBeLessThanOrEqual(100_000);
  });
  test("a feed that ends in the middle has the posts that were whole", () => {
    expect(
      read(rss("<item><guid>1</guid></item>").replace("</channel></rss>", "<item><guid>2</guid><title>ha")).entries.length,
    ).toBeGreaterThan(0);
  });
});

test.each([
  [null, '<?xml version="1.0" encoding="EUC-KR"?>', "euc-kr"],
  ["text/xml; charset=ks_c_5601-1987", '<?xml version="1.0" encoding="utf-8"?>', "ks_c_5601-1987"],
  ["application/rss+xml", '<?xml version="1.0" encoding="MS949"?>', "euc-kr"],
  ["text/xml; charset=euc-kr", "\u00ef\u00bb\u00bf<rss>", "utf-8"],
  [null, "\u00ff\u00fe<\0r\0", "utf-16le"],
  [null, "<rss>", "utf-8"],
])("with the header %j and the beginning %j the encoding is %s", (header, head, encoding) => {
  expect(feedEncoding(header, head)).toBe(encoding);
});
