import type { Amount, Over, Progress, Quota, Requirement, Row, Score, Status } from "../api.ts";

/** Money and counts on one scale: minor units, seconds or pieces. Exact as long as a company stays below 2^53 of them. */
export const magnitude = (amount: Amount | null): number =>
  amount === null ? 0 : typeof amount === "number" ? amount : amount.amountMinor;

/** How much more the first is; 0 when it is not. */
export const above = (a: Amount, b: Amount): Amount => {
  const difference = Math.max(magnitude(a) - magnitude(b), 0);
  return typeof a === "number" ? difference : { amountMinor: difference, currency: a.currency };
};

type Amounts = { readonly credited: Amount; readonly target: Amount; readonly carriedOver?: Quota["carriedOver"] | undefined };

/** What is missing to the target, beside what was carried over; 0 when it is reached. */
export const shortfallOf = ({ credited, target, carriedOver }: Amounts): Amount =>
  carriedOver === undefined ? above(target, credited) : above(above(target, carriedOver.amount), credited);

export const surplusOf = ({ credited, target }: Amounts): Amount => above(credited, target);

const nothing: Progress = { done: 0, of: 1 };

export const progressOf = (requirement: Requirement): Progress => requirement.progress ?? nothing;

/** Negative when `a` is further from done than `b`. Exact: compared by cross-multiplication, never as percentages. */
export const compareProgress = (a: Progress, b: Progress): number => {
  const left = Number(a.done) * Number(b.of);
  const right = Number(b.done) * Number(a.of);
  if (Number.isSafeInteger(left) && Number.isSafeInteger(right)) return Math.sign(left - right);
  const [exactLeft, exactRight] = [BigInt(a.done) * BigInt(b.of), BigInt(b.done) * BigInt(a.of)];
  return exactLeft < exactRight ? -1 : exactLeft > exactRight ? 1 : 0;
};

/** How a quota stands to the one before it when a requirement is laid out in a line. `apart`: both are asked, and nothing needs saying. */
export type Joiner = "or" | "and" | "apart" | "first";

export type Leaf = {
  readonly quota: Quota;
  readonly joiner: Joiner;
  /** Another way to the same end is nearer. */
  readonly quieter: boolean;
  /** Another way to the same end has been gone to its end, so nothing is missing on this one. */
  readonly needless: boolean;
  /** A score or what is asked over shorter periods, which stands as one: `quota` then tells its points or how many periods are met. */
  readonly whole: Score | Over | null;
};

const valueOf = ({ done, of }: Progress): number => Number(done) / Number(of);

/** Points as they are shown: never rounded up to what is needed. */
export const pointsOf = (points: Progress): number => Math.floor(valueOf(points) * 100) / 100;

const firstMetricOf = (requirement: Requirement): string => {
  if (requirement.type === "quota") return requirement.metric;
  const inside = requirement.type === "over" ? requirement.periods.flatMap((each) => each.requirement ?? []) : requirement.parts;
  return inside[0] === undefined ? "" : firstMetricOf(inside[0]);
};

/** A score or an over as the figures of one quota, in points or periods; its metric is the one whose records open first. */
const wholeAsQuota = (whole: Score | Over): Quota => ({
  type: "quota",
  metric: firstMetricOf(whole),
  credited: whole.type === "score" ? pointsOf(whole.points) : whole.done,
  target: whole.needed,
  status: whole.status,
  progress: whole.progress,
  derivation: [],
});

export const isReached = (status: Status): boolean => status === "met";

const running: readonly Status[] = ["ahead", "on_pace", "at_risk", "behind", "open"];

/** Where the member should be by now; null when nothing is left to be done, or nothing can be told. */
export const expectedOf = ({ status, pace }: Pick<Quota, "status" | "pace">): Amount | null =>
  pace != null && running.includes(status) ? pace.expected : null;

/** What could still be missing: of what is excused nothing can be. */
const isWanting = (status: Status): boolean => !isReached(status) && status !== "excused";

/** The quotas of a requirement from left to right, each with how it is joined to the one before. */
export const leavesOf = (
  requirement: Requirement,
  joiner: Joiner = "first",
  { quieter, needless } = { quieter: false, needless: false },
): readonly Leaf[] => {
  if (requirement.type === "quota" || requirement.type === "score" || requirement.type === "over") {
    const whole = requirement.type === "quota" ? null : requirement;
    const quota = requirement.type === "quota" ? requirement : wholeAsQuota(requirement);
    return [{ quota, joiner, quieter, needless: needless && isWanting(requirement.status), whole }];
  }
  const nearest = requirement.parts
    .map(progressOf)
    .reduce((best, progress) => (compareProgress(progress, best) > 0 ? progress : best), nothing);
  const inside: Joiner = requirement.type === "anyOf" ? "or" : joiner === "first" || joiner === "apart" ? "apart" : "and";
  return requirement.parts.flatMap((part, index) => {
    const isChoice = requirement.type === "anyOf";
    const further = isChoice && compareProgress(progressOf(part), nearest) < 0;
    const spared = isChoice && isReached(requirement.status) && !isReached(part.status);
    // A combination inside a choice keeps its own parts together with "and": what follows "or" is the whole of it.
    return leavesOf(part, index === 0 ? joiner : inside, { quieter: quieter || further, needless: needless || spared }).map((leaf) =>
      isChoice && leaf.joiner === "apart" && part.type === "allOf" ? { ...leaf, joiner: "and" as const } : leaf,
    );
  });
};

/** Rows of one plan whose requirements are laid out alike share a table and its column heads. */
export const layoutOf = (leaves: readonly Leaf[]): string =>
  leaves.map(({ quota, joiner, whole }) => `${joiner} ${whole?.type ?? ""} ${quota.metric}`).join(", ");

/** The quotas whose records can be looked at: of a score those of its parts, of an over itself. */
export const openableOf = (requirement: Requirement): readonly Leaf[] =>
  leavesOf(requirement).flatMap((leaf) =>
    leaf.whole?.type === "score"
      ? leaf.whole.parts.flatMap((part) => openableOf(part).map((inner) => ({ ...inner, whole: inner.whole ?? leaf.whole })))
      : [leaf],
  );

/** A row with its requirement laid out, once for everything that asks for it. */
export type LaidOut = { readonly row: Row; readonly leaves: readonly Leaf[] };

export const hasRecords = (requirement: Requirement): boolean => leavesOf(requirement).some(({ quota }) => magnitude(quota.credited) !== 0);

/** What needs somebody first. */
const urgency: Record<Status, number> = {
  missed: 0,
  behind: 1,
  at_risk: 2,
  open: 3,
  counting: 4,
  on_pace: 5,
  ahead: 6,
  met: 7,
  excused: 8,
};

/** How each member stands by what needs somebody first in their rows: whoever changed team may be asked by two plans. */
export const standingsOf = (rows: readonly Pick<Row, "member" | "status">[]): ReadonlyMap<string, Status> => {
  const found = new Map<string, Status>();
  for (const { member, status } of rows) {
    const other = found.get(member);
    if (other === undefined || urgency[status] < urgency[other]) found.set(member, status);
  }
  return found;
};

export const byShortfall = ({ row: a }: LaidOut, { row: b }: LaidOut): number =>
  urgency[a.status] - urgency[b.status] || compareProgress(progressOf(a.requirement), progressOf(b.requirement));

/** Furthest from its target first; members of whom this metric is not asked, or who are excused from it, come last. */
export const byMetric =
  (metric: string) =>
  (a: LaidOut, b: LaidOut): number => {
    const [left, right] = [a, b].map(
      ({ leaves }) => leaves.find(({ quota }) => quota.metric === metric && quota.status !== "excused")?.quota,
    );
    if (left === undefined || right === undefined) return (left === undefined ? 1 : 0) - (right === undefined ? 1 : 0);
    return compareProgress(progressOf(left), progressOf(right));
  };

/** From the best down; who is excused stands aside at the end. */
export const statusOrder: readonly Status[] = ["met", "ahead", "on_pace", "counting", "open", "at_risk", "behind", "missed", "excused"];
