import { randomBytes } from "node:crypto";
import type { Caller, Permission } from "../domain/access.ts";
import type { Settings } from "../domain/company.ts";
import { COMING_IN, toldOf, together, type Changed, type LiveTopic } from "../domain/live.ts";
import { sightOf, type Sight } from "../domain/sight.ts";
import { listenForChanges, type ToldChange } from "../store/change-channel.ts";
import { databaseError } from "../store/database-errors.ts";
import { inCompany, type Database } from "../store/database.ts";
import { findSettings } from "../store/settings.ts";
import { nowOf, todayOf } from "./company-today.ts";

/** What somebody who looks on is told; `all`: that anything may have changed, since they were away for too long. */
export type LiveEvent =
  | { readonly type: "here"; readonly id: string }
  | { readonly type: "all"; readonly id: string }
  | { readonly type: "changed"; readonly id: string; readonly topics: readonly LiveTopic[]; readonly members: readonly string[] | null };

export type Watcher = {
  /** Asked each time: what they may do may change while they look on. */
  readonly caller: () => Caller;
  readonly hear: (event: LiveEvent) => void;
  /** What lets them in may have changed. */
  readonly askAgain: () => void;
};

export type Since = {
  /** The last that they were told. */
  readonly lastId?: string;
  /** Without one: they have read what was there so long ago. */
  readonly seconds?: number;
};

/** How much of what was told is remembered for who comes back. */
const REMEMBERED = 256;
/** Everybody of a company is told at most so often. */
const EVERY_MS = 250;

type Remembered = ToldChange & { readonly at: number };
type Eye = Watcher & { sight: { readonly settings: Settings; readonly today: number; readonly by: Map<string, Sight> } | null };

/** Of one company: who looks on, and what was told lately. */
class Company {
  readonly eyes = new Set<Eye>();
  /** The id before the first that is remembered. */
  before: string;
  readonly told: Remembered[] = [];
  /** Since when everything is remembered that was told. */
  since: number;
  waiting: Changed = new Map();
  timer: NodeJS.Timeout | undefined;
  lastFlush = 0;

  constructor(id: string, now: number) {
    this.before = id;
    this.since = now;
  }

  get lastId(): string {
    return this.told.at(-1)?.id ?? this.before;
  }

  /** Forgets what was told: nobody can come back to it. */
  restart(id: string, now: number): void {
    this.before = id;
    this.since = now;
    this.told.length = 0;
  }

  /** What was told after that; undefined: it is not known any more. */
  after({ lastId, seconds = 0 }: Since, now: number): Changed | undefined {
    if (lastId === undefined) {
      const from = now - seconds * 1_000;
      if (from < this.since && seconds > 0) return undefined;
      return merged(this.told.filter(({ at }) => at >= from));
    }
    if (lastId === this.before) return merged(this.told);
    const place = this.told.findIndex(({ id }) => id === lastId);
    return place === -1 ? undefined : merged(this.told.slice(place + 1));
  }
}

const merged = (told: readonly ToldChange[]): Changed => told.reduce<Changed>((sum, { changed }) => together(sum, changed), new Map());

/** Tells whoever looks on what changed of what they see. One connection listens, however many look on. */
export class Watching {
  readonly #companies = new Map<number, Company>();
  readonly #database: Database;
  readonly #hearFault: (error: unknown) => void;
  #channel: ReturnType<typeof listenForChanges> | undefined;
  /** Since when everything is heard, of whatever company. */
  #since: number | undefined;
  #isStopped = false;

  constructor(database: Database, hearFault: (error: unknown) => void) {
    this.#database = database;
    this.#hearFault = hearFault;
  }

  /** Begins to listen, so that the first who looks on can be told what has changed of late. Throws DatabaseUnavailable. */
  begin(): Promise<void> {
    return this.#listen();
  }

  /** Begins to tell; what it answers with ends it. Throws DatabaseUnavailable. */
  async watch(companyId: number, watcher: Watcher, since: Since): Promise<() => void> {
    await this.#listen();
    const company = this.#companyOf(companyId);
    const eye: Eye = { ...watcher, sight: null };
    const missed = company.after(since, performance.now());
    // From here on nothing is missed: what follows is heard by this eye.
    company.eyes.add(eye);
    watcher.hear({ type: missed === undefined ? "all" : "here", id: company.lastId });
    if (missed !== undefined && missed.size > 0) await this.#tell(companyId, company, [eye], missed);
    return () => void company.eyes.delete(eye);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const { timer } of this.#companies.values()) clearTimeout(timer);
    await this.#channel?.stop();
  }

  #companyOf(companyId: number): Company {
    const company = this.#companies.get(companyId) ?? new Company(newId(), this.#since ?? performance.now());
    this.#companies.set(companyId, company);
    return company;
  }

  async #listen(): Promise<void> {
    if (this.#channel === undefined) {
      const channel = listenForChanges(this.#database, { hear: (change) => this.#hear(change), lost: () => this.#lost() });
      this.#channel = channel;
      channel.listening.catch(() => {
        if (this.#channel === channel) this.#channel = undefined;
      });
    }
    await this.#channel.listening.catch((error: unknown) => {
      throw databaseError(error);
    });
    this.#since ??= performance.now();
  }

  #lost(): void {
    this.#since = performance.now();
    for (const company of this.#companies.values()) {
      company.restart(newId(), performance.now());
      for (const eye of company.eyes) eye.hear({ type: "all", id: company.lastId });
    }
  }

  #hear(change: ToldChange): void {
    const company = this.#companyOf(change.companyId);
    const now = performance.now();
    company.told.push({ ...change, at: now });
    if (company.told.length > REMEMBERED) {
      const [first] = company.told.splice(0, company.told.length - REMEMBERED);
      if (first !== undefined) {
        company.before = first.id;
        company.since = first.at;
      }
    }
    // Whoever comes now is told by what is remembered.
    if (company.eyes.size === 0) return;
    const comers = change.changed.get(COMING_IN);
    if (comers !== undefined)
      for (const eye of company.eyes) {
        const { userNumber } = eye.caller();
        if (comers === "all" || (userNumber !== null && comers.has(userNumber))) eye.askAgain();
      }
    company.waiting = together(company.waiting, change.changed);
    // The first is told at once, what follows it together.
    company.timer ??= setTimeout(() => this.#flush(change.companyId, company), Math.max(0, company.lastFlush + EVERY_MS - now));
  }

  #flush(companyId: number, company: Company): void {
    company.timer = undefined;
    company.lastFlush = performance.now();
    const changed = company.waiting;
    company.waiting = new Map();
    this.#tell(companyId, company, [...company.eyes], changed).catch((error: unknown) => {
      // What they would have been told cannot be worked out now.
      for (const eye of company.eyes) eye.hear({ type: "all", id: company.lastId });
      this.#hearFault(error);
    });
  }

  async #tell(companyId: number, company: Company, eyes: readonly Eye[], changed: Changed): Promise<void> {
    if (eyes.length === 0) return;
    const id = company.lastId;
    const settings = await inCompany(this.#database, companyId, (tx) => findSettings(tx, companyId));
    if (settings === null || this.#isStopped) return;
    const today = todayOf(settings, nowOf());
    const idOf = new Map(settings.members.map((member) => [member.number, member.id]));
    for (const eye of eyes) {
      const told = toldOf(changed, lookingOf(eye, settings, today));
      if (told === null) continue;
      const members = told.members?.flatMap((number) => idOf.get(number) ?? []) ?? null;
      eye.hear({ type: "changed", id, topics: told.topics, members });
    }
  }
}

const newId = (): string => randomBytes(9).toString("base64url");

/** What a caller sees is worked out once for each permission, as long as nothing of it changes. */
const lookingOf = (eye: Eye, settings: Settings, today: number) => {
  const caller = eye.caller();
  if (eye.sight === null || eye.sight.settings !== settings || eye.sight.today !== today) eye.sight = { settings, today, by: new Map() };
  const { by } = eye.sight;
  return {
    caller,
    sightOf: (permission: Permission): Sight => {
      const known = by.get(permission) ?? sightOf(caller, permission, settings, today);
      by.set(permission, known);
      return known;
    },
  };
};
