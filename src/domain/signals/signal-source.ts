import { isFields, refuseUnknown, take } from "../field-reading.ts";
import { readChoice } from "../choice.ts";
import { refuseUrl } from "../outside-address.ts";
import { outcomeOf, refusal, refused, type Outcome, type Refusal } from "../refusal.ts";
import { shown } from "../shown.ts";
import { readText } from "../text.ts";
import { isMissing, refuseType } from "../value-type.ts";

/** `feed`: RSS or Atom, asked now and then; `bluesky`: the stream of everything that is said there. */
export const signalSourceKinds = ["feed", "bluesky"] as const;
export type SignalSourceKind = (typeof signalSourceKinds)[number];

/** One of those that Bluesky runs. */
export const BLUESKY_STREAM = "https://jetstream2.us-east.bsky.network/subscribe";

export type SignalSourceOrder = {
  readonly name: string;
  readonly kind: SignalSourceKind;
  readonly url: string;
  /** The company's own accounts, by their DIDs: what people do with their posts are signals. */
  readonly accounts: readonly string[];
};

const known: ReadonlySet<string> = new Set(["name", "kind", "url", "accounts"]);
const LONGEST_NAME = 60;
const MOST_ACCOUNTS = 20;
const did = /^did:[a-z]+:[\w.:%-]{1,100}$/;

const readAccounts = (value: unknown, found: Refusal[]): readonly string[] => {
  if (isMissing(value)) return [];
  if (!Array.isArray(value) || value.length > MOST_ACCOUNTS) {
    found.push(refuseType(value, "array", '["did:plc:…"]', "/accounts"));
    return [];
  }
  return value.map((each, place) => {
    const text = take(readText(each, `/accounts/${place}`, { max: 120 }), "", found);
    if (text !== "" && !did.test(text)) found.push(refusal("account-did", `/accounts/${place}`, { found: shown(text) }));
    return text;
  });
};

/** A source to fetch signals from. `isAllowed`: what is asked as it is. Refuses with every wrong at once, and an address inside. */
export const readSignalSource = (fields: unknown, isAllowed: (url: string) => boolean = () => false): Outcome<SignalSourceOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"name": "…", "kind": "feed", "url": "https://…"}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, known, found);
  const kind = take<SignalSourceKind>(readChoice(fields["kind"], signalSourceKinds, "/kind"), "feed", found);
  const standard = kind === "bluesky" && isMissing(fields["url"]) ? BLUESKY_STREAM : fields["url"];
  const url = take(readText(standard, "/url", { max: 2_000 }), "", found);
  const wrong = url === "" || isAllowed(url) ? undefined : refuseUrl(url, "/url");
  if (wrong !== undefined) found.push(wrong);
  const order = {
    name: take(readText(fields["name"], "/name", { max: LONGEST_NAME }), "", found),
    kind,
    url,
    accounts: readAccounts(fields["accounts"], found),
  };
  if (kind === "feed" && order.accounts.length > 0) found.push(refusal("accounts-of-feed", "/accounts"));
  return outcomeOf(() => order, found);
};
