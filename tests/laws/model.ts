/**
 * What the count must be, written down a second time with nothing of the product's: plain arrays, `Intl` for zones, and every number
 * computed anew from everything that ever happened. Slow, short, and obvious.
 */
export type Told = {
  source: string;
  id: string;
  member: string;
  kind: string;
  at: number;
  seconds: number | null;
  quantity: number | null;
  prospect: string | null;
  provenance: string;
  revisedAt: number | null;
  voidedAt: number | null;
};
export type Asked = Told & { stage: string | undefined; colleague: boolean; day: number };
export type Rule = {
  from: number;
  where: (asked: Asked) => boolean;
  whereText: string;
  sum: boolean;
  once: "day" | "week" | "month" | "ever" | null;
  within: "member" | "company";
  provenance: string[] | null;
};
type Kept = {
  told: Told;
  rank: number;
  member: string | null;
  day: number;
  takenBack: boolean;
  missing: boolean;
  seen: { content: string; revisedAt: number | null }[];
};
export type Event =
  | { type: "tell"; told: Told }
  | { type: "void" | "restore"; source: string; id: string }
  /** A file that is all of its source from one day to before another, and has of these ids those that are known. */
  | { type: "load"; source: string; has: readonly string[]; from: number; before: number }
  | { type: "stage"; prospect: string; stage: string; from: number }
  | { type: "map"; source: string; name: string; member: string }
  | { type: "zone"; member: string; zone: string; from: number }
  | { type: "team"; member: string; team: string; from: number };

const formats = new Map<string, Intl.DateTimeFormat>();
export const dayIn = (zone: string, at: number): number => {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  formats.set(zone, format);
  return Date.parse(format.format(at)) / 86_400_000;
};
const windowOf = (once: Exclude<Rule["once"], null>, day: number): number => {
  if (once === "ever") return -Infinity;
  if (once === "day") return day;
  const date = new Date(day * 86_400_000);
  return once === "week" ? day - ((date.getUTCDay() + 6) % 7) : Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 86_400_000;
};

export class Model {
  records = new Map<string, Kept>();
  stages: { prospect: string; stage: string; from: number; order: number }[] = [];
  names = new Map<string, string>();
  zones = new Map<string, { from: number; zone: string }[]>();
  teams = new Map<string, { from: number; team: string }[]>();
  private readonly teamZones: Record<string, string>;
  private readonly companyZone: string;
  private readonly members: readonly string[];
  constructor(teamZones: Record<string, string>, companyZone: string, members: readonly string[]) {
    this.teamZones = teamZones;
    this.companyZone = companyZone;
    this.members = members;
  }

  private zoneAt(member: string | null, at: number): string {
    const held = <T extends { from: number }>(list: readonly T[] | undefined, holds: (item: T) => boolean) =>
      (list ?? [])
        .filter(holds)
        .sort((a, b) => a.from - b.from)
        .at(-1);
    if (member === null) return this.companyZone;
    // D 00:00 in the new zone has come when the new zone's calendar shows D; where it shows D before and D - 1 after, the zone at that instant decides.
    const zoneOn = (day: number) =>
      held(this.zones.get(member), (each) => each.from <= day)?.zone ??
      this.teamZones[held(this.teams.get(member), (each) => each.from <= day)?.team ?? ""] ??
      this.companyZone;
    const changes = [...new Set([...(this.zones.get(member) ?? []), ...(this.teams.get(member) ?? [])].map((each) => each.from))].sort(
      (a, b) => a - b,
    );
    let zone = zoneOn(-1e9);
    for (const from of changes) if (dayIn(zoneOn(from), at) >= from) zone = zoneOn(from);
    return zone;
  }
  private memberNamed(source: string, name: string): string | null {
    return this.names.get(`${source}/${name}`) ?? (this.members.includes(name) ? name : null);
  }
  private resolve(kept: Kept): void {
    kept.member = this.memberNamed(kept.told.source, kept.told.member);
    kept.day = dayIn(this.zoneAt(kept.member, kept.told.at), kept.told.at);
  }

  apply(event: Event): void {
    if (event.type === "stage") {
      this.stages = this.stages.filter((each) => each.prospect !== event.prospect || each.from !== event.from);
      this.stages.push({ ...event, order: this.stages.length });
    } else if (event.type === "zone" || event.type === "team") {
      const list: { from: number; zone?: string; team?: string }[] =
        (event.type === "zone" ? this.zones : this.teams).get(event.member) ?? [];
      const others = list.filter((each) => each.from !== event.from);
      (event.type === "zone" ? this.zones : this.teams).set(event.member, [...others, event] as never);
    } else if (event.type === "map") {
      this.names.set(`${event.source}/${event.name}`, event.member);
      for (const kept of this.records.values()) if (kept.member === null) this.resolve(kept);
    } else if (event.type === "tell") this.tell(event.told);
    else if (event.type === "load") this.load(event);
    else {
      const kept = this.records.get(`${event.source}/${event.id}`);
      if (kept !== undefined) kept.takenBack = event.type === "void";
    }
  }
  /** What the world's file would hold: what was told last of each record that it has. */
  fileOf({ source, has }: { source: string; has: readonly string[] }): Told[] {
    return [...this.records.values()].map((kept) => kept.told).filter((told) => told.source === source && has.includes(told.id));
  }
  private load(event: Event & { type: "load" }): void {
    for (const told of this.fileOf(event)) this.tell(told);
    for (const kept of this.records.values())
      if (kept.told.source === event.source && !event.has.includes(kept.told.id) && kept.told.voidedAt === null)
        kept.missing ||= kept.day >= event.from && kept.day < event.before;
  }
  private tell(told: Told): void {
    const { revisedAt: said, ...content } = told;
    const revisedAt = said ?? told.voidedAt;
    const mark = { content: JSON.stringify(content), revisedAt };
    const key = `${told.source}/${told.id}`;
    const known = this.records.get(key);
    if (known === undefined) {
      const kept: Kept = { told, rank: revisedAt ?? -Infinity, member: null, day: 0, takenBack: false, missing: false, seen: [mark] };
      this.resolve(kept);
      this.records.set(key, kept);
      return;
    }
    const repeated = known.seen.some((each) => each.content === mark.content && (revisedAt === null || each.revisedAt === revisedAt));
    known.seen.push(mark);
    if (told.voidedAt === null) known.missing = false;
    if (repeated || (revisedAt !== null && revisedAt <= known.rank)) return;
    if (revisedAt !== null) known.rank = revisedAt;
    const before = known.told;
    known.told = told;
    known.missing = false;
    if (known.member === null || before.member !== told.member || before.at !== told.at) this.resolve(known);
  }

  /** Credits by `metric member day`, and who holds each window. */
  count(metrics: ReadonlyMap<string, readonly Rule[]>): { tally: Map<string, number>; holders: Map<string, string> } {
    const tally = new Map<string, number>();
    const holders = new Map<string, string>();
    const standing = [...this.records.values()].filter(
      (each) => each.member !== null && each.told.voidedAt === null && !each.takenBack && !each.missing,
    );
    standing.sort(
      (a, b) =>
        a.told.at - b.told.at || (a.told.source < b.told.source ? -1 : a.told.source > b.told.source ? 1 : a.told.id < b.told.id ? -1 : 1),
    );
    for (const [metric, rules] of metrics)
      for (const { told, member, day } of standing) {
        const rule = rules.filter((each) => each.from <= day).at(-1);
        if (rule === undefined || (rule.provenance !== null && !rule.provenance.includes(told.provenance))) continue;
        const stage =
          told.prospect === null
            ? undefined
            : (this.stages
                .filter((each) => each.prospect === told.prospect && each.from <= told.at)
                .sort((a, b) => a.from - b.from)
                .at(-1)?.stage ?? "prospect");
        if (
          !rule.where({ ...told, stage, colleague: told.prospect?.endsWith("@own.example") === true, day }) ||
          (rule.sum && told.quantity === null)
        )
          continue;
        if (rule.once !== null) {
          if (told.prospect === null) continue;
          // Windows start anew with a version that changed anything but the condition.
          let run = rule;
          for (const earlier of rules.filter((each) => each.from < rule.from).reverse()) {
            if (
              earlier.once !== run.once ||
              earlier.within !== run.within ||
              earlier.sum !== run.sum ||
              String(earlier.provenance) !== String(run.provenance)
            )
              break;
            run = earlier;
          }
          const window = `${metric} ${rule.within === "member" ? member : ""} ${told.prospect} ${Math.max(run.from, windowOf(rule.once, day))}`;
          if (holders.has(window)) continue;
          holders.set(window, `${told.source}/${told.id}`);
        }
        const at = `${metric} ${member} ${day}`;
        tally.set(at, (tally.get(at) ?? 0) + (rule.sum ? (told.quantity ?? 0) : 1));
      }
    return { tally, holders };
  }
}
