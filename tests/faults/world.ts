import type { Random } from "./random.ts";

/** An activity as a sender writes it: the canonical JSON, nothing of the product's. */
export type Report = {
  source: string;
  externalId: string;
  member: string;
  kind: string;
  direction: string;
  occurredAt: string;
  durationSeconds?: number;
  quantity?: number;
  prospect?: string;
  provenance?: string;
  revisedAt?: string;
  voidedAt?: string;
  voidReason?: string;
};

/** A company and everything that its sources ever say. */
export type World = {
  readonly company: object;
  /** Where each member is; whom it does not name, nobody knows. */
  readonly zones: ReadonlyMap<string, string>;
  readonly activities: number;
  readonly reports: readonly Report[];
};

const MINUTE = 60_000;
const DAY = 86_400_000;
/** A Monday; the clocks of New York go forward on the Sunday after. */
const START = Date.parse("2024-03-04T00:00:00Z");
const DAYS = 28;
const memberZones = ["Asia/Seoul", "America/New_York", "Asia/Kolkata", "Europe/Berlin"];
const MEMBERS = 24;
/** This share of the activities is with somebody whom nothing else names, so that people are met for the first time until the end. */
const NEW_SHARE = 0.3;
/** So many prospects get this share of the contacts beside their own. */
const SOUGHT = 20;
const SOUGHT_SHARE = 0.02;

const kinds = ["call", "call", "call", "email", "email", "demo"];

/** Three plain metrics and two that a prospect can count for once. */
const metrics = [
  { id: "calls", name: "Calls", where: 'kind == "call" && direction == "outbound" && durationSeconds >= 60' },
  { id: "mails", name: "Mails", where: 'kind == "email"', provenance: ["captured"] },
  { id: "units", name: "Units", where: 'kind == "demo"', measure: { sum: "quantity" } },
  {
    id: "weekly-contacts",
    name: "People contacted in a week",
    where: 'kind in ["call", "email"]',
    oncePer: { prospect: "week", within: "member" },
  },
  {
    id: "first-contacts",
    name: "People first spoken to",
    where: "durationSeconds >= 60",
    oncePer: { prospect: "ever", within: "company" },
  },
];

const members = Array.from({ length: MEMBERS }, (_, index) => ({
  id: `rep-${index}`,
  zone: memberZones[index % memberZones.length] ?? "",
}));

const company = {
  company: { id: "faults", name: "Faults", country: "US", timeZone: "Europe/Berlin", currency: "USD" },
  sources: [
    { id: "dialer", provenance: "captured" },
    { id: "crm", provenance: "self_reported" },
  ],
  members: members.map(({ id, zone }) => ({ id, name: id, timeZone: zone })),
  metrics,
};

/** What a source says of one activity, in the order of its `revisedAt`, each of them another instant: then the last one holds however they arrive. */
const statesOf = (random: Random, externalId: string, prospects: number): Report[] => {
  const source = random.pick(["dialer", "crm"]);
  // Never the same twice: a state that says what another said is no state of its own.
  const seconds = (number: number): number => 6 * random.below(30) + number;
  const whom = (): string => {
    if (random.chance(NEW_SHARE)) return `only-${externalId}`;
    return `person-${random.below(random.chance(SOUGHT_SHARE) ? SOUGHT : prospects)}`;
  };
  const draw = (number: number): Report => ({
    source,
    externalId,
    // One in fifty is somebody nobody knows: kept, and counted for nobody.
    member: random.chance(0.02) ? "stranger" : `rep-${random.below(MEMBERS)}`,
    kind: random.pick(kinds),
    direction: random.chance(0.8) ? "outbound" : "inbound",
    // Whole minutes, so that several contacts of a prospect fall on one instant.
    occurredAt: new Date(START + random.below((DAYS * DAY) / MINUTE) * MINUTE).toISOString(),
    ...(random.chance(0.8) ? { durationSeconds: seconds(number) } : {}),
    ...(random.chance(0.5) ? { quantity: 1 + random.below(9) } : {}),
    ...(random.chance(0.85) ? { prospect: `${whom()}@client.example` } : {}),
    ...(source === "dialer" && random.chance(0.1) ? { provenance: "self_reported" } : {}),
  });
  const count = random.chance(0.8) ? 1 : 2 + random.below(3);
  const states: Report[] = [];
  for (let number = 1; number <= count; number += 1) {
    const last = states.at(-1);
    const changed: Report =
      last === undefined ? draw(number) : { ...last, ...(random.chance(0.5) ? draw(number) : { durationSeconds: seconds(number) }) };
    delete changed.voidedAt;
    delete changed.voidReason;
    delete changed.revisedAt;
    const at = new Date(START + (DAYS + number) * DAY + random.below(DAY)).toISOString();
    if (random.chance(count === 1 ? 0.03 : 0.25)) Object.assign(changed, { voidedAt: at, voidReason: "said twice" });
    else if (count > 1 || random.chance(0.5)) changed.revisedAt = at;
    states.push(changed);
  }
  return states;
};

/**
 * `ids` begins every external id. Of the prospects a few are contacted again and again, by anybody; the others are enough for senders to pass each other,
 * so that each is somewhere else in its work when something breaks.
 */
export const drawWorld = (
  random: Random,
  {
    activities,
    ids = "a",
    prospects = Math.ceil(activities / 4),
  }: { readonly activities: number; readonly ids?: string; readonly prospects?: number },
): World => ({
  company,
  zones: new Map(members.map(({ id, zone }) => [id, zone])),
  activities,
  reports: Array.from({ length: activities }, (_, index) => statesOf(random, `${ids}-${index}`, prospects)).flat(),
});
