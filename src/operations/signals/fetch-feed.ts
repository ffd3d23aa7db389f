import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import { shown } from "../../domain/shown.ts";
import { feedEncoding, readFeed, type Feed } from "../../domain/signals/feed.ts";
import type { FeedState } from "../../store/signal-sources.ts";
import { textDecoder } from "../files/formats/cp949.ts";
import { guardedRequest, type Outside, type OutsideAnswer } from "../outgoing/guarded-request.ts";

/** A feed of two thousand posts has a tenth of it. */
const LARGEST = 10 * 1024 * 1024;
const SECONDS = 30;
const MOST_REDIRECTS = 5;
const HEAD = 300;
const OK = 200;
const NOT_MODIFIED = 304;
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Null: it is as it was read before. */
export type FetchedFeed = { readonly feed: Feed; readonly state: FeedState } | null;

/** Every address on the way is looked at like the first: a public one may lead inside. */
const ask = async (
  url: string,
  headers: Readonly<Record<string, string>>,
  outside: Outside,
  redirected = 0,
): Promise<Outcome<OutsideAnswer>> => {
  const answer = await guardedRequest(url, { timeoutSeconds: SECONDS, ...outside, headers, mostBytes: LARGEST });
  if (!answer.ok || !redirects.has(answer.value.status)) return answer;
  const { location } = answer.value.headers;
  if (location === undefined || !URL.canParse(location, url)) return refused(refusal("feed-status", "", { found: answer.value.status }));
  if (redirected === MOST_REDIRECTS) return refused(refusal("feed-redirects", "", { limit: MOST_REDIRECTS }));
  return ask(new URL(location, url).href, headers, outside, redirected + 1);
};

const decode = (body: Buffer, contentType: string | null): Outcome<string> => {
  const encoding = feedEncoding(contentType, body.subarray(0, HEAD).toString("latin1"));
  try {
    return accepted(textDecoder(encoding).decode(body));
  } catch (error) {
    // The platform's word for a name that it does not know.
    if (error instanceof RangeError) return refused(refusal("feed-encoding", "", { found: shown(encoding) }));
    throw error;
  }
};

const single = (value: string | readonly string[] | undefined): string | null => (typeof value === "string" ? value.slice(0, 1_000) : null);

/**
 * A feed from where it is, if it is another than was read before. Refuses what must not be asked, on the way too, what is larger than 10 MB, what does not answer,
 * and what is no feed.
 */
export const fetchFeed = async (url: string, { etag, lastModified }: FeedState, outside: Outside = {}): Promise<Outcome<FetchedFeed>> => {
  const headers = {
    accept: "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1",
    ...(etag === null ? {} : { "if-none-match": etag }),
    ...(lastModified === null ? {} : { "if-modified-since": lastModified }),
  };
  const answer = await ask(url, headers, outside);
  if (!answer.ok) return answer;
  const { status, headers: told, body } = answer.value;
  if (status === NOT_MODIFIED) return accepted(null);
  if (status !== OK) return refused(refusal("feed-status", "", { found: status }));
  const text = decode(body, told["content-type"] ?? null);
  if (!text.ok) return text;
  const feed = readFeed(text.value);
  if (!feed.ok) return feed;
  return accepted({ feed: feed.value, state: { etag: single(told.etag), lastModified: single(told["last-modified"]) } });
};
