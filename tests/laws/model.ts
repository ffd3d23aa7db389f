/**
 * What the count must be, written down a second time with nothing of the product's: plain arrays, `Intl` for zones, and every number
 * computed anew from everything that ever happened. Slow, short, and obvious.
 */
export type Told = {
  source: string;
  id: string;
  /** Who shares it, by weight. */
  members: { name: string; weight: number }[];
  kind: string;
  at: number;
  seconds: number | null;
  quantity: number | null;
  sale: { product: string; premium: number } | null;
  prospects: string[];
  provenance: string;
  revisedAt: number | null;
  voidedAt: number | null;
  /** Of a daily total its day: how many there were is its quantity. */
  totalOn: number | null;
  /** The signal that it answers, told or not. */
  answers: string | null;
};
/** What a prospect did: told again, the last state holds. */
export type Heard = { id: string; author: string; topic: string; at: number };
export type Asked = Told & {
  prospect: string | null;
  stage: string | undefined;
  colleague: boolean;
  day: number;
  signal: Heard | undefined;
};
export type Rule = {
  from: number;
  /** All must hold. */
  conditions: { text: string; holds: (asked: Asked) => boolean }[];
  sum: boolean;
  /** Sums the premium by the factor of its product on the day. */
  converted: boolean;
  once: "day" | "week" | "month" | "ever" | null;
  within: "member" | "team" | "company";
  provenance: string[] | null;
};
export type Condition = Rule["conditions"][number];
/** A rule that counts each record as often as it comes, but for what is said otherwise. */
export const rule = (conditions: Condition[], more: Partial<Rule> = {}): Rule => ({
  from: -Infinity,
  conditions,
  sum: false,
  converted: false,
  once: null,
  within: "member",
  provenance: null,
  ...more,
});
/** In ten-thousandths, by product and from a day on; null: none any more. */
export type Factors = Record<string, { from: number; factor: number | null }[]>;
/** Two sources that tell of the same acts of a kind. */
export type Same = { kind: string; within: number; durationWithin: number | null; prefer: string };
/** So many contacts with one prospect within so many days count; null: however many. */
export type Cap = { most: number; days: number } | null;
type Part = { member: string | null; zone: string; day: number };
type Kept = {
  told: Told;
  /** By whom it was done, as it says so now: whoever was erased stands there under their own name, by whatever name they were told of. */
  names: string[];
  rank: number;
  /** One for each of the members, in their order. */
  parts: Part[];
  takenBack: boolean;
  missing: boolean;
  seen: { content: string; revisedAt: number | null; told: Told }[];
  /** It is about somebody who was erased, and takes no further states. */
  sealed: boolean;
  /** Of a sealed one those of its prospects with whom it did not count as a contact then. */
  barred: string[];
};
export type Event =
  | { type: "tell"; told: Told }
  | { type: "void" | "restore"; source: string; id: string }
  | { type: "unlink" | "link"; source: string; id: string }
  | { type: "rule"; source: string; id: string; metric: string; counts: boolean | null; conditions: string[] }
  /** A file that is all of its source from one day to before another, and has of these ids those that are known. */
  | { type: "load"; source: string; has: readonly string[]; from: number; before: number }
  | { type: "stage"; prospect: string; stage: string; from: number }
  | { type: "merge"; keep: string; other: string }
  | { type: "unmerge"; prospect: string }
  | { type: "signal"; heard: Heard }
  /** It was no person's doing, and that it was. */
  | { type: "void-signal"; id: string }
  | { type: "restore-signal"; id: string }
  /** They asked not to be contacted. */
  | { type: "opt-out"; prospect: string; from: number }
  /** Where they are. */
  | { type: "place"; prospect: string; zone: string }
  | { type: "erase-prospect"; prospect: string }
  /** Of a member, who left before the day. */
  | { type: "erase-member"; member: string; from: number; before: number }
  | { type: "map"; source: string; name: string; member: string }
  | { type: "zone"; member: string; zone: string; from: number }
  | { type: "team"; member: string; team: string; from: number }
  | { type: "employ"; member: string; from: number; before: number }
  | { type: "redate"; member: string; from: number; before: number };

const formats = new Map<string, Intl.DateTimeFormat>();
export const dayIn = (zone: string, at: number): number => {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  formats.set(zone, format);
  return Date.parse(format.format(at)) / 86_400_000;
};
/** Whole parts by weight: the nearest below, then one more for the largest remainders until all is given. */
const shared = (total: number, weights: readonly number[]): number[] => {
  if (total < 0) return shared(-total, weights).map((part) => -part);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const parts = weights.map((weight) => Math.floor((total * weight) / all));
  const byRemainder = weights.map((weight, at) => ({ at, rest: (total * weight) % all })).sort((a, b) => b.rest - a.rest || a.at - b.at);
  let left = total - parts.reduce((sum, part) => sum + part, 0);
  for (const { at } of byRemainder) {
    if (left === 0) break;
    parts[at] = (parts[at] ?? 0) + 1;
    left -= 1;
  }
  return parts;
};
/** Rounded half up: half of what is over counts as a whole. */
const convert = ({ product, premium }: NonNullable<Told["sale"]>, factors: Factors, day: number): number | null => {
  const held = (factors[product] ?? []).filter((each) => each.from <= day).sort((a, b) => a.from - b.from);
  const factor = held.at(-1)?.factor ?? null;
  return factor === null ? null : Math.floor((2 * premium * factor + 10_000) / 20_000);
};
const hourIn = (zone: string, at: number): number =>
  Number(new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", hourCycle: "h23" }).format(at));
/** Where nobody is called from 21 to 8 o'clock. */
const quietZones = ["Asia/Seoul", "America/New_York"];
const windowOf = (once: Exclude<Rule["once"], null>, day: number): number => {
  if (once === "ever") return -Infinity;
  if (once === "day") return day;
  const date = new Date(day * 86_400_000);
  return once === "week" ? day - ((date.getUTCDay() + 6) % 7) : Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 86_400_000;
};

export class Model {
  records = new Map<string, Kept>();
  stages: { prospect: string; stage: string; from: number; order: number }[] = [];
  /** Prospects in the order in which they were first named, and into whom each was merged. */
  met: string[] = [];
  into = new Map<string, string>();
  names = new Map<string, string>();
  signals = new Map<string, Heard>();
  voidSignals = new Set<string>();
  apart = new Set<string>();
  rulings = new Map<string, { counts: boolean | null; conditions: string[] }>();
  zones = new Map<string, { from: number; zone: string }[]>();
  teams = new Map<string, { from: number; team: string }[]>();
  employments = new Map<string, { from: number; before: number }>();
  optOuts: { prospect: string; from: number }[] = [];
  places = new Map<string, string>();
  /** As it holds now. */
  cap: Cap = null;
  /** Prospects and members of whom nothing is left but what is counted. */
  erased = new Set<string>();
  private readonly teamZones: Record<string, string>;
  private readonly companyZone: string;
  /** As they hold now. */
  same: readonly Same[] = [];
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
  private resolve({ told, names }: Kept): Part[] {
    return names.map((name) => {
      const named = this.memberNamed(told.source, name);
      const zone = this.zoneAt(named, told.at);
      const day = told.totalOn ?? dayIn(zone, told.at);
      return { member: named !== null && this.isEmployed(named, day) ? named : null, zone, day };
    });
  }
  private teamOn(member: string, day: number): string | undefined {
    const held = (this.teams.get(member) ?? []).filter((each) => each.from <= day).sort((a, b) => a.from - b.from);
    return held.at(-1)?.team;
  }
  private isEmployed(member: string, day: number): boolean {
    const { from, before } = this.employments.get(member) ?? { from: -Infinity, before: Infinity };
    return from <= day && day < before;
  }
  /** Settings are never changed without looking whether somebody answers to what nobody had. */
  private resolveUnattributed(): void {
    for (const kept of this.records.values()) {
      const found = this.resolve(kept);
      kept.parts = kept.parts.map((part, at) => (part.member === null && found[at]?.member != null ? found[at] : part));
    }
  }
  private redate(member: string, from: number, before: number): void {
    const isWithin = (day: number) => from <= day && day < before;
    for (const kept of this.records.values())
      kept.parts = kept.parts.map((part) => {
        if (part.member !== member || kept.told.totalOn !== null) return part;
        const zone = this.zoneAt(member, kept.told.at);
        const day = dayIn(zone, kept.told.at);
        if (zone === part.zone || !(isWithin(part.day) || isWithin(day))) return part;
        return { zone, day, member: this.isEmployed(member, day) ? member : null };
      });
    this.resolveUnattributed();
  }

  private meet(prospects: readonly string[]): void {
    this.met.push(...[...prospects].sort().filter((each) => !this.met.includes(each)));
  }
  private root(prospect: string): string {
    const into = this.into.get(prospect);
    return into === undefined ? prospect : this.root(into);
  }
  /** Whom it names, those that are one once. */
  private roots(told: Told): string[] {
    return [...new Set(told.prospects.map((prospect) => this.root(prospect)))];
  }
  private merge(keep: string, other: string): void {
    const [into, merged] = [this.root(keep), this.root(other)];
    // By the names that they had nobody finds them any more.
    if (this.erased.has(keep) || this.erased.has(other)) return;
    if (into !== merged && this.met.includes(keep) && this.met.includes(other)) this.into.set(merged, into);
  }

  /** Whether there is somebody to erase. */
  mayErase(who: string): boolean {
    return !this.erased.has(who) && (this.members.includes(who) || this.met.includes(who));
  }
  /** Every record that has named them in any of its states stays as it is, and is nobody else's later by a name that was theirs. Nothing of what counts changes. */
  private erase(who: string): void {
    if (!this.mayErase(who)) return;
    const all = this.members.includes(who) ? [who] : this.met.filter((each) => this.root(each) === this.root(who));
    const names = ({ source, members, prospects }: Told) => [...members.map(({ name }) => this.memberNamed(source, name)), ...prospects];
    const barred = this.barred();
    const sealed = new Set([...this.records.values()].filter((kept) => kept.sealed));
    for (const kept of this.records.values())
      kept.sealed ||= all.some(
        (each) => kept.parts.some(({ member }) => member === each) || kept.seen.some(({ told }) => names(told).includes(each)),
      );
    for (const kept of this.records.values())
      kept.names = kept.names.map((name) => all.find((each) => this.memberNamed(kept.told.source, name) === each) ?? name);
    for (const kept of this.records.values())
      if (kept.sealed && !sealed.has(kept))
        kept.barred = kept.told.prospects.filter((each) => barred.has(`${kept.told.source}/${kept.told.id} ${this.root(each)}`));
    // What they did keeps standing for what answered it, under no name by which another signal is told.
    for (const [id, heard] of [...this.signals]) {
      if (!all.includes(heard.author)) continue;
      const nameless = `${id} of ${heard.author}`;
      this.signals.delete(id);
      this.signals.set(nameless, { ...heard, id: nameless });
      if (this.voidSignals.delete(id)) this.voidSignals.add(nameless);
      for (const kept of this.records.values()) if (kept.told.answers === id) kept.told = { ...kept.told, answers: nameless };
    }
    for (const each of all) {
      this.erased.add(each);
      this.places.delete(each);
    }
  }

  apply(event: Event): void {
    if (event.type === "merge") this.merge(event.keep, event.other);
    else if (event.type === "unmerge") {
      if (!this.erased.has(event.prospect)) this.into.delete(event.prospect);
    } else if (event.type === "signal") {
      // Of whoever was erased nothing is heard any more.
      if (this.erased.has(event.heard.author)) return;
      this.meet([event.heard.author]);
      this.signals.set(event.heard.id, event.heard);
    } else if (event.type === "void-signal") {
      if (this.signals.has(event.id)) this.voidSignals.add(event.id);
    } else if (event.type === "restore-signal") this.voidSignals.delete(event.id);
    else if (event.type === "erase-prospect") this.erase(event.prospect);
    else if (event.type === "erase-member") {
      if (!this.mayErase(event.member)) return;
      this.apply({ ...event, type: "employ" });
      this.erase(event.member);
    } else if (event.type === "stage") {
      if (this.erased.has(event.prospect)) return;
      this.meet([event.prospect]);
      this.stages = this.stages.filter((each) => each.prospect !== event.prospect || each.from !== event.from);
      this.stages.push({ ...event, order: this.stages.length });
    } else if (event.type === "opt-out" || event.type === "place") {
      if (this.erased.has(event.prospect)) return;
      this.meet([event.prospect]);
      if (event.type === "place") this.places.set(this.root(event.prospect), event.zone);
      else this.optOuts.push(event);
    } else if (event.type === "zone" || event.type === "team") {
      const list: { from: number; zone?: string; team?: string }[] =
        (event.type === "zone" ? this.zones : this.teams).get(event.member) ?? [];
      const others = list.filter((each) => each.from !== event.from);
      (event.type === "zone" ? this.zones : this.teams).set(event.member, [...others, event] as never);
      this.resolveUnattributed();
    } else if (event.type === "employ") {
      this.employments.set(event.member, event);
      for (const kept of this.records.values())
        kept.parts = kept.parts.map((part) =>
          part.member === event.member && !this.isEmployed(event.member, part.day) ? { ...part, member: null } : part,
        );
      this.resolveUnattributed();
    } else if (event.type === "redate") {
      this.redate(event.member, event.from, event.before);
    } else if (event.type === "map") {
      if (this.erased.has(event.member)) return;
      this.names.set(`${event.source}/${event.name}`, event.member);
      this.resolveUnattributed();
    } else if (event.type === "rule") {
      if (this.records.has(`${event.source}/${event.id}`)) this.rulings.set(`${event.source}/${event.id} ${event.metric}`, event);
    } else if (event.type === "tell") this.tell(event.told);
    else if (event.type === "load") this.load(event);
    else if (event.type === "unlink" || event.type === "link") this.sayOfLink(event.type, `${event.source}/${event.id}`);
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
        kept.missing ||= (kept.parts[0]?.day ?? 0) >= event.from && (kept.parts[0]?.day ?? 0) < event.before;
  }
  private tell(given: Told): void {
    // Of those who were erased the one is left under whom they stood.
    const prospects = given.prospects.map((each) => (this.erased.has(each) ? this.root(each) : each));
    const told = { ...given, prospects: [...new Set(prospects)] };
    this.meet(told.prospects);
    const { revisedAt: said, ...content } = told;
    const revisedAt = said ?? told.voidedAt;
    const mark = { content: JSON.stringify(content), revisedAt, told };
    const key = `${told.source}/${told.id}`;
    const names = told.members.map(({ name }) => name);
    const known = this.records.get(key);
    if (known === undefined) {
      const kept: Kept = {
        told,
        names,
        rank: revisedAt ?? -Infinity,
        parts: [],
        takenBack: false,
        missing: false,
        seen: [mark],
        sealed: false,
        barred: [],
      };
      kept.parts = this.resolve(kept);
      this.records.set(key, kept);
      return;
    }
    if (known.sealed) return;
    const repeated = known.seen.some((each) => each.content === mark.content && (revisedAt === null || each.revisedAt === revisedAt));
    known.seen.push(mark);
    if (told.voidedAt === null) known.missing = false;
    if (repeated || (revisedAt !== null && revisedAt <= known.rank)) return;
    if (revisedAt !== null) known.rank = revisedAt;
    const before = known.told;
    known.told = told;
    known.names = names;
    known.missing = false;
    const { revisedAt: _, ...present } = before;
    // What stands is said again, as of later: nothing is found anew.
    if (JSON.stringify(present) === mark.content) return;
    // One member's day stays until a revision says another member or time; where several share, all is found anew.
    const isSame = before.members.length === 1 && told.members.length === 1 && before.members[0]?.name === told.members[0]?.name;
    if (!isSame || before.at !== told.at || before.totalOn !== told.totalOn || known.parts[0]?.member === null)
      known.parts = this.resolve(known);
  }

  private sayOfLink(act: "unlink" | "link", key: string): void {
    const holder = this.links().get(key);
    if (act === "link") for (const pair of this.apart) if (pair.split(" ").includes(key)) this.apart.delete(pair);
    if (act === "unlink" && holder !== undefined) this.apart.add([key, holder].sort().join(" "));
  }

  private standing(): Kept[] {
    const standing = [...this.records.values()].filter((each) => each.told.voidedAt === null && !each.takenBack && !each.missing);
    return standing.sort(
      (a, b) =>
        a.told.at - b.told.at || (a.told.source < b.told.source ? -1 : a.told.source > b.told.source ? 1 : a.told.id < b.told.id ? -1 : 1),
    );
  }
  /** Which record is the same act as which other that counts in its place: in time order each takes the nearest that is free. */
  links(): Map<string, string> {
    const key = ({ told }: Kept) => `${told.source}/${told.id}`;
    const apart = (a: number, b: number) => Math.abs(a - b);
    const links = new Map<string, string>();
    for (const { kind, within, durationWithin, prefer } of this.same) {
      const acts = this.standing().filter(
        ({ told, parts }) =>
          told.kind === kind &&
          told.totalOn === null &&
          told.members.length === 1 &&
          this.roots(told).length === 1 &&
          parts[0]?.member != null,
      );
      const taken = new Set<Kept>();
      for (const one of acts) {
        const { told, parts } = one;
        const near = acts.filter(
          (other) =>
            ![one, other].some((each) => taken.has(each)) &&
            other.told.source !== told.source &&
            other.parts[0]?.member === parts[0]?.member &&
            this.roots(other.told)[0] === this.roots(told)[0] &&
            apart(other.told.at, told.at) <= within * 1000 &&
            (durationWithin === null ||
              other.told.seconds === null ||
              told.seconds === null ||
              apart(other.told.seconds, told.seconds) <= durationWithin) &&
            !this.apart.has([key(one), key(other)].sort().join(" ")),
        );
        // Sorting keeps equally near ones in their order.
        const [partner] = near.sort((a, b) => apart(a.told.at, told.at) - apart(b.told.at, told.at));
        if (partner === undefined) continue;
        taken.add(one).add(partner);
        if (told.source === prefer) links.set(key(partner), key(one));
        else links.set(key(one), key(partner));
      }
    }
    return links;
  }

  /** Contacts that a rule keeps from counting, as `record prospect`: who opted out, at night where they are, more than the cap has room for. */
  barred(): Set<string> {
    const links = this.links();
    const found = new Set<string>();
    const made = this.standing().filter(({ told }) => told.totalOn === null && !links.has(`${told.source}/${told.id}`));
    for (const [place, { told, sealed, barred }] of made.entries())
      for (const prospect of this.roots(told)) {
        const zone = this.places.get(prospect) ?? "";
        const hour = zone === "" ? 12 : hourIn(zone, told.at);
        const { cap } = this;
        const before = made
          .slice(0, place)
          .filter((other) => this.roots(other.told).includes(prospect) && cap !== null && other.told.at > told.at - cap.days * 86_400_000);
        const isBarred = sealed
          ? barred.includes(told.prospects.find((each) => this.root(each) === prospect) ?? "")
          : this.optOuts.some((each) => this.root(each.prospect) === prospect && each.from <= told.at) ||
            (told.kind === "call" && quietZones.includes(zone) && (hour >= 21 || hour < 8)) ||
            (cap !== null && before.length >= cap.most);
        if (isBarred) found.add(`${told.source}/${told.id} ${prospect}`);
      }
    return found;
  }

  /** Credits in ten-thousandths by `metric member day`, and who holds each window. */
  count(metrics: ReadonlyMap<string, readonly Rule[]>, factors: Factors): { tally: Map<string, number>; holders: Map<string, string> } {
    const tally = new Map<string, number>();
    const holders = new Map<string, string>();
    const links = this.links();
    const barred = this.barred();
    const standing = this.standing().filter(({ told }) => !links.has(`${told.source}/${told.id}`));
    for (const [metric, rules] of metrics) {
      // By member, day and kind: the most that a total states, and what the records count for.
      const stated = new Map<string, number>();
      const recorded = new Map<string, number>();
      for (const { told, parts } of standing)
        for (const [at, { member, day }] of parts.entries()) {
          const rule = rules.filter((each) => each.from <= day).at(-1);
          if (member === null || rule === undefined) continue;
          if ((rule.sum || told.totalOn !== null) && told.quantity === null) continue;
          const premium = told.sale === null ? null : convert(told.sale, factors, day);
          if (rule.converted && premium === null) continue;
          const units = 10_000 * (rule.sum || told.totalOn !== null ? (told.quantity ?? 0) : 1);
          const own =
            shared(
              rule.converted ? (premium ?? 0) : units,
              told.members.map((each) => each.weight),
            )[at] ?? 0;
          const ruling = this.rulings.get(`${told.source}/${told.id} ${metric}`);
          if (ruling?.counts === false) continue;
          const ruled = ruling?.counts === true ? ruling.conditions : [];
          const observed = told.provenance === "attested" ? "captured" : told.provenance;
          if (rule.provenance !== null && !rule.provenance.includes(observed) && !ruled.includes("provenance")) continue;
          const named = this.roots(told);
          const passing = (named.length === 0 ? [null] : named).filter(
            (prospect) =>
              !barred.has(`${told.source}/${told.id} ${prospect ?? ""}`) &&
              rule.conditions.every(({ text, holds }) => ruled.includes(text) || holds(this.asked(told, prospect, day))),
          );
          const add = (amount: number): void => {
            const key = `${metric} ${member} ${day}`;
            tally.set(key, (tally.get(key) ?? 0) + amount);
          };
          const ofDay = `${member} ${day} ${told.kind}`;
          if (rule.once === null) {
            if (passing.length === 0) continue;
            if (told.totalOn !== null) stated.set(ofDay, Math.max(stated.get(ofDay) ?? -Infinity, own));
            else {
              add(own);
              recorded.set(ofDay, (recorded.get(ofDay) ?? 0) + own);
            }
            continue;
          }
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
          const whose = { member, team: this.teamOn(member, day) ?? member, company: "" }[rule.within];
          for (const prospect of passing) {
            if (prospect === null) continue;
            const window = `${metric} ${whose} ${prospect} ${Math.max(run.from, windowOf(rule.once, day))}`;
            const record = `${told.source}/${told.id}`;
            // One that was ruled beside the window neither holds it nor waits for it.
            if (!ruled.includes("window")) {
              if ((holders.get(window) ?? record) !== record) continue;
              holders.set(window, record);
            }
            const among = named.map(() => 1);
            add(rule.sum || rule.converted ? (shared(own, among)[named.indexOf(prospect)] ?? 0) : own);
          }
        }
      for (const [ofDay, amount] of stated) {
        const key = `${metric} ${ofDay.split(" ").slice(0, 2).join(" ")}`;
        tally.set(key, (tally.get(key) ?? 0) + Math.max(0, amount - (recorded.get(ofDay) ?? 0)));
      }
    }
    return { tally, holders };
  }

  /** `prospect`: the root of those that are one. What was told of any holds for all; from the same instant the root's word, then the first met's. */
  private asked(told: Told, prospect: string | null, day: number): Asked {
    const all = this.met.filter((each) => this.root(each) === prospect);
    const rank = (each: { prospect: string }) => (each.prospect === prospect ? -1 : this.met.indexOf(each.prospect));
    const held = this.stages
      .filter((each) => all.includes(each.prospect) && each.from <= told.at)
      .sort((a, b) => a.from - b.from || rank(b) - rank(a));
    const stage = prospect === null ? undefined : (held.at(-1)?.stage ?? "prospect");
    const colleague = all.some((each) => each.endsWith("@own.example"));
    return { ...told, prospect, stage, colleague, day, signal: this.answered(told, prospect) };
  }
  /** By a signal nobody but its author is answered, and nothing that had not been yet. */
  private answered({ answers, at }: Told, prospect: string | null): Heard | undefined {
    const heard = answers === null ? undefined : this.signals.get(answers);
    if (heard === undefined || this.voidSignals.has(heard.id) || prospect === null) return undefined;
    return this.root(heard.author) === prospect && heard.at <= at ? heard : undefined;
  }
}
