/** A trade's activity from a seed: the same seed gives the same rows on every machine. Used by the benchmarks and the demo. */
export type GeneratedActivity = {
  readonly source: string;
  readonly externalId: string;
  readonly member: string;
  readonly kind: string;
  readonly direction: string;
  readonly occurredAt: string;
  readonly durationSeconds?: number;
  readonly outcome?: string;
  readonly prospect: string;
  readonly quantity?: number;
  readonly revisedAt?: string;
};

/** Mulberry32: 32 bits of state are enough for rows that only have to look alive. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const DAY_MS = 86_400_000;

export type Trade = {
  readonly seed: number;
  readonly members: number;
  readonly prospects: number;
  /** First day of the span, as milliseconds since 1970. */
  readonly from: number;
  readonly days: number;
};

const kinds = ["call", "call", "call", "call", "call", "email", "email", "email", "email", "social_contact", "meeting"] as const;

/** Log-normal talk time, its median two and a half minutes. */
const talkSeconds = (random: () => number): number => Math.round(150 * Math.exp(0.9 * (random() + random() + random() - 1.5) * 2));

/**
 * Rows in the order in which they arrive: by day, a tenth a day late or more; 1 % revised and 2 % sent twice, each soon after the first.
 * `count` includes the repeats.
 */
export function* activities(trade: Trade, count: number): Generator<GeneratedActivity> {
  const random = randomFrom(trade.seed);
  const pending: GeneratedActivity[] = [];
  for (let row = 0; row < count;) {
    if (pending.length > 0 && random() < 0.5) {
      const again = pending.shift();
      if (again !== undefined) {
        row += 1;
        yield again;
        continue;
      }
    }
    const isLate = random() < 0.1;
    const progress = Math.floor((row / count) * trade.days);
    const day = Math.max(0, progress - (isLate ? 1 + Math.floor(random() * 5) : 0));
    const kind = kinds[Math.floor(random() * kinds.length)] ?? "call";
    const connects = random() < 0.12;
    const member = Math.floor(random() * trade.members);
    // Each rep works a patch of prospects, and some of them more than others.
    const patch = Math.max(1, Math.floor(trade.prospects / trade.members));
    const prospect = member * patch + Math.floor(random() * random() * patch);
    const activity: GeneratedActivity = {
      source: kind === "call" ? "dialer" : kind === "email" ? "mail" : "crm",
      externalId: `${kind === "call" ? "C" : kind === "email" ? "M" : "T"}-${(row * 2_654_435_761) % 4_294_967_296}-${row}`,
      member: `rep-${member + 1}`,
      kind,
      direction: random() < 0.9 ? "outbound" : "inbound",
      occurredAt: new Date(trade.from + day * DAY_MS + Math.floor((8 + random() * 10) * 3_600_000)).toISOString(),
      prospect: `lead-${prospect + 1}`,
      ...(kind === "call"
        ? { durationSeconds: connects ? talkSeconds(random) : Math.floor(random() * 30), outcome: connects ? "answered" : "no_answer" }
        : {}),
      ...(kind === "meeting" ? { quantity: 1 + Math.floor(random() * 3) } : {}),
    };
    row += 1;
    yield activity;
    if (random() < 0.02) pending.push(activity);
    if (random() < 0.01)
      pending.push({ ...activity, outcome: "callback", revisedAt: new Date(trade.from + (day + 1) * DAY_MS).toISOString() });
  }
}
