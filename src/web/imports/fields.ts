import { TIME_OF_DAY } from "./map-edit.ts";

/** What the columns of a file may become, in the order in which people think of them. */
const fieldsByWhat = {
  activities: [
    "member",
    "kind",
    "direction",
    "occurred_at",
    TIME_OF_DAY,
    "occurred_on",
    "duration_seconds",
    "outcome",
    "prospect",
    "subject",
    "quantity",
    "total",
    "amount",
    "currency",
    "url",
    "evidence",
    "signal",
    "external_id",
    "source",
    "revised_at",
    "voided_at",
    "void_reason",
    "provenance",
  ],
  prospects: ["id", "name", "email", "phone", "handle", "stage", "stage_from", "owner", "time_zone", "segment"],
  members: [
    "id",
    "name",
    "email",
    "code",
    "role",
    "team",
    "team_from",
    "time_zone",
    "phase",
    "phase_from",
    "employed_from",
    "employed_through",
  ],
  leaves: ["member", "from", "through", "kind", "half", "note"],
  opportunities: [
    "external_id",
    "name",
    "owner",
    "owner_from",
    "prospect",
    "product",
    "stage",
    "stage_from",
    "amount",
    "currency",
    "units",
    "new_customer",
    "opened_on",
    "closed_on",
    "outcome",
    "url",
    "source",
    "revised_at",
    "voided_at",
    "void_reason",
  ],
} as const;

export type What = keyof typeof fieldsByWhat;
export type FieldName = (typeof fieldsByWhat)[What][number];

const isWhat = (what: string): what is What => Object.hasOwn(fieldsByWhat, what);

export const fieldsFor = (what: string): readonly FieldName[] => (isWhat(what) ? fieldsByWhat[what] : []);

const all: ReadonlySet<string> = new Set(Object.values(fieldsByWhat).flat());
export const isFieldName = (name: string): name is FieldName => all.has(name);

const types: Readonly<Record<string, "instant" | "day" | "seconds">> = {
  occurred_at: "instant",
  revised_at: "instant",
  voided_at: "instant",
  occurred_on: "day",
  stage_from: "day",
  team_from: "day",
  phase_from: "day",
  employed_from: "day",
  employed_through: "day",
  from: "day",
  through: "day",
  owner_from: "day",
  opened_on: "day",
  closed_on: "day",
  duration_seconds: "seconds",
};

/** How a column is read once it is this field. */
export const typeOf = (field: string): string => types[field] ?? "text";

/** `occurredAt` is `occurred_at`. */
export const columnNameOf = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The column or columns that a refusal names, or the field as JSON has it. */
export const placeIn = (pointer: string): string => pointer.replace(/^\//, "");

/** What a pointer into a record is about: `/occurredAt/0` about `occurred_at`. Nothing where it names the columns that were read. */
export const fieldOfPointer = (pointer: string): string | undefined => {
  const name = columnNameOf(placeIn(pointer).split("/")[0] ?? "");
  return isFieldName(name) ? name : undefined;
};
