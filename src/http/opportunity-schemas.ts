import { z } from "zod";
import { milestones } from "../domain/funnel.ts";
import { outcomesOfDeals } from "../domain/opportunity.ts";
import { day, instant, money, name, problemFields, recordingFields } from "./schemas.ts";

const text = z.string();
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish();

export const opportunitySchema = z
  .strictObject({
    source: text.describe("The system that it comes from; with externalId its identity for ever"),
    externalId: text.describe("Its id there: at most 235 characters, as text"),
    name: maybe(text).describe("What it is called: at most 200 characters"),
    owner: maybe(text).describe(
      "Whose it is: id, code, e-mail address or an identity of this source; several with their shares as raj:60%;mina:40%",
    ),
    ownerFrom: maybe(day).describe(
      "From which day on it is theirs. Left out, a new owner of an open one has it from the day of the state on; one of a closed one has closed it",
    ),
    prospect: maybe(text).describe("Id, e-mail address, telephone number, or handle with its network (bsky:mina); several set apart by ;"),
    product: maybe(text).describe("A field of metrics: opportunity.product"),
    stage: maybe(text).describe("As the source calls it"),
    stageFrom: maybe(day),
    amount: maybe(z.union([text, money])).describe('"12.34" beside currency, or money'),
    currency: maybe(text),
    units: maybe(z.int().min(0)).describe("How many are sold; a sum of quantity counts them"),
    newCustomer: maybe(z.boolean()).describe("The customer buys for the first time. A field of metrics: opportunity.isNewCustomer"),
    openedOn: maybe(day).describe("Left out: it is kept, and never counts as opened"),
    closedOn: maybe(day).describe("With outcome; both are left out while it is open"),
    outcome: maybe(z.enum(outcomesOfDeals)),
    url: maybe(text),
    attributes: maybe(z.record(z.string(), z.union([text, z.number(), z.boolean(), money]))).describe("As the company declared them"),
    revisedAt: maybe(instant).describe("When this state came to be: the later one wins, whatever the order of arrival"),
    voidedAt: maybe(instant).describe("The source took it back"),
    voidReason: maybe(text),
  })
  .meta({
    id: "Opportunity",
    examples: [
      {
        source: "crm",
        externalId: "D-1042",
        owner: "raj",
        product: "GTX Pro",
        amount: "4821.00",
        currency: "USD",
        openedOn: "2026-03-02",
        closedOn: "2026-03-31",
        outcome: "won",
      },
    ],
  });

const counts = {
  ...recordingFields,
  unattributed: z
    .int()
    .describe("Of the new and the revised, those of an owner whom nobody knows: kept, and counted once the identity is known"),
  undated: z.int().describe("Of the new and the revised, those without a day on which they opened"),
};
const rejectedCount = z.int().optional().describe("When more were rejected than are listed");

export const opportunitiesRecordedSchema = z.strictObject({ ...counts, rejectedCount }).meta({ id: "OpportunitiesRecorded" });
export const noOpportunityTakenSchema = z
  .strictObject({ ...problemFields, ...counts, rejectedCount })
  .meta({ id: "NoOpportunityTaken", description: "A problem, and what became of each opportunity" });

const told = {
  name: text.nullable(),
  owners: z.array(text).describe("As the source names them; none: it is nobody's"),
  prospects: z.array(text),
  product: text.nullable(),
  stage: text.nullable(),
  amount: money.nullable(),
  units: z.int().nullable(),
  newCustomer: z.boolean().nullable(),
  openedOn: day.nullable(),
  closedOn: day.nullable(),
  outcome: z.enum(outcomesOfDeals).nullable(),
  url: text.nullable(),
  attributes: z.record(z.string(), z.unknown()).nullable(),
};

const listed = {
  source: text,
  externalId: text,
  member: text.nullable().describe("Whose it is now; null where nobody, or nobody known"),
  memberName: name.nullable(),
  ...told,
  isVoid: z.boolean().describe("Nothing of it counts: its source has taken it back, or a person"),
  voidReason: text.nullable(),
  states: z.int().describe("How many states there have been"),
  recordedAt: instant,
};

export const opportunityListSchema = z
  .strictObject({
    opportunities: z.array(z.strictObject(listed).meta({ id: "ListedOpportunity" })),
    nextCursor: text.nullable(),
  })
  .meta({ id: "OpportunityList" });

const since = day.nullable().describe("null: from the beginning");

export const opportunityShownSchema = z
  .strictObject({
    ...listed,
    ownedBy: z
      .array(z.strictObject({ from: since, owner: text.nullable(), member: text.nullable() }))
      .describe("Whose it was from day to day"),
    stages: z.array(z.strictObject({ from: since, stage: text.nullable() })),
    milestones: z
      .array(
        z.strictObject({
          milestone: z.enum(milestones),
          on: day,
          amount: money.nullable(),
          units: z.int().nullable(),
          record: text.nullable().describe("externalId of the record of the log that counts for it; null: nobody owned it on that day"),
          member: text.nullable(),
        }),
      )
      .describe("What happened to it"),
    told: z
      .array(
        z.strictObject({
          arrival: z.int().describe("Its number in the order in which they came"),
          on: day.describe("The local day on which it came to be"),
          revisedAt: instant.nullable(),
          ...told,
          voidReason: text.nullable(),
          holds: z.boolean(),
        }),
      )
      .describe("Every state, in the order in which they came to be"),
    acts: z.array(z.strictObject({ act: z.enum(["void", "restore"]), reason: text, doneBy: text, doneAt: instant })),
  })
  .meta({ id: "OpportunityShown" });
