import type { Instant } from "./instant.ts";

/** Two sources that tell of the same acts: how near two records must be to be one, and which source's record then counts. */
export type SameActs = {
  readonly sources: readonly [string, string];
  readonly kind: string;
  readonly withinSeconds: number;
  /** Asked only where both records have a duration; null: not at all. */
  readonly durationWithinSeconds: number | null;
  /** One of the two. */
  readonly prefer: string;
};

/** What of a record says whether it is the same act as another; of one member, prospect and kind. */
export type ToldAct = {
  readonly source: string;
  readonly externalId: string;
  readonly at: Instant;
  readonly durationSeconds: bigint | null;
};

const MICROS = 1_000_000n;

const order = <T extends bigint | string>(one: T, other: T): number => (one < other ? -1 : one > other ? 1 : 0);
const inTime = (one: ToldAct, other: ToldAct): number =>
  order(one.at, other.at) || order(one.source, other.source) || order(one.externalId, other.externalId);

const distance = (one: bigint, other: bigint): bigint => (one < other ? other - one : one - other);

const isNearInDuration = ({ durationWithinSeconds }: SameActs, one: ToldAct, other: ToldAct): boolean =>
  durationWithinSeconds === null ||
  one.durationSeconds === null ||
  other.durationSeconds === null ||
  distance(one.durationSeconds, other.durationSeconds) <= BigInt(durationWithinSeconds);

/** A person may have said that two records are not the same. */
type Apart<Act> = (one: Act, other: Act) => boolean;

/** In time order each record that is still free takes its nearest free partner of the other source. */
const pairsAmong = <Act extends ToldAct>(
  rule: SameActs,
  inOrder: readonly Act[],
  areApart: Apart<Act>,
): readonly (readonly [Act, Act])[] => {
  const taken = new Set<Act>();
  const limit = BigInt(rule.withinSeconds) * MICROS;
  // Of each source those that have not been taken, in time order: what is taken or past is not walked over again.
  const queues = new Map(rule.sources.map((source) => [source, inOrder.filter((act) => act.source === source)]));
  const others = new Map(rule.sources.map((source, index) => [source, queues.get(rule.sources[1 - index] ?? "") ?? []]));
  const starts = new Map<readonly Act[], number>([...queues.values()].map((queue) => [queue, 0]));
  // Whoever comes earlier has had its turn: had it been near enough, it would have taken this one. So the nearest free partner is the next.
  const partnerOf = (one: Act): Act | undefined => {
    const queue = others.get(one.source) ?? [];
    let start = starts.get(queue) ?? 0;
    for (let first = queue[start]; first !== undefined && (taken.has(first) || inTime(first, one) < 0); first = queue[start]) start += 1;
    starts.set(queue, start);
    for (let next = start; next < queue.length; next += 1) {
      const other = queue[next];
      if (other === undefined || other.at - one.at > limit) return undefined;
      if (!taken.has(other) && isNearInDuration(rule, one, other) && !areApart(one, other)) return other;
    }
    return undefined;
  };
  return inOrder.flatMap((one) => {
    const other = taken.has(one) ? undefined : partnerOf(one);
    if (other === undefined) return [];
    taken.add(one).add(other);
    return [[one, other] as const];
  });
};

/**
 * Which of the records of one member, prospect and kind tell an act that another source's record tells too: each that does not count, with the
 * one that does. It follows from the set alone, whatever the order in which its records came. Rules are asked in their order, and a record is the
 * same as one other at most.
 */
export const sameActsAmong = <Act extends ToldAct>(
  rules: readonly SameActs[],
  acts: readonly Act[],
  areApart: Apart<Act>,
): ReadonlyMap<Act, Act> => {
  const inOrder = acts.toSorted(inTime);
  const holders = new Map<Act, Act>();
  for (const rule of rules) {
    const free = inOrder.filter((act) => rule.sources.includes(act.source) && (act.source === rule.prefer || !holders.has(act)));
    for (const [one, other] of pairsAmong(rule, free, areApart)) {
      if (one.source === rule.prefer) holders.set(other, one);
      else holders.set(one, other);
    }
  }
  return holders;
};
