import { z } from "zod";
import { basisKinds } from "../domain/signals/consent-reading.ts";
import { channels } from "../domain/signals/contact-rules.ts";
import { roundings } from "../domain/apportion.ts";
import { wordKeys, type WordKey } from "../domain/display-words.ts";
import { milestones } from "../domain/funnel.ts";
import { leaveKinds, leaveStates } from "../domain/leave.ts";
import { roles } from "../domain/member.ts";
import { provenances } from "../domain/metric.ts";
import { cadences } from "../domain/period.ts";

/**
 * What the interface's documentation says of bodies and answers. Bodies are read by the domain, and answers are built field by field by
 * operations; a test holds every answer against its schema.
 */

export const day = z.string().meta({ format: "date", examples: ["2026-03-31"] });
export const instant = z.string().meta({ format: "date-time", examples: ["2026-03-31T18:00:00Z"] });

/** A day in a query: read by the domain, which says what is wrong with another. */
export const dayParameter = z.string().meta({ format: "date", examples: ["2026-03-31"] });
export const limitParameter = z
  .string()
  .optional()
  .meta({ type: "integer", minimum: 1, maximum: 200, description: "How many at most; 1 to 200" });
export const cursorParameter = z.string().optional().describe("nextCursor of the page before");
export const booleanParameter = z.enum(["true", "false"]).optional();
export const cadenceParameter = z
  .string()
  .describe(`${cadences.join(", ")}, months from a day (month-from-26, month-from-last), or one of the company's lists (list:ID)`)
  .meta({ examples: ["month", "month-from-26", "list:sales-weeks"] });

const problemPart = {
  code: z.string().describe("What is wrong, in a word that stays"),
  detail: z.string().describe("What was found and what would be right, in the language of Accept-Language"),
  pointer: z.string().optional().describe("Where in the body (RFC 6901)"),
  parameter: z.string().optional().describe("Which parameter of the address"),
};

export const problemFields = {
  type: z.string(),
  title: z.string(),
  status: z.int(),
  ...problemPart,
  instance: z.string().optional().describe("The request's id, to quote when asking about it; X-Request-Id too"),
  errors: z.array(z.strictObject(problemPart)).describe("Everything that is wrong, the first included"),
};

export const problemSchema = z.strictObject(problemFields).meta({ id: "Problem", description: "RFC 9457" });

export const name = z
  .strictObject({ en: z.string().optional(), ko: z.string().optional() })
  .meta({ id: "Name", description: "In one language or several" });
export const money = z
  .strictObject({ amountMinor: z.int(), currency: z.string() })
  .meta({ id: "Money", examples: [{ amountMinor: 12_345, currency: "USD" }] });
export const amount = z
  .union([z.number(), money])
  .meta({ id: "Amount", description: "In the metric's unit: a number with at most four decimals, or money" });

export const pace = z
  .strictObject({
    expected: amount.describe("Where the member should be by now, by the working days gone and how each weekday usually goes"),
    probability: z.number().nullable().describe("Of reaching the target; null where nothing is known to tell it by"),
    neededPerWorkingDay: amount
      .nullable()
      .describe("What is missing over the working days left, rounded up to a whole; null when none is left"),
    workingDaysLeft: z.number().describe("The part of today that is left and the working days after it"),
    lastWorkingDay: day.nullable(),
  })
  .meta({ id: "Pace" });

const text = z.string();
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish();

export const activitySchema = z
  .strictObject({
    source: text.describe("The system that the record comes from; with externalId its identity for ever"),
    externalId: text.describe("Its id there: at most 255 characters, as text"),
    member: text.describe(
      "Whose it is: id, code, e-mail address or an identity of this source; several with their shares as raj:60%;mina:40%",
    ),
    kind: text.describe(
      "call, email, meeting, demo, statement_of_work, social_contact, message, visit, referral or one of the company's own",
    ),
    direction: maybe(z.enum(["outbound", "inbound"])),
    occurredAt: maybe(instant).describe("With an offset. Either this or occurredOn"),
    occurredOn: maybe(day).describe("A local day whose time is not known"),
    durationSeconds: maybe(z.int().min(0)),
    outcome: maybe(text),
    prospect: maybe(text).describe("Id, e-mail address, telephone number, or handle with its network (bsky:mina); several set apart by ;"),
    quantity: maybe(z.int().min(0)),
    total: maybe(z.boolean()).describe(
      "true: the number of a day (quantity) of a member and kind. Its externalId is total:member:kind:day, and the next replaces it",
    ),
    amount: maybe(z.union([text, money])).describe('"12.34" beside currency, or money'),
    currency: maybe(text),
    provenance: maybe(z.enum(provenances.filter((each) => each !== "attested"))).describe(
      "Who observed it; no more than the source may claim",
    ),
    subject: maybe(text),
    url: maybe(text),
    evidence: maybe(text).describe("A link that shows it happened"),
    signal: maybe(text).describe("The signal that it answers: its source and its id there, with a colon between"),
    attributes: maybe(z.record(z.string(), z.union([text, z.number(), z.boolean(), money]))).describe("As the company declared them"),
    revisedAt: maybe(instant).describe("When this state came to be: the later one wins, whatever the order of arrival"),
    voidedAt: maybe(instant).describe("The source took it back"),
    voidReason: maybe(text),
  })
  .meta({
    id: "Activity",
    examples: [
      {
        source: "dialer",
        externalId: "call-1042",
        member: "raj",
        kind: "call",
        direction: "outbound",
        occurredAt: "2026-03-31T23:30:00+05:30",
        durationSeconds: 95,
      },
    ],
  });

export const attestationSchema = activitySchema
  .omit({ source: true, externalId: true, provenance: true, total: true, revisedAt: true, voidedAt: true, voidReason: true })
  .extend({
    externalId: maybe(text).describe("Of its own; the same again corrects it. Left out, it gets one"),
    reason: text.describe("Why it is entered: at most 1,000 characters"),
  })
  .meta({
    id: "Attestation",
    examples: [{ member: "raj", kind: "call", occurredOn: "2026-03-31", durationSeconds: 240, reason: "the dialer was down" }],
  });

export const rejectedSchema = z.strictObject({
  index: z.int().describe("Its place among those received, from 0"),
  ...problemPart,
  errors: z
    .array(z.strictObject(problemPart))
    .optional()
    .describe("When more than one thing is wrong with it: everything, the first included"),
});

export const recordingFields = {
  received: z.int(),
  accepted: z.int().describe("New, durable and counted"),
  duplicates: z.int().describe("Known already: no effect"),
  revised: z.int().describe("A later state of a known activity"),
  stale: z.int().describe("An earlier state of a known activity: kept, without effect"),
  rejected: z.array(rejectedSchema).describe("At most the first 10,000"),
  unattributed: z.int().describe("Of the accepted, those of nobody known: kept, and counted once the identity is"),
  newSources: z.array(z.string()).describe("Sources seen for the first time"),
};

export const recordingSchema = z
  .strictObject({ ...recordingFields, rejectedCount: z.int().optional().describe("When more were rejected than are listed") })
  .meta({ id: "Recording" });
const nothingTaken = z
  .strictObject({ ...problemFields, ...recordingFields, rejectedCount: z.int().optional() })
  .meta({ id: "NothingTaken", description: "A problem, and what became of each activity" });
/** Where the request itself is refused no activity was looked at. */
export const nothingTakenSchema = z.union([nothingTaken, problemSchema]);

const reason = z.strictObject({ code: text, condition: text.nullish().describe("The part of where that failed"), en: text, ko: text });
const ruling = z
  .strictObject({
    counts: z.boolean(),
    conditions: z.array(text),
    reason: text,
    by: text,
    at: instant,
    dispute: text.optional().describe("D-12: the dispute that it decides"),
  })
  .meta({ id: "Ruling" });

const note = z.strictObject({ en: text, ko: text }).describe("Of a daily total: how many of its activities are there as records");

export const verdict = z
  .union([
    z.strictObject({
      counted: z.literal(true),
      credit: amount,
      conversion: z.strictObject({ en: text, ko: text }).optional().describe("How a factor made it of the value that is summed"),
      ruling: ruling.optional(),
      note: note.optional(),
    }),
    z.strictObject({ counted: z.literal(false), reasons: z.array(reason) }),
  ])
  .meta({ id: "Verdict" });

export const recordKey = z.strictObject({ source: text, externalId: text });

const loggedFields = {
  source: text,
  externalId: text,
  member: text.nullable(),
  memberName: name.nullable(),
  memberReference: text.describe("As the source names the member"),
  members: z
    .array(
      z.strictObject({
        member: text.nullable(),
        memberName: name.nullable(),
        reference: text,
        share: z.strictObject({ part: z.int(), of: z.int() }),
      }),
    )
    .describe("Everybody who shares it, with their part of the whole"),
  kind: text,
  direction: text.nullable(),
  occurredAt: instant.nullable(),
  occurredOn: day.nullable(),
  localDay: day,
  localTime: text.nullable().describe("HH:MM in the member's zone"),
  timeZone: text,
  durationSeconds: z.int().nullable(),
  outcome: text.nullable(),
  prospect: text.nullable(),
  prospects: z.array(text).describe("All who are named; prospect is the first"),
  prospectName: text.nullable(),
  prospectStage: text.nullable(),
  total: z.boolean().describe("A daily total: it adds to the records of its member, kind and day what they lack"),
  quantity: z.int().nullable(),
  amount: money.nullable(),
  provenance: z.enum(provenances),
  subject: text.nullable(),
  url: text.nullable(),
  evidence: text.nullable(),
  attributes: z.record(z.string(), z.unknown()).nullable(),
  signal: text.nullable().describe("The signal that it answers, as it was told"),
  revisions: z.int().describe("How many states there have been"),
  revisedAt: instant.nullable(),
  recordedAt: instant,
  voidReason: text.nullable(),
  isVoid: z.boolean(),
  attested: z
    .strictObject({ reason: text, by: text, at: instant, dispute: text.optional().describe("D-12: the dispute by which it was entered") })
    .optional()
    .describe("Who entered it and why, of one that no source told"),
  sameAs: recordKey.nullable().describe("Another source's record of the same act, which counts in its place"),
};

const judged = { ...loggedFields, verdicts: z.array(z.strictObject({ metric: text, metricName: name, verdict })) };
export const judgedActivity = z.strictObject(judged).meta({ id: "JudgedActivity" });

const actFields = { by: text, at: instant };
export const leaveSchema = z
  .strictObject({
    leave: z.int().describe("Its number"),
    member: text,
    memberName: name,
    from: day,
    through: day.describe("The last day"),
    half: z.boolean().describe("Half of each day"),
    kind: z.enum(Object.keys(leaveKinds)),
    state: z.enum(leaveStates).describe("approved and declared lower targets"),
    note: text.nullable(),
    requested: z.strictObject(actFields),
    decided: z.strictObject({ ...actFields, reason: text.nullable() }).nullable(),
    withdrawn: z.strictObject({ ...actFields, reason: text.nullable() }).nullable(),
  })
  .meta({ id: "Leave" });

export const leaveOrderSchema = z
  .strictObject({
    member: text.describe("By id, code or e-mail address"),
    from: day,
    through: maybe(day).describe("The last day; left out: one day"),
    kind: maybe(z.enum(Object.keys(leaveKinds))).describe("Left out: vacation"),
    half: maybe(z.boolean()).describe("Half of each day"),
    note: maybe(text).describe("At most 1,000 characters"),
  })
  .meta({ id: "LeaveOrder", examples: [{ member: "raj", from: "2026-03-16", through: "2026-03-17", kind: "vacation" }] });

export const leaveDecisionSchema = z
  .strictObject({ approve: z.boolean(), reason: text.describe("At most 1,000 characters") })
  .meta({ id: "LeaveDecision" });

export const leaveWithdrawalSchema = z.strictObject({ reason: text.describe("At most 1,000 characters") }).meta({ id: "LeaveWithdrawal" });

export const leaveAnswerSchema = z
  .strictObject({ changed: z.boolean().describe("false: it was so already"), leave: leaveSchema })
  .meta({ id: "LeaveAnswer" });

export const leaveListSchema = z.strictObject({ leaves: z.array(leaveSchema), nextCursor: text.nullable() }).meta({ id: "Leaves" });

const dayInZone = z.strictObject({ day, timeZone: text });

export const attestedSchema = z
  .strictObject({ changed: z.boolean().describe("false: it was there as it is"), activity: judgedActivity })
  .meta({ id: "AttestedActivity" });

export const activityListSchema = z
  .strictObject({ activities: z.array(judgedActivity), nextCursor: text.nullable() })
  .meta({ id: "ActivityList" });

export const activityShownSchema = z
  .strictObject({
    ...judged,
    earlier: z.array(
      z.strictObject({
        revision: z.int(),
        revisedAt: instant.nullable(),
        recordedAt: instant,
        stale: z.boolean(),
        content: z.record(z.string(), z.unknown()),
      }),
    ),
    acts: z.array(z.strictObject({ act: text, reason: text, doneBy: text, doneAt: instant })),
    rulings: z
      .array(
        z.strictObject({
          metric: text,
          counts: z.boolean().nullable(),
          conditions: z.array(text),
          reason: text,
          by: text,
          at: instant,
          dispute: text.nullable(),
        }),
      )
      .describe("Everything that was ruled, the first ruling first; counts is null where one was withdrawn"),
    links: z
      .strictObject({
        standsFor: z.array(recordKey).describe("Other sources' records of the same act, in whose place it counts"),
        acts: z
          .array(z.strictObject({ with: recordKey, act: z.enum(["unlink", "link"]), reason: text, doneBy: text, doneAt: instant }))
          .describe("What people said of its links, the first act first"),
      })
      .describe("How it is linked with other sources' records of the same act"),
    redatings: z.array(z.strictObject({ from: dayInZone, to: dayInZone, reason: text, doneBy: text, doneAt: instant })),
    absences: z
      .array(z.strictObject({ load: z.int(), file: text, reason: text, doneBy: text, missingAt: instant, returnedAt: instant.nullable() }))
      .describe("The complete loads that lacked it, and when a later delivery brought it back"),
  })
  .meta({ id: "ActivityShown" });

export const actSchema = z.strictObject({ changed: z.boolean().describe("false: it was so already") }).meta({ id: "Act" });

const label = z.strictObject({ en: text, ko: text });
export const periodSchema = z
  .strictObject({
    cadence: cadenceParameter,
    startsOn: day,
    endsBefore: day,
    label,
    outside: z.enum(["before", "after"]).optional().describe("Before the first period of a list, or after its end: nothing is asked there"),
  })
  .meta({ id: "Period" });

export const audience = z.strictObject({
  members: z.array(z.string()).optional(),
  phase: z.string().optional(),
  role: z.enum(roles).optional(),
  team: z.string().optional(),
});

const partDays = {
  startsOn: day,
  endsBefore: day,
  days: z.int().describe("Calendar days within employment"),
  ofDays: z.int(),
};
const fromTable = z
  .strictObject({
    id: text,
    set: z
      .strictObject({ by: text, at: text.meta({ format: "date-time" }) })
      .nullable()
      .describe("Null: it says nothing of them, so nothing is asked"),
  })
  .optional()
  .describe("The target table that the number came from");
const nth = z.int().optional();
const ramp = z
  .strictObject({
    step: z.literal("ramp"),
    share: text.describe("A fraction in lowest terms").meta({ examples: ["1/2"] }),
    day: nth,
    week: nth,
    month: nth,
    quarter: nth,
    half: nth,
    year: nth,
    period: nth,
  })
  .describe("The share of the target while starting, and in the nth of which period");
const proration = z
  .strictObject({
    step: z.literal("proration"),
    workingDays: z.number().describe("Of the member"),
    ofWorkingDays: z.number().describe("Of the company's full-time week, in the whole period"),
    less: z
      .array(
        z.strictObject({
          why: z.enum(["employment", "holiday", "leave", "pattern"]),
          name: name.optional().describe("Of a holiday"),
          days: z.array(day),
          workingDays: z.number(),
        }),
      )
      .describe("What the member's working days lack of the full-time week"),
  })
  .describe("The share of the target for the working days that the member really has");
const unscaled = z
  .strictObject({ step: z.literal("unscaled") })
  .describe("No amount of work: ramp and working days leave the target as it is");
const step = z
  .union([
    z.strictObject({ step: z.literal("base"), value: amount, table: fromTable }),
    ramp,
    proration,
    unscaled,
    z
      .strictObject({
        step: z.literal("rounding"),
        rule: z.enum(roundings),
        exact: text
          .describe("What was rounded, a fraction of things, of seconds, or of minor units of money")
          .meta({ examples: ["3850/31"] }),
      })
      .describe("Told only where it changed something"),
    z
      .strictObject({ step: z.literal("relief"), contacts: z.number().meta({ type: "integer" }), value: amount })
      .describe("So many contacts that were asked may not be made in the period by the rules of contact: the target is lower by value"),
    z
      .strictObject({
        step: z.literal("part"),
        plan: text,
        team: text.nullable(),
        ...partDays,
        base: amount.describe("What the plan asks for the whole period"),
        scale: z
          .array(z.union([ramp, proration, unscaled]))
          .optional()
          .describe("Where working days are in it they stand for days of ofDays"),
        value: amount.describe("Its share of the target; the values of all parts add up to it"),
        table: fromTable,
      })
      .describe("Asked on some days alone, since team or phase changed within the period, or the plan did"),
    z.strictObject({ step: z.literal("employed"), ...partDays }).describe("Joined or left within the period; the target stays as it is"),
    z.strictObject({
      step: z.literal("replaced"),
      plan: z.string().describe("The wider plan that no longer asks this"),
      audience,
      value: amount.optional(),
    }),
  ])
  .meta({ id: "DerivationStep" });

export const derivation = z.array(step);

export const withheld = z
  .array(
    z.strictObject({
      code: z.literal("holidays-unknown"),
      plans: z.array(text),
      calendar: text,
      year: z.int(),
      members: z.int().describe("How many of those asked about it concerns"),
    }),
  )
  .describe("Rows that are left out: what goes by working days cannot be told where the holidays of a year are not known");

export const explanationSchema = z
  .strictObject({
    member: text,
    metric: text,
    unit: z.enum(["count", "seconds", "money"]),
    period: periodSchema,
    asked: z
      .array(z.strictObject({ plan: text, planName: name, planVersion: z.int(), target: amount, derivation, pace: pace.nullable() }))
      .describe("What the plans ask of the member on the metric in the period"),
    withheld,
    notConnected: z
      .array(text)
      .describe("Sources that could capture or bring in what the metric asks for, and have told nothing of the member yet"),
    credited: amount,
    records: z.array(z.strictObject({ ...loggedFields, verdict })),
    nextCursor: text.nullable(),
  })
  .meta({ id: "Explanation" });

const named = { id: text, name };
export const companiesSchema = z.strictObject({ companies: z.array(z.strictObject({ id: text })) }).meta({ id: "Companies" });

const inBothLanguages = z.strictObject({ en: text, ko: text });

export const companySchema = z
  .strictObject({
    company: z.strictObject({ ...named, country: text, timeZone: text, currency: text, firstWeekday: text }),
    words: z
      .strictObject(Object.fromEntries(wordKeys.map((key) => [key, inBothLanguages])) as Record<WordKey, typeof inBothLanguages>)
      .describe("What things of the glossary are called here: the company's own word, else the glossary's"),
    teams: z.array(z.strictObject({ ...named, parent: text.nullable() })),
    metrics: z.array(z.strictObject({ ...named, unit: z.enum(["count", "seconds", "money"]), currency: text.optional() })),
    plans: z.array(z.strictObject({ ...named, cadence: cadenceParameter })),
    periodLists: z.array(z.strictObject(named)),
    kinds: z.array(z.strictObject(named)),
    hasFunnel: z.boolean().describe("Whether it has said by which stages activity becomes result"),
    members: z.int(),
    activities: z.strictObject({ firstDay: day, lastDay: day }).nullable().describe("The days of the log; null while nothing has come in"),
    version: z.int(),
    today: day.describe("The day that it is in the company's zone"),
  })
  .meta({ id: "Company" });

export const funnelAssumptionsSchema = z
  .strictObject({
    stages: z
      .array(
        z.strictObject({
          ...named,
          kinds: z.array(text).describe("Activities of these kinds; empty: a milestone"),
          outcomes: z.array(text).describe("Only those with one of these; empty: all"),
          milestone: z.enum(milestones).nullable(),
        }),
      )
      .describe("In their order, from effort to result"),
    rates: z
      .array(
        z.strictObject({
          from: text,
          to: text,
          rate: z.number().min(0).max(1),
          source: z.strictObject({ text, year: z.int().nullable(), url: text.nullable() }),
        }),
      )
      .describe("How many of a stage reach a later one: assumed, as the source found it elsewhere, not measured here"),
  })
  .meta({ id: "FunnelAssumptions" });

export const changeSchema = z.strictObject({
  what: text,
  id: text,
  act: z.enum(["added", "changed", "ended", "revived", "removed", "withdrawn"]),
  field: text.nullable(),
  from: text.nullable(),
  to: text.nullable(),
  startsOn: day.nullable(),
  words: z.strictObject({ en: text, ko: text }),
});

export const numberChanges = {
  totals: z
    .array(
      z.strictObject({
        metric: text,
        unit: z.enum(["count", "seconds", "money"]),
        cadence: cadenceParameter,
        numbers: z.int(),
        difference: amount,
      }),
    )
    .describe("By metric and cadence: how many numbers change, and by how much altogether"),
  numbers: z.array(z.strictObject({ metric: text, member: text, period: periodSchema, before: amount, after: amount, difference: amount })),
};

export const status = z.enum(["met", "missed", "open", "counting"]).nullable();

export const companyChangesSchema = z
  .strictObject({
    company: text,
    version: z.int(),
    changes: z.array(changeSchema),
    warnings: z
      .array(
        z.union([
          z.strictObject({
            code: z.enum(["plan-asks-contractors"]),
            plan: text,
            members: z.array(text),
            words: z.strictObject({ en: text, ko: text }),
          }),
          z.strictObject({ code: z.enum(["reward-falls"]), reward: text, words: z.strictObject({ en: text, ko: text }) }),
        ]),
      )
      .optional()
      .describe("What the file may say, but should know of"),
    keptDays: z
      .strictObject({ records: z.int(), member: text.nullable().describe("null: of several members"), from: day, before: day })
      .optional()
      .describe("Records whose day the changed zones would move; POST /redatings moves it"),
    numbers: z
      .strictObject({
        ...numberChanges,
        statuses: z
          .array(z.strictObject({ member: text, plan: text, period: periodSchema, before: status, after: status }))
          .describe("Of the members and periods on this page; null: not asked"),
        counting: z.array(text).describe("Metrics that are being counted: their numbers before are not known yet"),
        nextCursor: text.nullable(),
      })
      .optional()
      .describe("With numbers=true: what the changed metrics would change"),
  })
  .meta({ id: "CompanyChanges" });
export const calendarImportedSchema = z
  .strictObject({
    calendar: text,
    added: z.int().describe("Days that are free from now on"),
    unchanged: z.int().describe("Days that were free already"),
    timed: z.int().describe("Events with a time of day, left out"),
    cancelled: z.int().describe("Cancelled events, left out"),
    unknownYears: z.array(z.int()).describe("Years of added days of which the calendar does not know all holidays"),
    changes: z.array(changeSchema),
  })
  .meta({ id: "CalendarImported" });

const heldFrom = z.array(z.strictObject({ value: text.nullable(), from: day.nullable() }));
const workingDays = z.number().describe("Whole days, or parts of them");

export const calendarShownSchema = z
  .strictObject({
    member: text.nullable(),
    calendars: heldFrom.describe("Which held in the year, from which day on; null: none"),
    workingWeeks: heldFrom.describe("The weekdays that are worked, from which day on"),
    year: z.int(),
    workingDays,
    standardDays: workingDays.describe("Those of the company's full-time week, without holidays"),
    months: z.array(
      z.strictObject({
        month: text.meta({ examples: ["2026-02"] }),
        workingDays,
        standardDays: workingDays,
        holidays: z.array(z.strictObject({ on: day, name, half: z.boolean() })),
        away: z.array(z.strictObject({ from: day, through: day, half: z.boolean() })),
      }),
    ),
    unknown: z.array(text).describe("Calendars that do not know the holidays of this year"),
    provisional: z.array(text).describe("Calendars by which this year is gone by although not all its holidays are known"),
  })
  .meta({ id: "CalendarShown" });

export const calendarListSchema = z
  .strictObject({
    kept: text.nullable().describe("The one that the company keeps where a team or a member has no other; null: no holidays are kept"),
    calendars: z.array(
      z.strictObject({
        calendar: text.meta({ examples: ["KR"] }),
        name: name.nullable().describe("Null of those that come with Attain: they are called as their country"),
        base: text.nullable().describe("The one that it stands on"),
        years: z.array(z.int()).describe("Years whose holidays are known, in order"),
      }),
    ),
  })
  .meta({ id: "CalendarList" });

export const metricVersion = z.strictObject({
  id: text,
  name: z.union([text, name]).optional(),
  startsOn: day.optional(),
  where: text,
  measure: z.union([text, z.strictObject({ sum: text, currency: text.optional(), factor: text.optional() })]).optional(),
  oncePer: z.strictObject({ prospect: text, within: text.optional() }).optional(),
  provenance: z.array(text).optional(),
  reason: text.optional(),
  ended: z.boolean().optional(),
});

const factorTable = z.strictObject({
  id: text,
  name: z.union([text, name]),
  by: text.describe("The field whose value names the factor"),
  values: z.record(
    z.string(),
    z.union([text, z.array(z.strictObject({ value: text.nullable(), from: day.optional(), reason: text.optional() }))]),
  ),
});

export const metricShownSchema = z
  .strictObject({
    id: text,
    unit: z.enum(["count", "seconds", "money"]),
    versions: z.array(metricVersion).describe("As the company file writes them, by day"),
    factors: z.array(factorTable).describe("The factor tables that its versions count by, as the company file writes them"),
    counting: z.strictObject({ done: z.int(), of: z.int() }).nullable().describe("null: its numbers are all there"),
    recounts: z
      .array(
        z.strictObject({
          startsOn: day.nullable().describe("null: from the beginning"),
          reason: text,
          doneBy: text,
          doneAt: instant,
          ...numberChanges,
        }),
      )
      .describe(
        "Versions and factors that were made to hold on days gone, the latest first, with the first thousand numbers that each changed",
      ),
  })
  .meta({ id: "MetricShown" });

export const companyFile = z
  .looseObject({})
  .meta({ id: "CompanyFile", description: "As in /schemas/company.json", externalDocs: { url: "/schemas/company.json" } });

export const redatingOrderSchema = z
  .strictObject({
    member: maybe(text).describe("A member's id; left out: everybody's records"),
    from: day.describe("First local day, the one that a record had or the one that it gets"),
    before: day.describe("The day after the last"),
    reason: text.describe("Why: at most 1,000 characters"),
  })
  .meta({
    id: "RedatingOrder",
    examples: [{ member: "raj", from: "2026-03-01", before: "2026-04-01", reason: "moved to Seoul in March" }],
  });

export const redatingSchema = z
  .strictObject({
    redating: z.int().nullable().describe("The number under which the act is kept; null when nothing was changed"),
    records: z.int().describe("Records that get another zone"),
    moved: z.int().describe("Of these, those that get another day"),
    activities: z
      .array(z.strictObject({ source: text, externalId: text, from: dayInZone, to: dayInZone }))
      .describe("The first 200 of these"),
    ...numberChanges,
    counting: z.array(text).describe("Metrics that are still being counted: their numbers are not told"),
  })
  .meta({ id: "Redating" });

export const problemCodeSchema = z.strictObject({ code: text, status: z.int(), en: text, ko: text }).meta({ id: "ProblemCode" });

export const healthSchema = z.strictObject({ status: z.string() }).meta({ id: "Health" });

export const rulingBodySchema = z
  .strictObject({
    metric: text,
    counts: z.boolean().nullable().describe("null: what was ruled before holds no longer"),
    conditions: z
      .array(text)
      .optional()
      .describe("What a ruling that counts replaces, by the conditions' text, or provenance; left out, what fails now"),
    reason: text.describe("Why: at most 1,000 characters"),
  })
  .meta({ id: "NewRuling" });

export const rulingAnswerSchema = z
  .strictObject({
    changed: z.boolean().describe("false: it was so already"),
    conditions: z.array(text),
    unit: z.enum(["count", "seconds", "money"]),
    verdict: verdict.nullable(),
  })
  .meta({ id: "RulingAnswer" });

const prospectText = text.describe("A prospect by any of its identities: e-mail address, telephone number, handle with its network, or id");
const reasonText = text.describe("Why: at most 1,000 characters");

export const mergeOrderSchema = z
  .strictObject({ keep: prospectText, other: prospectText, reason: reasonText })
  .meta({ id: "MergeOrder", examples: [{ keep: "mina@example.com", other: "+821012345678", reason: "the same person" }] });

export const unmergeOrderSchema = z
  .strictObject({ prospect: prospectText, reason: reasonText })
  .meta({ id: "UnmergeOrder", examples: [{ prospect: "+821012345678", reason: "her husband" }] });

export const mergeDecisionSchema = z.strictObject({ merge: z.boolean(), reason: reasonText }).meta({ id: "MergeDecision" });

const mergeFields = {
  merge: z.int().nullable().describe("The number under which the act is kept; null when nothing was changed"),
  records: z.int().describe("Records that were judged anew"),
  ...numberChanges,
  counting: z.array(text).describe("Metrics that are still being counted: their numbers are not told"),
};

export const mergeSchema = z.strictObject(mergeFields).meta({ id: "Merge" });

const identityKind = z.enum(["id", "email", "phone", "handle"]);
const suggestionFields = {
  suggestion: z.int(),
  keep: z.strictObject({ kind: identityKind, value: text, name: text.nullable() }),
  other: z.strictObject({ kind: identityKind, value: text, name: text.nullable() }),
  reason: text.nullable().describe("null, as by: a report named the two together"),
  by: text.nullable(),
  at: instant,
  decision: z
    .strictObject({ decision: z.enum(["merged", "dismissed"]), reason: text, by: text, at: instant })
    .nullable()
    .describe("null: open"),
};
const suggestion = z.strictObject(suggestionFields).meta({ id: "MergeSuggestion" });

export const suggestionAnswerSchema = z
  .strictObject({ changed: z.boolean().describe("false: it was suggested before"), ...suggestionFields })
  .meta({ id: "SuggestionAnswer" });

export const suggestionListSchema = z
  .strictObject({ suggestions: z.array(suggestion), nextCursor: text.nullable() })
  .meta({ id: "MergeSuggestionList" });

export const decisionAnswerSchema = z.strictObject({ ...mergeFields, suggestion }).meta({ id: "DecisionAnswer" });

const channel = z.enum(channels);
const channelList = z.array(channel).nullable().describe("null: by no means at all");
const finding = z.strictObject({
  rule: text.describe("R1 opt-out and do-not-contact, R2 quiet hours, R3 no recorded basis, R10 cap"),
  code: text,
  en: text,
  ko: text,
  source: z
    .strictObject({ name: z.strictObject({ en: text, ko: text }), url: text })
    .nullable()
    .describe("Where the rule stands; null for one of the company's own"),
  forbids: z.boolean().describe("false: it only tells"),
});
/** What the rules of contact say of a contact that is not made yet. */
export const contactVerdictFields = {
  verdict: z.enum(["allowed", "refused", "flagged"]),
  findings: z.array(finding),
  from: instant.nullable().describe("From when on it may be made; null where nothing known ends what speaks against it"),
};
export const optOutSchema = z
  .strictObject({
    optOut: z.int(),
    prospect: text.nullable().describe("By what the person is known; null of a domain"),
    domain: text.nullable(),
    list: text.nullable(),
    channels: channelList,
    from: instant,
    until: instant.nullable(),
    reason: text.nullable(),
    by: text,
    recordedAt: instant,
    withdrawn: z.strictObject({ by: text, reason: text }).nullable(),
  })
  .meta({ id: "OptOut" });
const consent = z
  .strictObject({
    optOuts: z.array(optOutSchema),
    bases: z.array(
      z.strictObject({
        kind: z.enum(basisKinds),
        channels: z.array(channel).nullable().describe("null: by all"),
        from: instant,
        until: instant.nullable(),
        coversQuietHours: z.boolean(),
        evidence: text.nullable(),
        by: text,
        recordedAt: instant,
      }),
    ),
    ways: z.array(z.strictObject({ channel, ...contactVerdictFields })).describe("Whether a contact may be made now, by each channel"),
  })
  .describe("Whether the prospect may be contacted, by the company's rules of contact. No legal advice");

export const prospectShownSchema = z
  .strictObject({
    name: text.nullable(),
    owner: text.nullable(),
    timeZone: text.nullable(),
    isColleague: z.boolean(),
    attributes: z.record(z.string(), z.unknown()).nullable(),
    identities: z.array(
      z.strictObject({
        kind: identityKind,
        value: text,
        status: z
          .enum(["verified", "suggested"])
          .describe("suggested: perhaps the same, counted for another prospect until a person says so"),
        merge: z.int().nullable().describe("The merge by which it counts here; null for one of the prospect's own"),
      }),
    ),
    facts: z
      .array(
        z.strictObject({
          aspect: z.enum(["stage", "segment"]),
          value: text.nullable(),
          fromAt: instant.nullable().describe("null: from the beginning"),
          fromOn: day.nullable().describe("The company's day then"),
          recordedAt: instant,
          merge: z.int().nullable().describe("The merge that brought it"),
        }),
      )
      .describe("By day; of two from the same instant the first holds"),
    merges: z
      .array(
        z.strictObject({
          merge: z.int(),
          act: z.enum(["merge", "unmerge"]),
          prospect: text,
          into: text.nullable(),
          reason: text,
          by: text,
          at: instant,
        }),
      )
      .describe("What was said of it and of those that were ever merged into it, the first act first"),
    suggestions: z.array(suggestion).describe("With whom it is perhaps one, decided or not"),
    consent,
  })
  .meta({ id: "ProspectShown" });

export const linkActSchema = z
  .strictObject({
    changed: z.boolean().describe("false: it was so already"),
    sameAs: recordKey.nullable().describe("The record that counts in its place now"),
    standsFor: z.array(recordKey).describe("Those in whose place it counts now"),
  })
  .meta({ id: "LinkAct" });
