/** What a spreadsheet would run, eat, round or take for something else, and what splits rows where none ends. */
export const hostileTexts: readonly string[] = [
  "=1+1",
  "+1+1",
  "-1+1",
  "@SUM(A1)",
  '=HYPERLINK("http://example.com","click")',
  "=cmd|' /C calc'!A0",
  "＝1+1",
  "＋1",
  "－1",
  "＠SUM",
  "'=1+1",
  "''=1+1",
  "'quoted'",
  "'",
  '"',
  '""',
  'a "quoted" word',
  "a,b;c|d",
  "sep=;",
  "1-2",
  "3/4",
  "1E5",
  "00123",
  "0012345678901234",
  "9007199254740993",
  "3.10",
  "-5",
  "+5",
  "TRUE",
  "false",
  "2026-03-02",
  "12:30",
  "46083.378",
  "한글 이름",
  "담당자=김",
  "👩‍👩‍👧‍👦 family",
  "مرحبا بالعالم",
  "שלום",
  "e\u0301 combined",
  "𠮷野家",
  "\u200bseen?",
  "_x0041_",
  "_x005F_x000D_",
  "<t>&amp;</t>",
  "]]>",
  "a\u00a0b",
  "\ufeffmark",
  "x\uffffy",
  "a'b",
  "…—“”",
  "'+821012345678",
  "'@handle",
  "'' =spaced",
  "NULL and void",
  "-",
  "--",
  "=",
];

/** Of texts that may have lines. */
export const hostileLines: readonly string[] = [
  "a\nb",
  "a\r\nb",
  "a\rb",
  "first\n=1+1",
  'x\n"y",z\n',
  "tab\tinside",
  "line\n\n\nlines",
  "a\nb\r\n\r\nc",
];

export const kinds = ["call", "email", "meeting", "visit"] as const;

/** Of 255 characters, each another. */
const longKey = (index: number): string => `${"k".repeat(247)}${String(index).padStart(8, "0")}`;

const keys = ["=1+1:", "+", "-", "@", "'", "00", "1-", "3/4-", "1E", "고객-", "👍", "a,b;", 'q"', "_x0041_", "＝"] as const;

const externalId = (index: number): string => (index % 97 === 0 ? longKey(index) : `${keys[index % keys.length] ?? ""}${index}`);

const pick = <T>(list: readonly [T, ...T[]], index: number): T => list[index % list.length] ?? list[0];

const members = [
  "raj",
  "mina",
  "raj@example.com",
  "005A",
  "raj;mina",
  "raj:60%;mina:40%",
  "raj:33.3333%;mina:66.6667%",
  "nobody=known",
  "=stranger",
  "'=stranger",
] as const;

const prospects = [
  undefined,
  "mina@example.com",
  "+821012345678",
  "tel:010-1234-5678",
  "id:01012345678",
  "id:+821012345678",
  "bsky:mina.example",
  "0012345",
  "id:a@b.example",
  "=1+1",
  "'=1+1",
  "c-1;c-2;mina@example.com",
  "+821012345678;c-9",
  "2026-0001",
  "id:bsky:mina",
  "x y z",
] as const;

const money = [
  undefined,
  { amountMinor: 12_345, currency: "USD" },
  { amountMinor: -5, currency: "USD" },
  { amountMinor: 250_000, currency: "KRW" },
  { amountMinor: 1_234, currency: "KWD" },
  { amountMinor: 999_999_999_999, currency: "KWD" },
  { amountMinor: 10, currency: "USD" },
] as const;

const iso = (ms: number): string => new Date(ms).toISOString();
const START = Date.UTC(2026, 0, 5);

/** The `index`th of many records that no spreadsheet should change, in JSON's canonical form. */
export const hostileActivity = (index: number): Record<string, unknown> => {
  const at = START + index * 611_000;
  const day = iso(START + (index % 60) * 86_400_000).slice(0, 10);
  const text = pick(hostileTexts as readonly [string, ...string[]], index);
  const lines = pick(hostileLines as readonly [string, ...string[]], index);
  if (index % 50 === 7)
    return {
      source: "=sheet",
      member: index % 100 === 7 ? "raj" : "mina",
      kind: pick(kinds, index),
      occurredOn: iso(START + Math.floor(index / 50) * 86_400_000).slice(0, 10),
      quantity: index,
      total: true,
    };
  const isVoid = index % 23 === 0;
  return {
    source: index % 11 === 0 ? "=sheet" : index % 13 === 0 ? "'@crm" : "dialer",
    externalId: externalId(index),
    member: pick(members, index),
    kind: pick(kinds, index),
    direction: pick([undefined, "outbound", "inbound"], index),
    ...(index % 5 === 0
      ? { occurredOn: day }
      : { occurredAt: index % 3 === 0 ? `${iso(at).slice(0, 19)}.${String(index % 1_000_000).padStart(6, "0")}Z` : iso(at) }),
    durationSeconds: pick([undefined, 0, 41, 3600], index),
    outcome: pick([undefined, "connected", "=outcome", "no_answer", "-"], index),
    prospect: pick(prospects, index),
    quantity: pick([undefined, 0, 7, 1_000_000], index),
    amount: pick(money, index),
    provenance: pick([undefined, "imported", "self_reported"], index),
    subject: text,
    url: pick([undefined, "https://example.com/a?b=c,d&e=%22", "https://example.com/=1+1"], index),
    evidence: pick([undefined, "https://example.com/가"], index),
    ...(index % 7 === 0 ? { revisedAt: iso(at + 60_000) } : {}),
    ...(isVoid ? { voidedAt: iso(at + 120_000), voidReason: pick([text, lines] as const, index) } : {}),
    attributes: {
      note: pick([text, lines] as const, index),
      ...(index % 2 === 0 ? { size: pick([0, -3, "9223372036854775807", "-9223372036854775808", 42], index) } : {}),
      ...(index % 3 === 0 ? { hot: index % 2 === 0 } : {}),
      ...(index % 4 === 0
        ? {
            premium: pick(
              [
                { amountMinor: 1, currency: "USD" },
                { amountMinor: 1_234_567, currency: "KWD" },
                { amountMinor: -99, currency: "KRW" },
              ],
              index,
            ),
          }
        : {}),
    },
  };
};
