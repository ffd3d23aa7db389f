import { lowestRanks } from "../../domain/leaderboard.ts";
import { z } from "zod";
import type { CompanyFile, RequirementEntry } from "../../domain/company-file.ts";
import { roundings } from "../../domain/apportion.ts";
import { weekdayNames } from "../../domain/day.ts";
import { wordKeys, type WordKey } from "../../domain/display-words.ts";
import { milestones } from "../../domain/funnel.ts";
import { languages } from "../../domain/language.ts";
import { leaveKinds, type LeaveKind } from "../../domain/leave.ts";
import { engagements, roles } from "../../domain/member.ts";
import { provenances, windows, withins } from "../../domain/metric.ts";
import { noticeWays } from "../../domain/notice-kinds.ts";
import { cadences, weekLabels, weekPatterns } from "../../domain/period.ts";
import { prorations } from "../../domain/plan.ts";
import { rampStarts } from "../../domain/ramp.ts";
import { accumulations, overBudgets, participations, splits } from "../../domain/rewards/reward-plan.ts";
import { shortWeekdays } from "../../domain/working-pattern.ts";

/**
 * The shape of the company file, which is also its published JSON Schema. What a text must look like and what it may refer to is looked
 * at by `domain/company-reading`, whose sentences are better than a pattern's; here it is only described.
 */

const id = z.string().describe("Letters, digits and . _ - @, at most 64. It never changes.");
const day = z.string().meta({ format: "date", examples: ["2026-01-05"] });
const timeZone = z
  .string()
  .describe("A zone of the IANA list")
  .meta({ examples: ["Asia/Seoul"] });
const name = z
  .union([z.string(), z.strictObject({ en: z.string().optional(), ko: z.string().optional() })])
  .describe("One name, or one for each language")
  .meta({ examples: ["Advisers", { en: "Advisers", ko: "자문팀" }] });

const dated = (value: z.ZodType<string>) =>
  z
    .union([value, z.array(z.strictObject({ value: value.nullable(), from: day.nullish() })).min(1)])
    .describe(
      "What holds now, or a list of values with the day from which each holds; the first may leave its day out and holds from the beginning",
    );

const calendarId = z
  .string()
  .describe("A country's holidays (KR, US, GB, JP, DE, IN), those of a part of it (GB-SCT, DE-BY), or a calendar of the company's own")
  .meta({ examples: ["KR", "DE-BY"] });

const workShare = z.number().meta({ minimum: 0, maximum: 1 }).optional();
const pattern = z
  .union([
    z.array(z.enum(shortWeekdays)),
    z.strictObject({ mon: workShare, tue: workShare, wed: workShare, thu: workShare, fri: workShare, sat: workShare, sun: workShare }),
  ])
  .describe("The weekdays that are worked, or how much of each: 0.5 is half a day")
  .meta({ examples: [["mon", "tue", "wed"], { mon: 1, tue: 0.5 }] });

const holds =
  "What holds now, or a list of values with the day from which each holds; the first may leave its day out and holds from the beginning";

const monthNumber = { type: "integer", minimum: 1, maximum: 12 } as const;
const weekday = z.enum(weekdayNames);

const company = z.strictObject({
  id,
  name,
  country: z
    .string()
    .describe("ISO 3166 alpha-2: how a telephone number without a country code is read")
    .meta({ examples: ["KR"] }),
  timeZone,
  currency: z
    .string()
    .describe("ISO 4217")
    .meta({ examples: ["KRW"] }),
  firstWeekday: weekday.nullish().describe("The first day of a week; left out: monday"),
  fiscalYearStartsOn: z
    .string()
    .nullish()
    .describe(
      "MM-DD, the day on which the fiscal year and with it every month, quarter and half starts; a day of 01 to 28, or last. Left out: 01-01",
    )
    .meta({ examples: ["01-01", "04-01", "01-26", "12-last"] }),
  fiscalYear: z
    .strictObject({
      pattern: z.enum(weekPatterns),
      endsOn: z.strictObject({ weekday, month: z.number().meta(monthNumber), rule: z.enum(["last", "nearest"]) }),
      extraWeekIn: z.number().meta(monthNumber).nullish(),
    })
    .nullish()
    .describe(
      "A fiscal year of whole weeks instead: it ends on the last such weekday of the month or on the one nearest to its end; the 53rd week lengthens month extraWeekIn",
    ),
  domains: z
    .array(z.string())
    .nullish()
    .describe("Domains of the company's own e-mail addresses: who is written to there is a colleague")
    .meta({ examples: [["northwind.example"]] }),
  weekLabels: z
    .enum(weekLabels)
    .nullish()
    .describe("What weeks are called: iso for 2026-W10, month for March 2026, week 1. Left out: as each language is used to"),
  workingDays: pattern.nullish().describe("The full-time week, against which everybody is measured; left out: mon to fri"),
  holidays: calendarId.nullish().describe("The public holidays of everybody who has no others; left out: none are kept"),
  clocksPauseOnLeave: z.boolean().nullish().describe("Whether the weeks of a ramp wait while a member is away; left out: false"),
});

const yearNumber = { type: "integer", minimum: 1900, maximum: 2199 } as const;
const calendar = z
  .strictObject({
    id,
    name: name.nullish(),
    base: calendarId.nullish().describe("The calendar that it stands on; left out: none"),
    days: z
      .array(z.strictObject({ on: day, name: name.nullish(), half: z.boolean().nullish().describe("Half of the day is free") }))
      .nullish()
      .describe("Days that are free beside those of the base"),
    working: z.array(day).nullish().describe("Days of the base that are worked after all"),
    years: z
      .array(z.number().meta(yearNumber))
      .nullish()
      .describe("Years of which all holidays are in it, beside those that the base knows"),
    provisional: z
      .array(z.number().meta(yearNumber))
      .nullish()
      .describe("Years that are gone by although not all their holidays are known yet"),
  })
  .describe("A calendar of the company's own, which may be named wherever a country may");

const leave = z
  .strictObject({
    member: z.string(),
    from: day,
    through: day.describe("The last day"),
    // The ids of the built-in kinds.
    kind: z.enum(Object.keys(leaveKinds) as [LeaveKind, ...LeaveKind[]]),
    half: z.boolean().nullish().describe("Half of each day"),
  })
  .describe("Days on which a member is away, approved or declared");

const periodList = z
  .strictObject({
    id,
    name: name.nullish(),
    periods: z
      .array(z.strictObject({ label: name, startsOn: day }))
      .meta({ minItems: 1 })
      .describe("Ascending; each ends where the next one starts"),
    endsBefore: day.describe("The day after the last period"),
    reason: z.string().nullish().describe("Why boundaries on days that are gone are moved; it is kept"),
  })
  .describe("Periods of the company's own: a plan goes by them with cadence: list:ID. Before the first and after the end it asks nothing");

const kind = z.strictObject({ id, name: name.nullish() });
const source = z
  .strictObject({ id: z.string(), provenance: z.enum(provenances) })
  .describe("The most that a source may claim of its records");
const attributeType = z.enum(["string", "int", "money", "bool"]);

const seconds = z.number().meta({ type: "integer", minimum: 0, maximum: 86_400 });
const sameActs = z
  .strictObject({
    sources: z.array(z.string()).meta({ minItems: 2, maxItems: 2 }).describe("Two of the sources above"),
    kind: z.string(),
    withinSeconds: seconds.describe("How near in time two records must be to be one act"),
    durationWithinSeconds: seconds
      .nullish()
      .describe("How near their durations must be, where both have one; left out: it does not matter"),
    prefer: z.string().describe("The source whose record counts"),
  })
  .describe("Two sources that tell of the same acts of a kind: such records count once");

const team = z.strictObject({
  id,
  name: name.nullish(),
  parent: z.string().nullish(),
  timeZone: timeZone.nullish(),
  holidays: calendarId
    .nullish()
    .describe("The public holidays of its members and subteams; left out: those of the team above, or the company's"),
  ended: z.boolean().nullish(),
});

const way = z.enum(noticeWays).optional();

const member = z.strictObject({
  id,
  name,
  email: z.string().nullish().meta({ format: "email" }),
  code: z.string().nullish().describe("A personnel number that records may name the member by"),
  role: z.enum(roles).nullish().describe("Left out: rep"),
  team: dated(z.string()).nullish(),
  timeZone: dated(timeZone).nullish(),
  phase: dated(z.string()).nullish(),
  holidays: dated(calendarId).nullish(),
  workingDays: z
    .union([pattern, z.array(z.strictObject({ value: pattern.nullable(), from: day.nullish() })).min(1)])
    .nullish()
    .describe(holds),
  engagement: z
    .union([z.enum(engagements), z.array(z.strictObject({ value: z.enum(engagements).nullable(), from: day.nullish() })).min(1)])
    .nullish()
    .describe(`Left out: employee. Of a contractor absence is declared and not approved. ${holds}`),
  employedFrom: day.nullish(),
  employedThrough: day.nullish().describe("The last day of employment"),
  language: z.enum(languages).nullish().describe("In which the member is written to; left out: ko in Korea, else en"),
  notices: z
    .strictObject({ at_risk: way, met: way, closing_soon: way, dispute_raised: way, dispute_decided: way, webhook_paused: way })
    .nullish()
    .describe("How the member hears of what: in the inbox alone, with the digest of the day, or by a mail of its own. Left out: digest"),
  identities: z
    .array(z.strictObject({ source: z.string(), externalId: z.string() }))
    .nullish()
    .describe("Who the member is in the systems that records come from"),
  ended: z.boolean().nullish(),
});

const factorValue = z
  .union([z.number(), z.string()])
  .describe("A percentage or a number of at least 0, with at most four decimals of the whole")
  .meta({ examples: ["30%", 0.3] });

const factorTable = z
  .strictObject({
    id,
    name: name.nullish(),
    by: z
      .string()
      .describe("The field whose value names the factor: kind, outcome, source …, or an attribute declared as string")
      .meta({ examples: ["attributes.product"] }),
    values: z.record(
      z.string(),
      z
        .union([
          factorValue,
          z
            .array(
              z.strictObject({
                value: factorValue.nullable(),
                from: day.nullish(),
                reason: z.string().nullish().describe("Why it holds on days that are gone: they are counted anew, and it is kept"),
              }),
            )
            .min(1),
        ])
        .describe("What holds now, or a list of factors with the day from which each holds; the first may leave its day out"),
    ),
  })
  .describe("What counts of a value that is summed, by a field of the record and by its day: converted premium by product");

const measure = z.union([
  z.literal("count"),
  z.strictObject({
    sum: z
      .string()
      .describe("quantity, durationSeconds, amount, or attributes.NAME of an attribute declared as int or money")
      .meta({ examples: ["amount", "attributes.premium"] }),
    currency: z.string().nullish().describe("Of money; left out: the company's"),
    factor: z.string().nullish().describe("The factor table that says what counts of each value"),
  }),
]);

const metric = z
  .strictObject({
    id,
    name: name.nullish(),
    startsOn: day.nullish().describe("The day from which a later version holds; the first holds from the beginning"),
    where: z
      .string()
      .describe("What counts, in the expression language")
      .meta({ examples: ['kind == "call" && direction == "outbound"'] }),
    measure: measure.nullish().describe("Left out: count"),
    oncePer: z.strictObject({ prospect: z.enum(windows), within: z.enum(withins).nullish() }).nullish(),
    provenance: z.array(z.enum(provenances)).min(1).nullish().describe("Which provenances count; left out: any"),
    reason: z
      .string()
      .nullish()
      .describe("Why a version starts on a day that is gone: the days since then are counted anew, and it is kept"),
    ended: z.boolean().nullish(),
  })
  .describe("One version of a metric. The same id may stand several times with different startsOn");

const target = z
  .union([z.number(), z.string()])
  .describe("At least 0, with at most four decimals; of a money metric in major units of its currency");

const unscaled = z
  .literal("none")
  .nullish()
  .describe("Of a target that is no amount of work (a ratio, a floor): the plan's ramp and proration leave it as it is");
const points = z.union([z.number(), z.string()]).describe("Above 0, with at most four decimals");
const share = (meaning: string) =>
  z
    .union([z.number(), z.string()])
    .nullish()
    .describe(meaning)
    .meta({ examples: ["50%", 0.5] });
const stretch = target
  .nullish()
  .describe("A second mark, the target or more; whether it is reached takes no part in whether the target is met");

const cadence = z
  .string()
  .describe(`${cadences.join(", ")}, months from a day of the month (month-from-26, month-from-last), or a list of periods (list:ID)`)
  .meta({ examples: ["month", "month-from-26", "list:sales-weeks"] });

const requirement: z.ZodType<RequirementEntry> = z
  .lazy(() =>
    z.union([
      z.strictObject({
        metric: z.string(),
        target: z.union([
          target,
          z.strictObject({ table: z.string() }).describe("What the target table says of each member, or team, in each period"),
        ]),
        stretch,
        proration: unscaled,
      }),
      z
        .strictObject({ members: z.strictObject({ metric: z.string(), atLeast: target }), target })
        .describe("How many members of the team have at least so much of the metric; only in a plan of the team itself"),
      z.strictObject({
        kind: z.string(),
        direction: z.enum(["outbound", "inbound"]).nullish(),
        outcome: z.string().nullish(),
        target,
        proration: unscaled,
        stretch,
      }),
      // That there is at least one is refused by the reading, which goes on to look at the rest of the plan.
      z.strictObject({ allOf: z.array(requirement).meta({ minItems: 1 }) }),
      z.strictObject({ anyOf: z.array(requirement).meta({ minItems: 1 }) }),
      z.strictObject({ score }),
      z.strictObject({ over }),
    ]),
  )
  .meta({ id: "requirement" });

const through = z.number().meta({ type: "integer", minimum: 1, maximum: 400 }).nullish();
const rampStep = z
  .strictObject({
    throughPeriod: through.describe("Periods of the plan's own cadence"),
    throughDay: through,
    throughWeek: through,
    throughMonth: through,
    throughQuarter: through,
    throughHalf: through,
    throughYear: through,
    share: z
      .union([z.number(), z.string()])
      .describe("A percentage or a number, from nothing to the whole, with at most four decimals of it")
      .meta({ examples: ["50%", 0.5] }),
  })
  .describe("One of the periods, through which the share of the target holds; the first is the one that holds the start");
const score = z
  .strictObject({
    needed: points.describe("The points that meet it"),
    parts: z
      .array(
        z.strictObject({
          weight: points.describe("The points for reaching the part's target"),
          cap: share("How far a part counts at most; left out: 100%"),
          floor: share("Below this share of a part the score is not met, whatever the points; left out: none"),
          require: requirement,
        }),
      )
      .meta({ minItems: 1 }),
  })
  .describe("The sum of weight × progress over the parts; the weight of an excused part goes to the others");

const over = z
  .strictObject({
    cadence: cadence.describe("Shorter than the plan's; a period belongs to the plan's period in which its last day lies"),
    of: requirement,
    atLeast: z.number().nullish().meta({ type: "integer", minimum: 1 }).describe("Met in so many of the periods"),
    inARow: z.number().nullish().meta({ type: "integer", minimum: 1 }).describe("Met in so many of them one after another"),
  })
  .describe("Asked in each shorter period; one that is excused neither counts nor breaks a row. One of atLeast and inARow");

const plan = z
  .strictObject({
    id,
    name: name.nullish(),
    cadence,
    startsOn: day
      .nullish()
      .describe(
        "From which day this version holds: the start of a period of the cadence, or a day within one where it only asks less or says a reason. Left out of the first version: from the beginning",
      ),
    endedOn: day.nullish().describe("From this day on nobody is asked any more"),
    for: z
      .strictObject({
        team: z.string().nullish(),
        role: z.enum(roles).nullish(),
        phase: z.string().nullish(),
        members: z.array(z.string()).min(1).nullish(),
      })
      .nullish()
      .describe("Whom the plan asks: everything named must hold; only reps, unless it names members or a role. Left out: every rep"),
    of: z
      .enum(["member", "team"])
      .nullish()
      .describe(
        "team: the target is that of the team which for names, and what its members do on days of theirs in it counts. Left out: member",
      ),
    require: requirement,
    graceDays: z
      .number()
      .meta({ type: "integer", minimum: 0, maximum: 92 })
      .nullish()
      .describe("How many days after a period it may close. Left out: none"),
    carryOver: z
      .strictObject({ surplus: z.union([z.number(), z.string()]) })
      .nullish()
      .describe("What was over a target in the period before stands for up to this share of the target; left out: nothing is carried over")
      .meta({ examples: [{ surplus: "20%" }] }),
    makeUp: z
      .strictObject({ within: z.number().meta({ type: "integer", minimum: 1, maximum: 3 }) })
      .nullish()
      .describe("In how many of the next periods a surplus may make up for what was missed; left out: it stays missed"),
    ramp: z
      .array(rampStep)
      .min(1)
      .nullish()
      .describe("The share of the target while starting: one step for each share, ascending; after the last one the whole target"),
    rampFrom: z
      .enum(rampStarts)
      .nullish()
      .describe(
        "What the periods of the ramp are counted from: the first day of employment, or of the member's phase. Left out: employment",
      ),
    proration: z
      .enum(prorations)
      .nullish()
      .describe("working-days: the target for the working days that a member really has. Left out: none, the target stays as it is"),
    rounding: z.enum(roundings).nullish().describe("How a target is rounded, once, at the end. Left out: half-up"),
    reason: z
      .string()
      .nullish()
      .describe("Why a version that asks more starts within a period, which is then cut in two, and not with the next one; it is kept"),
  })
  .describe("One version of a plan. The same id may stand several times with different startsOn");

const days = z.number().meta({ type: "integer", minimum: 1, maximum: 90 });
const disputes = z
  .strictObject({
    decideWithinDays: days
      .nullish()
      .describe("Working days of the company after the one on which it was raised; then it passes to the next leader up. Left out: 5"),
    appealWithinDays: days.nullish().describe("Working days of the company after a rejection. Left out: 5"),
  })
  .describe("How long a dispute may wait");

const boards = z
  .strictObject({
    lowestRanks: z
      .enum(lowestRanks)
      .nullish()
      .describe("Whether the lower half of a board, and who has nothing to show, stand on it. Left out: hidden"),
  })
  .describe("What everybody on a board sees of it");

const months = z.number().meta({ type: "integer", minimum: 1, maximum: 240 });
const retention = z
  .strictObject({
    rejectedRows: months.nullish().describe("Rejected rows of imports. Left out: 1"),
    hookBodies: months.nullish().describe("What came in by hooks, as it came"),
    sessions: months.nullish().describe("Sessions that are over"),
    talkNotes: months.nullish().describe("Notes of one-to-ones, from the day of the talk"),
    prospectsWithoutContact: months.nullish().describe("Prospects with whom nothing was done for so long are erased"),
  })
  .describe("How many months what may be forgotten is kept. What is left out is kept until somebody erases it");

const words = z
  .strictObject(
    Object.fromEntries(wordKeys.map((key) => [key, name.nullish()])) as Record<WordKey, z.ZodOptional<z.ZodNullable<typeof name>>>,
  )
  .describe("What the company calls things of the glossary: at most 40 characters. One text is the word in every language")
  .meta({ examples: [{ member: { ko: "설계사" }, prospect: { ko: "가망고객" } }] });

const funnel = z
  .strictObject({
    stages: z
      .array(
        z.strictObject({
          id,
          name: name.nullish(),
          kind: z.string().nullish().describe("Activities of this kind"),
          kinds: z.array(z.string()).nullish().describe("Instead of a kind: activities of any of these"),
          outcomes: z.array(z.string()).nullish().describe("Only those with one of these outcomes. Left out: all"),
          milestone: z.enum(milestones).nullish().describe("Instead of a kind: what happened to an opportunity"),
        }),
      )
      .describe("In their order, from effort to result"),
    rates: z
      .array(
        z.strictObject({
          from: z.string(),
          to: z.string().describe("A later stage"),
          rate: z.union([z.number(), z.string()]).meta({ examples: ["5.4%", 0.054] }),
          source: z
            .strictObject({
              text: z.string(),
              year: z.number().meta({ type: "integer" }).nullish(),
              url: z.string().nullish(),
            })
            .describe("Where the rate comes from, so that somebody can look it up"),
        }),
      )
      .nullish()
      .describe("How many of a stage reach a later one: assumed until the company's own numbers say more"),
  })
  .describe("The stages from effort to result, and what is assumed between them");

const rewardMoney = z
  .union([z.number(), z.string()])
  .describe("Money in major units of the currency")
  .meta({ examples: [60_000, "12.50"] });
const rewardBound = z
  .union([z.number(), z.string()])
  .describe("Of an attainment a percentage with its sign, else a number in the unit of the metric")
  .meta({ examples: ["100%", 250] });
const none = z.literal("none");
const someShare = z
  .union([z.number(), z.string()])
  .describe("A percentage, or the same as a number")
  .meta({ examples: ["50%", 0.5] });
const ofQuota = z.strictObject({ plan: z.string(), metric: z.string().describe("One on which the plan asks a quota") });
const reward = z
  .strictObject({
    id,
    name: name.nullish(),
    startsOn: day
      .nullish()
      .describe(
        "From which day this version holds: the start of a period of the cadence. Left out of the first version: from the beginning",
      ),
    endedOn: day.nullish().describe("Periods that begin on this day or later are not paid any more"),
    cadence: cadence.describe("The periods that are paid; of a plan's attainment or surplus, those of the plan"),
    for: z
      .union([
        z.literal("everyone"),
        z.strictObject({
          team: z.string().nullish(),
          role: z.enum(roles).nullish(),
          phase: z.string().nullish(),
          members: z.array(z.string()).min(1).nullish(),
        }),
      ])
      .describe("Who can earn it: everyone who is asked, or those for whom everything named holds"),
    basis: z
      .union([
        z.strictObject({ requirement: z.strictObject({ plan: z.string() }) }).describe("The attainment of all that the plan requires"),
        z.strictObject({ quota: ofQuota }).describe("The attainment of one quota of the plan"),
        z.strictObject({ surplus: ofQuota }).describe("The credits above that quota's target"),
        z.strictObject({ credits: z.strictObject({ metric: z.string() }) }).describe("All credits of the metric"),
      ])
      .describe("What is paid for"),
    threshold: rewardBound.describe("Below it nothing is paid, from it on everything from the first of it; or none"),
    // That there is one is refused by the reading, with what it would be.
    tiers: z
      .array(
        z.strictObject({
          from: rewardBound.describe("Belongs to the tier; that of the first is 0, or 0%"),
          below: rewardBound.describe("Does not belong to it, and is where the next one starts; of the last one none"),
          amount: rewardMoney.nullish().describe("What reaching the tier pays"),
          rate: z
            .union([z.number(), z.string()])
            .nullish()
            .describe("Instead of an amount: money for each per, or a percentage of a basis that is money in the same currency")
            .meta({ examples: [5_000, "3.5%"] }),
          per: rewardBound
            .nullish()
            .describe("For how much of the basis the rate is paid")
            .meta({ examples: [1, "1%"] }),
        }),
      )
      .meta({ minItems: 1 })
      .describe("Half-open, each from where the one before ends, the last without end"),
    split: z
      .enum(splits)
      .describe("marginal: each part pays by the tier in which it lies. whole: all of it pays by the tier that it reaches"),
    accumulate: z
      .enum(accumulations)
      .describe("What the tiers are asked about: each record by itself, the sum of the period, or the sum since the fiscal year began"),
    interpolate: z.boolean().describe("Whether an amount rises evenly from its tier's start to its end"),
    cap: z
      .union([
        none,
        z.strictObject({ hard: rewardMoney }).describe("Nothing is paid above it"),
        z.strictObject({ soft: rewardMoney, above: someShare }).describe("Of what is above it this share is paid"),
      ])
      .describe("Of what accumulates: a record, a period or a year"),
    currency: z
      .string()
      .describe("ISO 4217")
      .meta({ examples: ["KRW"] }),
    rounding: z.enum(roundings).describe("To the smallest unit of the currency, once for each line; half and up go away from zero"),
    participants: z
      .enum(participations)
      .describe("own: who earned it has it. Of a team's plan, how its members share: equal, by credits, by working-days in the team"),
    budget: z
      .union([none, z.strictObject({ most: rewardMoney, over: z.enum(overBudgets) })])
      .describe("The most that all lines of a period come to. over: share shrinks them alike, refuse approves nothing beyond it"),
    gate: z
      .union([
        none,
        z.strictObject({
          good: z.string().describe("The metric of the good records"),
          of: z.string().describe("The metric of all records among which they are"),
          least: someShare.describe("The rate of good ones that is asked"),
          probability: someShare.describe("With which probability it must be reached, given the records"),
          prior: z
            .union([
              z.strictObject({ team: z.number() }).describe("The team's rate, worth so many records"),
              z.strictObject({ good: z.number(), bad: z.number() }).describe("So many good and bad records beforehand"),
            ])
            .describe("What is believed before any record of the member"),
        }),
      ])
      .describe("What lies above the target pays only behind it"),
  })
  .describe(
    "One version of a reward plan. The same id may stand several times with different startsOn. Nothing that decides a payout has a default",
  );

const targetRows = z.record(z.string(), z.record(z.string(), target));
const targetTable = z
  .strictObject({
    id,
    name: name.nullish(),
    metric: z.string(),
    cadence,
    rows: targetRows
      .nullish()
      .describe("Of members by id, and of each by period: 2026-01 for a month of the calendar, else the first day of the period")
      .meta({ examples: [{ raj: { "2026-01": 150, "2026-02": 160 } }] }),
    teamRows: targetRows.nullish().describe("Of teams, likewise"),
    reason: z.string().nullish().describe("Why targets of periods that are over change, or rise in the one that runs; kept with each"),
    ended: z.boolean().nullish(),
  })
  .describe("Targets by member or team and period. What a table that is named no longer says of a period is taken back");

const exchangeRate = z
  .strictObject({
    currency: z.string().describe("The other currency (ISO 4217)"),
    from: z.string().describe("The first day on which it holds, until the next one of the currency"),
    rate: z
      .union([z.number(), z.string()])
      .describe("What one unit of it is worth in the company's currency; as text where it has many decimals"),
  })
  .meta({ examples: [{ currency: "USD", from: "2026-03-01", rate: "1385.5" }] })
  .describe("Amounts in the currency are counted in the company's own, at the rate of their day. Without one they are not counted there");

export const companyFileShape: z.ZodType<CompanyFile> = z.strictObject({
  company,
  kinds: z.array(kind).nullish(),
  sources: z.array(source).nullish(),
  attributes: z.record(z.string(), attributeType).nullish().describe("Fields of the company's own, by name"),
  factors: z.array(factorTable).nullish(),
  sameActs: z.array(sameActs).nullish(),
  calendars: z.array(calendar).nullish(),
  periodLists: z.array(periodList).nullish(),
  teams: z.array(team).nullish(),
  members: z.array(member).nullish(),
  metrics: z.array(metric).nullish(),
  targetTables: z.array(targetTable).nullish().describe("Left out: the tables stay as they are"),
  plans: z.array(plan).nullish(),
  rewards: z.array(reward).nullish(),
  exchangeRates: z.array(exchangeRate).nullish(),
  leaves: z.array(leave).nullish().describe("All leave that holds: what it no longer names is withdrawn. Left out: leave stays as it is"),
  disputes: disputes.nullish(),
  boards: boards.nullish(),
  retention: retention.nullish(),
  words: words.nullish(),
  funnel: funnel.nullish(),
});

/** The published JSON Schema (2020-12). */
export const companyFileSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(companyFileShape, { target: "draft-2020-12", io: "input" }),
  $id: "/schemas/company.json",
  title: "Attain company file",
});
