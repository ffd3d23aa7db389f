import { z } from "zod";
import { cadenceParameter, changeSchema, day, name } from "./schemas.ts";

const text = z.string();
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish();
const changes = z.array(changeSchema);

export const companyOrderSchema = z
  .strictObject({
    name: text.describe("What the company is called: at most 200 characters"),
    country: text.describe("ISO 3166: US, KR"),
    timeZone: text.describe("America/New_York"),
    currency: maybe(text).describe("ISO 4217; left out: the country's"),
    firstWeekday: maybe(text).describe("monday … sunday; left out: the country's"),
    id: maybe(text).describe("Left out: made from the name"),
    preset: maybe(text).describe("The trade whose kinds, metrics and plans it starts with; GET /presets lists them"),
    sample: maybe(z.boolean()).describe("With a preset: the people of its sample belong to it"),
  })
  .meta({ id: "CompanyOrder", examples: [{ name: "Northwind Advisory", country: "US", timeZone: "America/New_York" }] });

const named = z.strictObject({ id: text, name });

export const presetListSchema = z
  .strictObject({
    presets: z.array(
      z.strictObject({
        id: text,
        name,
        about: name.describe("What is in it, in a sentence or two"),
        country: text.describe("Where its sample was written: what may be proposed to who chooses it"),
        timeZone: text,
        kinds: z.array(named).describe("Beside the built-in ones"),
        metrics: z.array(named),
        plans: z.array(z.strictObject({ id: text, name, cadence: text })),
      }),
    ),
  })
  .meta({ id: "PresetList" });

const identity = z.strictObject({
  source: text.describe("The system that names the member so"),
  externalId: text.describe("The name, number or address there"),
});

export const membersOrderSchema = z
  .strictObject({
    members: z
      .array(
        z.strictObject({
          id: maybe(text).describe("Left out: made from the name. Of a member who is there: whom the identities are added to"),
          name: text,
          email: maybe(text),
          team: maybe(text).describe("A team's id or name"),
          employedFrom: maybe(day).describe("The first day of employment; left out: not known, which attributes records of any day"),
          identities: maybe(z.array(identity)).describe("Who the member is in other systems"),
        }),
      )
      .min(1)
      .max(10_000),
  })
  .meta({
    id: "MembersOrder",
    examples: [{ members: [{ name: "Diane Kim", email: "diane@example.com", identities: [{ source: "hubspot", externalId: "Diane" }] }] }],
  });

export const membersAddedSchema = z
  .strictObject({
    members: z
      .array(
        z.strictObject({
          id: text,
          name,
          act: z.enum(["added", "changed", "unchanged"]).describe("changed: was there; identities, or what was not known, were added"),
        }),
      )
      .describe("In the order in which they were sent"),
    attributed: z.int().describe("Records that named nobody and are members' now"),
    version: z.int(),
    changes,
  })
  .meta({ id: "MembersAdded" });

export const identityBodySchema = identity.meta({ id: "Identity", examples: [{ source: "hubspot", externalId: "Diane" }] });

export const identityMappedSchema = z
  .strictObject({
    member: text,
    source: text,
    externalId: text,
    changed: z.boolean().describe("false: it was so already"),
    records: z.int().describe("Records that became the member's, or stopped being it"),
    version: z.int(),
  })
  .meta({ id: "IdentityMapped" });

export const unattributedSchema = z
  .strictObject({
    references: z.array(
      z.strictObject({
        source: text,
        reference: text.describe("As the records name their member"),
        records: z.int(),
        firstDay: day,
        lastDay: day,
        why: z
          .enum(["unknown", "not-employed"])
          .describe("unknown: nobody answers to it; not-employed: a member does, but was not employed on those days"),
        proposals: z
          .array(z.strictObject({ member: text, name }))
          .describe("Members whose name, e-mail address or id comes near, the nearest first; at most three"),
      }),
    ),
    records: z.int().describe("In all, of every reference"),
    nextCursor: text.nullable(),
  })
  .meta({ id: "Unattributed" });

const counted = {
  kind: text.optional(),
  direction: z.enum(["outbound", "inbound"]).nullable().optional().describe("null: the records do not say"),
};

export const activityCountsSchema = z
  .strictObject({
    from: day.nullable().describe("As asked; null: from the first"),
    before: day.nullable().describe("As asked; null: to the last"),
    firstDay: day.nullable().describe("Of what is counted; null: there is nothing"),
    lastDay: day.nullable(),
    total: z.int().describe("Activities, each once"),
    shared: z
      .int()
      .describe("How many more the rows count: a record of several members counts one for each of them, and once in the total"),
    unattributed: z.int().describe("Of the total: those of nobody known"),
    kinds: z.array(z.strictObject({ kind: text, kindName: name, direction: counted.direction.unwrap(), count: z.int() })),
    rows: z
      .array(
        z.strictObject({
          member: text.nullable().optional().describe("With by=member; null: nobody known, named by source and reference"),
          name: name.nullable().optional(),
          source: text.nullable().optional().describe("Of nobody known"),
          reference: text.nullable().optional().describe("Of nobody known: as the records name them"),
          ...counted,
          day: day.optional().describe("With by=day, week or month: the day, or the first of the week or month"),
          count: z.int(),
          ofTotals: z.int().optional().describe("Of the count: what daily totals add to the records; left out: nothing"),
        }),
      )
      .describe("By member's name, kind, direction and day; those of nobody known at the end. Left out where nothing is"),
  })
  .meta({ id: "ActivityCounts" });

export const quotaOrderSchema = z
  .strictObject({
    kind: text.describe("call, email … or one of the company's own"),
    direction: maybe(z.enum(["outbound", "inbound"])).describe("Left out: either, and records that do not say"),
    cadence: cadenceParameter,
    target: z.int().describe("How many in each period: 1 to 1,000,000"),
    for: maybe(z.strictObject({ team: text })).describe("A team with its subteams; left out: every rep"),
    startsOn: maybe(day).describe("The first day of a period; left out: of the one that runs"),
    fromFirstDay: maybe(z.boolean()).describe(
      "true, instead of startsOn: from the period of the first activity on, so that past periods show",
    ),
  })
  .meta({ id: "QuotaOrder", examples: [{ kind: "call", direction: "outbound", cadence: "week", target: 50 }] });

export const quotaMadeSchema = z
  .strictObject({
    metric: z.strictObject({ id: text, name, made: z.boolean().describe("false: it was there already") }),
    plan: z.strictObject({
      id: text,
      name,
      cadence: cadenceParameter,
      startsOn: day.describe("From which day on this is asked"),
      made: z.boolean().describe("false: the quota joined a plan that was there"),
    }),
    target: z.int(),
    lastDay: day.nullable().describe("Of the records that it asks for; null: there are none yet"),
    counting: z.boolean().describe("true: earlier records are still being counted; until then attainment answers counting"),
    version: z.int(),
    changes,
  })
  .meta({ id: "QuotaMade" });

export const quotaEndedSchema = z
  .strictObject({
    plan: text,
    metric: text,
    endedOn: day.describe("From this day on it is asked no more"),
    planEnded: z.boolean().describe("false: the plan asks something else still"),
    undone: z.boolean().describe("true: it was made today, so it is asked on no day at all, none of those gone either"),
    version: z.int(),
    changes,
  })
  .meta({ id: "QuotaEnded" });

export const quotaSuggestionSchema = z
  .strictObject({
    kind: text,
    direction: counted.direction.unwrap(),
    cadence: cadenceParameter,
    team: text.nullable(),
    periods: z.array(z.strictObject({ startsOn: day, endsBefore: day })).describe("The whole periods that were looked at, at most twelve"),
    members: z.int().describe("Reps with at least one activity of any kind in them"),
    values: z.int().describe("One for each member and period in which they were employed throughout, also where it is 0"),
    lowerQuartile: z.number().nullable().describe("A quarter lies below; null, as the others: there is no value"),
    median: z.number().nullable(),
    upperQuartile: z.number().nullable(),
    best: z.int().nullable(),
    suggested: z.int().nullable().describe("The upper quartile, rounded to a number that is easy to say"),
    target: z.int().nullable().describe("As asked, else the suggested one"),
    met: z.int().nullable().describe("How many of the values reach the target"),
  })
  .meta({ id: "QuotaSuggestion" });
