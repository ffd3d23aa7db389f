import type { Instant } from "../instant.ts";
import type { Name } from "../language.ts";
import type { Words } from "../refusals/words.ts";
import type { SignalKind } from "./signal.ts";

/** What a company does about signals of a kind or topic: whom it gives them to, and how often. */
export type Play = {
  readonly id: string;
  readonly name: Name;
  /** Of these topics, by these kinds; null: of all. */
  readonly topics: readonly string[] | null;
  readonly kinds: readonly SignalKind[] | null;
  /** To the members of this team and of those below it; null: of all. */
  readonly team: string | null;
  readonly coolDownDays: number;
  /** So many suggestions are given to one rep in a day at most. */
  readonly dailyCap: number;
  /** After so many days a suggestion that nobody contacted is over. */
  readonly expiresAfterDays: number;
  /** So large a part of the prospects is left alone, so that it can be measured what suggestions bring; from 0 up to 1. */
  readonly heldOut: number;
};

/** What a company does that has set nothing. */
export const defaultPlay: Play = {
  id: "default",
  name: { en: "Contact whoever showed interest", ko: "관심을 보인 사람에게 연락" },
  topics: null,
  kinds: null,
  team: null,
  coolDownDays: 14,
  dailyCap: 20,
  expiresAfterDays: 7,
  heldOut: 0,
};

/** The first that is about such a signal; undefined: nothing is done about it. */
export const playFor = (
  plays: readonly Play[],
  { kind, topics: found }: { readonly kind: SignalKind; readonly topics: readonly string[] },
): Play | undefined =>
  plays.find(
    ({ kinds, topics }) => (kinds === null || kinds.includes(kind)) && (topics === null || topics.some((topic) => found.includes(topic))),
  );

/** Who may be given a suggestion, as it stands now. */
export type Candidate = {
  readonly memberNumber: number;
  /** Works today: employed, and not away. */
  readonly isThere: boolean;
  readonly open: number;
  readonly givenToday: number;
  /** When the last was given; null of somebody new. */
  readonly lastGivenAt: Instant | null;
};

/** `waits`: nobody has it today, and it is routed again tomorrow. */
export type Waiting = "nobody-there" | "owner-away" | "daily-cap";

export const waitingWords: Readonly<Record<Waiting, Words>> = {
  "nobody-there": { en: "Nobody is there today.", ko: "오늘 일하는 사람이 없습니다." },
  "owner-away": { en: "Whose prospect it is is away.", ko: "담당자가 자리에 없습니다." },
  "daily-cap": { en: "Everybody has had their fill for today.", ko: "오늘 줄 수 있는 만큼 모두 주었습니다." },
};

export type Routing = { readonly to: number; readonly by: "owner" | "turn" } | { readonly to: null; readonly because: Waiting };

/** What is open first, then who has waited longest; whoever never got one before everybody. Their number decides between equals, so that it is no chance. */
const inTurn = (a: Candidate, b: Candidate): number => {
  if (a.open !== b.open) return a.open - b.open;
  if (a.lastGivenAt !== b.lastGivenAt) return (a.lastGivenAt ?? -1n) < (b.lastGivenAt ?? -1n) ? -1 : 1;
  return a.memberNumber - b.memberNumber;
};

/**
 * To whom a signal goes: the prospect's owner, who knows them, and nobody else as long as they have one; else of the team the one whose turn it is. Whoever had
 * the play's daily cap waits until tomorrow.
 */
export const route = (owner: number | null, candidates: readonly Candidate[], { dailyCap }: Pick<Play, "dailyCap">): Routing => {
  if (owner !== null) {
    const own = candidates.find(({ memberNumber }) => memberNumber === owner);
    if (own?.isThere !== true) return { to: null, because: "owner-away" };
    return own.givenToday < dailyCap ? { to: owner, by: "owner" } : { to: null, because: "daily-cap" };
  }
  const there = candidates.filter(({ isThere }) => isThere);
  const [first] = there.filter(({ givenToday }) => givenToday < dailyCap).toSorted(inTurn);
  if (first !== undefined) return { to: first.memberNumber, by: "turn" };
  return { to: null, because: there.length === 0 ? "nobody-there" : "daily-cap" };
};

/** Why a signal makes no suggestion. */
export type Unsuggested = "opted-out" | "open" | "cool-down" | "held-out" | "no-play";

export const unsuggestedWords: Readonly<Record<Unsuggested, Words>> = {
  "opted-out": { en: "The prospect asked not to be contacted.", ko: "연락을 원하지 않는다고 한 잠재 고객입니다." },
  open: {
    en: "A suggestion for this prospect is open already; the signal is added to it.",
    ko: "이미 열려 있는 추천 연락이 있어 그곳에 더합니다.",
  },
  "cool-down": { en: "The prospect was contacted a short while ago.", ko: "얼마 전에 연락한 잠재 고객입니다." },
  "no-play": {
    en: "No play is about signals of this kind and topic.",
    ko: "이런 종류와 주제의 신호에 대한 대응 규칙이 없습니다.",
  },
  "held-out": {
    en: "Held out by chance, so that it can be measured what suggestions bring.",
    ko: "추천의 효과를 재려고 무작위로 뺐습니다.",
  },
};

const microsPerDay = 86_400_000_000n;

/** Whether a signal becomes a suggestion; undefined when it does. `draw` is from 0 up to 1, worked out of the prospect's identity: who is left alone is so for good. */
export const unsuggested = (
  {
    isOptedOut,
    hasOpen,
    lastContactAt,
    draw,
  }: { readonly isOptedOut: boolean; readonly hasOpen: boolean; readonly lastContactAt: Instant | null; readonly draw: number },
  { coolDownDays, heldOut }: Pick<Play, "coolDownDays" | "heldOut">,
  now: Instant,
): Unsuggested | undefined => {
  if (isOptedOut) return "opted-out";
  if (hasOpen) return "open";
  if (lastContactAt !== null && now - lastContactAt < BigInt(coolDownDays) * microsPerDay) return "cool-down";
  return draw < heldOut ? "held-out" : undefined;
};
