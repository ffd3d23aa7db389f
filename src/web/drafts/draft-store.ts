import type { MetricEntry, PlanEntry } from "../../domain/company-file.ts";
import { isSame } from "../../domain/same.ts";
import { Problem, Unreachable, type ProblemPart } from "../ask.ts";
import type { Draft, DraftContent } from "../client.ts";
import { merged } from "./merge.ts";

export type Section = "plans" | "metrics";
export type EntryOf = { readonly plans: PlanEntry; readonly metrics: MetricEntry };

/** Where a draft stands on its way to the server. */
export type Saving =
  /** Nothing was changed of what holds. */
  | "same"
  | "waiting"
  | "saving"
  | "saved"
  /** What is wrong stands at its fields. */
  | "refused"
  | "unreachable"
  | "failed"
  /** Somebody else saved the same otherwise. */
  | "conflict"
  /** Somebody published or discarded it meanwhile. */
  | "decided";

export type Conflict<E> = { readonly by: string; readonly theirs: E; readonly places: readonly string[] };

export type DraftView<E> = {
  readonly entry: E;
  readonly saving: Saving;
  readonly draft: { readonly id: string; readonly savedAt: string } | null;
  /** Pointers are into the entry. */
  readonly wrongs: readonly ProblemPart[];
  readonly conflict: Conflict<E> | null;
  /** Whose changes were put together with one's own. */
  readonly joinedBy: string | null;
  readonly error: Error | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
};

export type ShownDraft = Pick<Draft, "id" | "savedBy" | "savedAt" | "state"> & { readonly content: DraftContent };

/** How drafts are kept: the server, or what stands for it in a test. */
export type Keeping = {
  readonly put: (id: string, content: DraftContent, seen: string | null, name: string) => Promise<Draft>;
  readonly show: (id: string) => Promise<ShownDraft>;
};

const SETTLE_MS = 600;
const COALESCE_MS = 1_200;

const entriesIn = (content: DraftContent, section: Section): readonly { readonly id: string }[] =>
  // The document of the interface leaves the entries to that of the company file, whose types these are.
  (content[section] ?? []) as readonly unknown[] as readonly { readonly id: string }[];

export const entryIn = <S extends Section>(content: DraftContent, section: S, id: string): EntryOf[S] | undefined =>
  entriesIn(content, section).findLast((entry) => entry.id === id) as EntryOf[S] | undefined; // the section says what its entries are

const placeOf = (content: DraftContent, section: Section, id: string): number =>
  entriesIn(content, section).findLastIndex((entry) => entry.id === id);

const withEntry = (content: DraftContent, section: Section, entry: { readonly id: string }): DraftContent => {
  const entries = entriesIn(content, section);
  const at = placeOf(content, section, entry.id);
  const next = at < 0 ? [...entries, entry] : entries.with(at, entry);
  return { ...content, [section]: next };
};

type Options<S extends Section> = {
  readonly section: S;
  readonly entry: EntryOf[S];
  readonly draft: ShownDraft | null;
  /** Of a draft that is not there yet. */
  readonly newId: string;
  readonly keeping: Keeping;
  readonly name: (entry: EntryOf[S]) => string;
  readonly now?: () => number;
};

/**
 * One plan or metric as somebody is changing it: kept by itself a moment after each change, put together with what others saved meanwhile, and
 * taken back step by step. What could not be kept stays here.
 */
export class DraftStore<S extends Section> {
  readonly #options: Options<S>;
  #keeping: Keeping;
  #content: DraftContent;
  #draft: { readonly id: string; readonly savedAt: string } | null;
  #newId: string;
  /** As the server has it. */
  #base: EntryOf[S];
  #entry: EntryOf[S];
  #saving: Saving = "same";
  #wrongs: readonly ProblemPart[] = [];
  #conflict: Conflict<EntryOf[S]> | null = null;
  #joinedBy: string | null = null;
  #error: Error | null = null;
  #past: EntryOf[S][] = [];
  #future: EntryOf[S][] = [];
  #lastKey: { readonly key: string; readonly at: number } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;
  readonly #listeners = new Set<() => void>();
  #view: DraftView<EntryOf[S]>;

  constructor(options: Options<S>) {
    this.#options = options;
    const { draft, entry } = options;
    this.#keeping = options.keeping;
    this.#content = draft?.content ?? {};
    this.#draft = draft === null ? null : { id: draft.id, savedAt: draft.savedAt };
    this.#newId = options.newId;
    this.#base = entry;
    this.#entry = entry;
    this.#saving = draft === null ? "same" : "saved";
    this.#view = this.#look();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Goes on asking otherwise: in another language. */
  readonly keepBy = (keeping: Keeping): void => {
    this.#keeping = keeping;
  };

  readonly view = (): DraftView<EntryOf[S]> => this.#view;

  #look(): DraftView<EntryOf[S]> {
    return {
      entry: this.#entry,
      saving: this.#saving,
      draft: this.#draft,
      wrongs: this.#wrongs,
      conflict: this.#conflict,
      joinedBy: this.#joinedBy,
      error: this.#error,
      canUndo: this.#past.length > 0,
      canRedo: this.#future.length > 0,
    };
  }

  #tell(): void {
    this.#view = this.#look();
    for (const listener of this.#listeners) listener();
  }

  /** Changes under the same key that come one after the other are taken back as one; under "" each by itself. */
  readonly change = (key: string, next: EntryOf[S]): void => {
    if (isSame(next, this.#entry)) return;
    const at = (this.#options.now ?? Date.now)();
    const isOne = key !== "" && this.#lastKey?.key === key && at - this.#lastKey.at < COALESCE_MS;
    if (!isOne) this.#past.push(this.#entry);
    this.#lastKey = { key, at };
    this.#future = [];
    this.#set(next);
  };

  readonly undo = (): void => {
    const last = this.#past.pop();
    if (last === undefined) return;
    this.#future.push(this.#entry);
    this.#lastKey = null;
    this.#set(last);
  };

  readonly redo = (): void => {
    const next = this.#future.pop();
    if (next === undefined) return;
    this.#past.push(this.#entry);
    this.#lastKey = null;
    this.#set(next);
  };

  #set(entry: EntryOf[S]): void {
    this.#entry = entry;
    this.#joinedBy = null;
    if (this.#saving !== "conflict" && this.#saving !== "decided") {
      this.#saving = "waiting";
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.flush(), SETTLE_MS);
    }
    this.#tell();
  }

  /** Keeps what is not kept yet, and is done once it is or could not be. */
  readonly flush = async (): Promise<void> => {
    clearTimeout(this.#timer);
    while (this.#running !== null) await this.#running;
    if (this.#saving === "saved" || this.#saving === "same" || this.#saving === "conflict" || this.#saving === "decided") return;
    this.#running = this.#save().finally(() => {
      this.#running = null;
    });
    await this.#running;
    // What was typed while it was on its way.
    if (this.#saving === "waiting") await this.flush();
  };

  async #save(): Promise<void> {
    const { section, name } = this.#options;
    const sent = this.#entry;
    const content = withEntry(this.#content, section, sent);
    this.#saving = "saving";
    this.#error = null;
    this.#tell();
    try {
      const kept = await this.#keeping.put(this.#draft?.id ?? this.#newId, content, this.#draft?.savedAt ?? null, name(sent));
      this.#content = content;
      this.#base = sent;
      this.#draft = { id: kept.id, savedAt: kept.savedAt };
      this.#wrongs = [];
      this.#saving = isSame(this.#entry, sent) ? "saved" : "waiting";
    } catch (error) {
      await this.#failed(error as Error, sent, content);
    }
    this.#tell();
  }

  async #failed(error: Error, sent: EntryOf[S], content: DraftContent): Promise<void> {
    const { section } = this.#options;
    const isStill = isSame(this.#entry, sent);
    if (error instanceof Problem && (error.status === 412 || error.status === 428)) return this.#join();
    if (error instanceof Problem && error.code === "draft-decided") {
      this.#saving = "decided";
      this.#error = error;
      return;
    }
    if (error instanceof Problem && error.status === 422) {
      const at = `/${section}/${placeOf(content, section, sent.id)}`;
      this.#wrongs = error.errors.map((each) => ({
        ...each,
        pointer: each.pointer?.startsWith(at) === true ? each.pointer.slice(at.length) : "",
      }));
      this.#saving = isStill ? "refused" : "waiting";
      return;
    }
    this.#error = error;
    this.#saving = error instanceof Unreachable ? "unreachable" : "failed";
  }

  /** Puts together what was saved meanwhile with what was changed here. */
  async #join(): Promise<void> {
    const { section } = this.#options;
    let theirs: ShownDraft;
    try {
      theirs = await this.#keeping.show(this.#draft?.id ?? this.#newId);
    } catch (error) {
      this.#error = error as Error;
      this.#saving = "failed";
      return;
    }
    this.#draft = { id: theirs.id, savedAt: theirs.savedAt };
    this.#content = theirs.content;
    const found = entryIn(theirs.content, section, this.#entry.id);
    if (theirs.state !== "open" || found === undefined) {
      this.#saving = "waiting";
      return;
    }
    const { value, conflicts } = merged(this.#base, this.#entry, found);
    this.#base = found;
    if (conflicts.length > 0) {
      this.#conflict = { by: theirs.savedBy, theirs: found, places: conflicts };
      this.#entry = value as EntryOf[S]; // both are of that type, and so is what is put together of them
      this.#saving = "conflict";
      return;
    }
    this.#past.push(this.#entry);
    this.#entry = value as EntryOf[S]; // as above
    this.#joinedBy = theirs.savedBy;
    this.#saving = isSame(value, found) ? "saved" : "waiting";
  }

  /** Takes up what somebody else did with the draft since it was kept here. */
  readonly catchUp = async (): Promise<void> => {
    await this.#join();
    this.#tell();
    if (this.#saving === "waiting") await this.flush();
  };

  /** Ends a conflict: with one's own words where both changed the same, or with all that the other saved. What is left can be had back by undo. */
  readonly resolve = (whose: "mine" | "theirs"): void => {
    const conflict = this.#conflict;
    if (conflict === null) return;
    this.#conflict = null;
    this.#past.push(this.#entry);
    if (whose === "theirs") {
      this.#entry = conflict.theirs;
      this.#saving = "saved";
      this.#tell();
      return;
    }
    this.#saving = "waiting";
    this.#tell();
    void this.flush();
  };

  /** Goes on under another id after somebody published or discarded the draft. */
  readonly goOn = (newId: string): void => {
    this.#newId = newId;
    this.#draft = null;
    this.#content = {};
    this.#error = null;
    this.#saving = "waiting";
    this.#tell();
    void this.flush();
  };

  readonly stop = (): void => clearTimeout(this.#timer);
}
