import type { Status } from "./api.ts";
import { statusOrder } from "./attainment/requirement.ts";
import { isDay } from "./days.ts";

/** Everything that the address says about what is on the page, so that a link shows a colleague the same. */
export type View = {
  readonly company?: string;
  readonly on?: string;
  readonly cadence?: string;
  /** What counts are shown of, as long as no plan has a cadence. */
  readonly span?: string;
  readonly team?: string;
  readonly member?: string;
  readonly metric?: string;
  readonly status?: Status;
  readonly find?: string;
  readonly sort?: string;
  /** Of prospects. */
  readonly stage?: string;
  /** Of people. */
  readonly role?: string;
  /** Of people, what waits, days and a member of a team: which of what there is. */
  readonly show?: string;
  readonly calendar?: string;
  readonly year?: string;
  readonly by?: "team";
  /** How a board ranks, where not by who has most. */
  readonly rank?: "improvement";
  /** A board for all to look at, without controls. */
  readonly tv?: "true";
  readonly records?: "counted" | "not-counted";
  /** Of records: the first day, the last, and of which kind, source and prospect. */
  readonly from?: string;
  readonly through?: string;
  readonly kind?: string;
  readonly source?: string;
  readonly prospect?: string;
  /** What the planner is asked, as one text. */
  readonly effort?: string;
  /** By whom or what a funnel is told apart, and how opportunities are shared out. */
  readonly split?: string;
  readonly model?: string;
  /** Whose quota of their own is opened down to who gave it: a team, its plan and the place of the quota. */
  readonly given?: string;
};

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

const oneOf = <T extends string>(choices: readonly T[], value: unknown): T | undefined => choices.find((choice) => choice === value);

const present = <T extends object>(view: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  // Leaving out is all that happens here, which the compiler cannot follow through Object.entries.
  Object.fromEntries(Object.entries(view).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };

/** An address is typed and shared by people: what is not understood is left out, and the page shows its default. */
export const viewOf = (search: Readonly<Record<string, unknown>>): View =>
  present({
    company: text(search.company),
    on: isDay(text(search.on) ?? "") ? text(search.on) : undefined,
    cadence: text(search.cadence),
    span: text(search.span),
    team: text(search.team),
    member: text(search.member),
    metric: text(search.metric),
    status: oneOf(statusOrder, search.status),
    find: text(search.find),
    sort: text(search.sort),
    stage: text(search.stage),
    role: text(search.role),
    show: text(search.show),
    calendar: text(search.calendar),
    year: text(search.year),
    by: oneOf(["team"] as const, search.by),
    rank: oneOf(["improvement"] as const, search.rank),
    tv: oneOf(["true"] as const, search.tv),
    records: oneOf(["counted", "not-counted"] as const, search.records),
    from: isDay(text(search.from) ?? "") ? text(search.from) : undefined,
    through: isDay(text(search.through) ?? "") ? text(search.through) : undefined,
    kind: text(search.kind),
    source: text(search.source),
    prospect: text(search.prospect),
    effort: text(search.effort),
    split: text(search.split),
    model: text(search.model),
    given: text(search.given),
  });

/** Another view: what is given replaces what there was, `undefined` takes it away. */
export const changed = (view: View, change: { readonly [K in keyof View]: View[K] | undefined }): View =>
  present({ ...viewOf(view), ...change });

/** The page as it begins, of the same company. */
export const keptCompany = (view: Readonly<Record<string, unknown>>): View => present({ company: text(view["company"]) });

/** Plain `key=value`, so that a member called `0042` stays a text and a link can be read by a person. */
export const parseSearch = (search: string): Record<string, string> => Object.fromEntries(new URLSearchParams(search));

/** The address of a view, for links that are too many to be the router's own. */
export const hrefOf = (view: View): string => `/team${stringifySearch(view)}`;

export const stringifySearch = (search: Readonly<Record<string, unknown>>): string => {
  const pairs = Object.entries(search).flatMap(([key, value]): [string, string][] => (typeof value === "string" ? [[key, value]] : []));
  const written = new URLSearchParams(pairs).toString();
  return written === "" ? "" : `?${written}`;
};
