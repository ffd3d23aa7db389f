import { isbot } from "isbot";
import type { Instant } from "../instant.ts";
import type { Words } from "../refusals/words.ts";

/** Rises with the rules below; the list of programs comes with its package. Kept beside each class, so that hits can be judged again. */
export const CLICK_RULES = "1+isbot-5.2.3";

export const clickClasses = ["human", "suspect", "machine", "tampered", "duplicate"] as const;
/** Only a human click counts. */
export type ClickClass = (typeof clickClasses)[number];

export type ClickRule = keyof typeof clickRuleWords;

/** A request for one of our links as it came; kept as it is. */
export type Hit = {
  readonly id: string;
  readonly at: Instant;
  readonly link: string;
  /** Stands in the message where no person sees it. */
  readonly isHoneypot: boolean;
  readonly method: string;
  /** As `purposeOf` has it. */
  readonly purpose: string;
  readonly isSigned: boolean;
  readonly userAgent: string;
  /** Of the address, as `networkOf` has it. */
  readonly network: string;
  readonly recipient: string;
};

/** A message with links of ours: one recipient's. `links` are those that a person sees. */
export type SentMessage = { readonly sentAt: Instant | null; readonly links: readonly string[] };

export type JudgedHit = { readonly id: string; readonly class: ClickClass; readonly rule: ClickRule; readonly rules: string };

/** By these a browser says that it fetches ahead of its user, or for a preview. */
const purposeHeaders = ["sec-purpose", "purpose", "x-purpose", "x-moz"] as const;

/** The purpose of a hit, from the headers of its request by their names in lower case. */
export const purposeOf = (headers: Readonly<Record<string, string | readonly string[] | undefined>>): string =>
  purposeHeaders.flatMap((name) => headers[name] ?? []).join(", ");

const second = 1_000_000n;
const minute = 60n * second;
const LINKS_AT_ONCE = 3;
const AT_ONCE = 10n * second;
const RECIPIENTS_AT_ONCE = 5;
const DOUBLE_CLICK = 2n * second;

export const clickRuleWords = {
  method: { en: "No browser following a link asks this way.", ko: "링크를 누른 브라우저의 요청이 아닙니다." },
  prefetch: { en: "A browser or an app fetched it ahead.", ko: "브라우저나 앱이 미리 불러온 것입니다." },
  signature: { en: "The link's name is not as we made it.", ko: "링크 이름이 우리가 만든 것과 다릅니다." },
  agent: {
    en: "A program says so of itself, or does not say what it is.",
    ko: "프로그램이라고 스스로 밝혔거나 무엇인지 밝히지 않았습니다.",
  },
  honeypot: { en: "A link that nobody sees was followed from there too.", ko: "보이지 않는 링크도 같은 곳에서 열었습니다." },
  sweep: { en: "Several links of the message were followed within ten seconds.", ko: "메시지의 여러 링크를 10초 안에 열었습니다." },
  spread: {
    en: "Links of five people were followed from one address within a minute.",
    ko: "다섯 사람의 링크를 한 주소에서 1분 안에 열었습니다.",
  },
  early: {
    en: "Within a minute of sending: perhaps a person, perhaps a scanner.",
    ko: "보낸 지 1분 안이라 사람인지 검사 프로그램인지 알 수 없습니다.",
  },
  repeated: { en: "The same link within two seconds of a person's click.", ko: "사람이 누른 뒤 2초 안의 같은 링크입니다." },
  human: { en: "A person followed the link.", ko: "사람이 링크를 눌렀습니다." },
} as const satisfies Record<string, Words>;

const apart = (a: Instant, b: Instant): bigint => (a < b ? b - a : a - b);

const isPrefetch = (purpose: string): boolean => /prefetch|prerender|preview/i.test(purpose);

type Around = {
  readonly message: SentMessage;
  /** All hits of the message. */
  readonly hits: readonly Hit[];
  /** Hits of other messages from the networks of these. */
  readonly elsewhere: readonly Hit[];
};

const hitHoneypot = (hit: Hit, { hits }: Around): boolean =>
  hits.some((other) => other.isHoneypot && other.network === hit.network && apart(other.at, hit.at) <= minute);

/** Within ten seconds that the hit lies in, three links of the message or all that it has. */
const isSweep = (hit: Hit, { hits, message }: Around): boolean => {
  const near = hits.filter((other) => other.network === hit.network && apart(other.at, hit.at) <= AT_ONCE);
  const all = new Set(message.links);
  return near.some((first) => {
    const links = new Set(
      near.filter(({ at }) => at >= first.at && at - first.at <= AT_ONCE).flatMap(({ link }) => (all.has(link) ? [link] : [])),
    );
    const isWithin = hit.at >= first.at && hit.at - first.at <= AT_ONCE;
    return isWithin && (links.size >= LINKS_AT_ONCE || (all.size > 1 && links.size === all.size));
  });
};

const isSpread = (hit: Hit, { hits, elsewhere }: Around): boolean => {
  const near = [...hits, ...elsewhere].filter((other) => other.network === hit.network && apart(other.at, hit.at) <= minute);
  return near.some(
    (first) =>
      hit.at >= first.at &&
      new Set(near.filter(({ at }) => at >= first.at && at - first.at <= minute).map(({ recipient }) => recipient)).size >=
        RECIPIENTS_AT_ONCE,
  );
};

const classOf = (hit: Hit, around: Around, isHumanBefore: (hit: Hit) => boolean): readonly [ClickClass, ClickRule] => {
  const { sentAt } = around.message;
  if (hit.method !== "GET") return ["machine", "method"];
  if (isPrefetch(hit.purpose)) return ["machine", "prefetch"];
  if (!hit.isSigned) return ["tampered", "signature"];
  if (hit.userAgent.trim() === "" || isbot(hit.userAgent)) return ["machine", "agent"];
  if (hitHoneypot(hit, around)) return ["machine", "honeypot"];
  if (isSweep(hit, around)) return ["machine", "sweep"];
  if (isSpread(hit, around)) return ["machine", "spread"];
  if (sentAt !== null && hit.at - sentAt < minute) return ["suspect", "early"];
  return isHumanBefore(hit) ? ["duplicate", "repeated"] : ["human", "human"];
};

/**
 * Of each hit of a message what it was, in the order of time. What a hit is may depend on what came after it: the first link of a scanner looks like a
 * person's click until the others follow. So all hits of the message are judged anew with each that comes; the raw ones stay as they are.
 */
export const judgeHits = (around: Around): readonly JudgedHit[] => {
  const humans: Hit[] = [];
  return around.hits
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1))
    .map((hit) => {
      const [found, rule] = classOf(hit, around, ({ link, at }) =>
        humans.some((human) => human.link === link && at - human.at <= DOUBLE_CLICK),
      );
      if (found === "human") humans.push(hit);
      return { id: hit.id, class: found, rule, rules: CLICK_RULES };
    });
};
