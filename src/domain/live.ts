import { mayDo, type Caller, type Permission } from "./access.ts";
import type { Sight } from "./sight.ts";

/** What whoever looks on may have to read anew. */
export const liveTopics = [
  "access",
  "activities",
  "attainment",
  "closing",
  "disputes",
  "follow-ups",
  "imports",
  "leaves",
  "notices",
  "prospects",
  "rewards",
  "settings",
] as const;
export type LiveTopic = (typeof liveTopics)[number];

/** Who may read these hears that they changed. */
export const topicPermissions: Readonly<Record<LiveTopic, Permission>> = {
  access: "users:read",
  activities: "activities:read",
  attainment: "attainment:read",
  closing: "statements:read",
  disputes: "disputes:read",
  "follow-ups": "follow-ups:read",
  imports: "imports:read",
  leaves: "leaves:read",
  notices: "notices:read",
  prospects: "prospects:read",
  rewards: "rewards:read",
  settings: "company:read",
};

/** Whose things changed: members by number, or everybody's. Nobody's: what belongs to no member, or to whom is not known. */
export type Touched = ReadonlySet<number> | "all";

/** What lets these accounts, by number, come in has changed: they are asked again who they are. Told to nobody. */
export const COMING_IN = "coming-in";

/** What changed, topic by topic. */
export type Changed = ReadonlyMap<LiveTopic | typeof COMING_IN, Touched>;

export const nobodys: Touched = new Set();

const both = (a: Touched, b: Touched): Touched => (a === "all" || b === "all" ? "all" : new Set([...a, ...b]));

/** Both, as if they had been one. */
export const together = (a: Changed, b: Changed): Changed => {
  const all = new Map(a);
  for (const [topic, touched] of b) all.set(topic, both(all.get(topic) ?? nobodys, touched));
  return all;
};

const company: readonly LiveTopic[] = ["settings", "attainment"];

/** What an act of a person changes for those who look on, by what it was done to; records, disputes and misses say themselves whose they are. */
const bySubject: Readonly<Record<string, readonly (LiveTopic | typeof COMING_IN)[]>> = {
  "api-key": ["access", COMING_IN],
  closure: ["closing", "attainment"],
  company,
  draft: ["settings"],
  "hook-endpoint": ["access"],
  import: ["imports"],
  leave: ["leaves", "attainment"],
  load: ["imports"],
  member: company,
  "merge-suggestion": ["prospects"],
  "oidc-provider": ["access"],
  prospect: ["prospects"],
  prospects: ["prospects"],
  redating: ["activities", "attainment"],
  settings: company,
  statement: ["closing"],
  tally: ["attainment"],
  "target-table": company,
  user: ["access"],
  webhook: ["access"],
};

/** What is done to these is one member's business. */
const personal: ReadonlySet<string> = new Set(["leave", "statement"]);

/** `member`: whom the act names. */
export const changedBySubject = (subject: string, member: number | undefined): Changed => {
  const touched: Touched = !personal.has(subject) ? "all" : member === undefined ? nobodys : new Set([member]);
  return new Map((bySubject[subject] ?? []).map((topic) => [topic, touched]));
};

/** What somebody who looks on is told: that something of these changed, of these members; null: of whomever they see. */
export type Told = { readonly topics: readonly LiveTopic[]; readonly members: readonly number[] | null };

export type Looking = { readonly caller: Caller; readonly sightOf: (permission: Permission) => Sight };

/** Of which topics things belong to members; of the others who may read one hears of all of it. */
const ofMembers: ReadonlySet<LiveTopic> = new Set([
  "activities",
  "attainment",
  "closing",
  "disputes",
  "follow-ups",
  "leaves",
  "notices",
  "rewards",
]);

const seenAmong = (touched: Touched, { members, own, sums }: Sight, isOwn: boolean): Touched | undefined => {
  if (isOwn) return own !== null && (touched === "all" || touched.has(own)) ? new Set([own]) : undefined;
  // Sums have no persons in them, and change whoever it was.
  if (members === "all" || sums) return sums && members !== "all" ? nobodys : touched;
  if (touched === "all") return "all";
  const seen = new Set([...touched].filter((member) => members.has(member)));
  return seen.size === 0 ? undefined : seen;
};

/** What of a change a caller may see; null: nothing, and they do not hear that anything happened. */
export const toldOf = (changed: Changed, { caller, sightOf }: Looking): Told | null => {
  const topics: LiveTopic[] = [];
  let members: Touched = nobodys;
  for (const topic of liveTopics) {
    const touched = changed.get(topic);
    if (touched === undefined || !mayDo(caller, topicPermissions[topic])) continue;
    // An inbox is its owner's alone, whatever else they see.
    const seen = ofMembers.has(topic) ? seenAmong(touched, sightOf(topicPermissions[topic]), topic === "notices") : nobodys;
    if (seen === undefined) continue;
    topics.push(topic);
    members = both(members, seen);
  }
  return topics.length === 0 ? null : { topics, members: members === "all" ? null : [...members].toSorted((a, b) => a - b) };
};
