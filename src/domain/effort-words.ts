import { nameIn, type Language, type Name } from "./language.ts";

/** A number with the range in which eight of ten periods would need it to be; `high` is null where nothing bounds it. */
type InRange = { readonly count: number; readonly low: number; readonly high: number | null };

type MoneyTold = { readonly amountMinor: number; readonly currency: string };
type Aim = { readonly results: number } | { readonly worth: MoneyTold };
type Why =
  | { readonly type: "no_rate"; readonly stage: string }
  | { readonly type: "no_end"; readonly most: number }
  | { readonly type: "no_working_days" }
  | { readonly type: "time"; readonly neededHours: number; readonly availableHours: number }
  | { readonly type: "contacts"; readonly needed: number; readonly most: number };

/** What of the planner's answer is said. */
export type EffortSaid = {
  readonly period: { readonly label: Name };
  readonly stages: readonly { readonly id: string; readonly name: Name | null }[];
  readonly result: { readonly name: Name } | null;
  readonly aim: Aim;
  readonly chance: number;
  readonly needed: InRange | null;
  readonly perWeek: InRange | null;
  readonly perWorkingDay: InRange | null;
  readonly hours: number | null;
  readonly availableHours: number;
  readonly workingDays: number;
  readonly isReachable: boolean;
  readonly why: readonly Why[];
  readonly reach: { readonly count: number; readonly chance: number; readonly within: Aim } | null;
};

/** With names and amounts as they are said. */
type EffortTold = Omit<EffortSaid, "period" | "stages" | "result" | "aim" | "reach"> & {
  readonly period: string;
  readonly first: string;
  readonly result: string;
  readonly aim: string;
  readonly isWorth: boolean;
  readonly reach: { readonly count: number; readonly chance: number; readonly within: string } | null;
};

const rounded = (value: number): number => Math.round(value * 10) / 10;

const numbersIn = (language: Language) => {
  const number = (value: number): string => value.toLocaleString(language);
  return {
    number,
    hours: (value: number): string => number(rounded(value)),
    /** What is hardly possible, and not impossible, says so. */
    percent: (value: number): string =>
      value > 0 && value < 0.01 ? "< 1%" : value < 1 && value > 0.99 ? "> 99%" : `${number(Math.round(value * 100))}%`,
    range: ({ low, high }: InRange): string | null =>
      high === low ? null : high === null ? `${number(low)}+` : `${number(low)}–${number(high)}`,
  };
};

const english = (told: EffortTold): readonly string[] => {
  const { number, hours, percent, range } = numbersIn("en");
  const { needed, perWeek, perWorkingDay, reach, result, aim } = told;
  const goal = told.isWorth ? aim : `${aim} (${result})`;
  const limit = (why: EffortTold["why"][number]): string => {
    switch (why.type) {
      case "no_rate":
        return `Nothing comes of the stage ${why.stage}.`;
      case "no_end":
        return `Not even ${number(why.most)} would be enough.`;
      case "no_working_days":
        return "There is no working day in it.";
      case "time":
        return `It takes ${hours(why.neededHours)} hours, and there are ${hours(why.availableHours)}.`;
      case "contacts":
        return `It takes ${number(why.needed)} to contact, and there are ${number(why.most)}.`;
    }
  };
  const takes =
    needed === null || perWeek === null || perWorkingDay === null
      ? []
      : [
          `${told.isReachable ? "" : "It would take: "}${told.first}: ${number(needed.count)} in ${told.period}, which is ${number(perWeek.count)} a week or ${number(perWorkingDay.count)} on each of ${number(told.workingDays)} working days.`,
        ];
  const spread = needed === null ? null : range(needed);
  return [
    ...(told.isReachable ? takes : ["Not reachable.", ...told.why.map(limit), ...takes]),
    ...(told.isReachable ? [`With a chance of ${percent(told.chance)} that leads to at least ${goal}.`] : []),
    ...(spread === null ? [] : [`Depending on luck it takes ${spread}: in eight of ten such periods.`]),
    ...(told.isReachable && told.hours !== null && told.hours > 0
      ? [`That is ${hours(told.hours)} of ${hours(told.availableHours)} hours.`]
      : []),
    ...(reach === null
      ? []
      : [
          `What can be done is ${number(reach.count)}. That leads to ${reach.within} with a chance of ${percent(told.chance)}, and to ${goal} with ${percent(reach.chance)}.`,
        ]),
  ];
};

const korean = (told: EffortTold): readonly string[] => {
  const { number, hours, percent, range } = numbersIn("ko");
  const { needed, perWeek, perWorkingDay, reach, result } = told;
  const aim = told.isWorth ? told.aim : `${told.aim}건`;
  const goal = told.isWorth ? aim : `${result} ${aim}`;
  const limit = (why: EffortTold["why"][number]): string => {
    switch (why.type) {
      case "no_rate":
        return `${why.stage} 단계에서 다음으로 이어지는 것이 없습니다.`;
      case "no_end":
        return `${number(why.most)}건으로도 모자랍니다.`;
      case "no_working_days":
        return "이 기간에 근무일이 없습니다.";
      case "time":
        return `${hours(why.neededHours)}시간이 드는데 쓸 수 있는 시간은 ${hours(why.availableHours)}시간입니다.`;
      case "contacts":
        return `${number(why.needed)}명에게 연락해야 하는데 연락할 수 있는 사람은 ${number(why.most)}명입니다.`;
    }
  };
  const takes =
    needed === null || perWeek === null || perWorkingDay === null
      ? []
      : [
          `${told.isReachable ? "" : "필요한 양: "}${told.period} ${told.first} ${number(needed.count)}건. 한 주 ${number(perWeek.count)}건, 근무일 ${number(told.workingDays)}일 동안 하루 ${number(perWorkingDay.count)}건.`,
        ];
  const spread = needed === null ? null : range(needed);
  return [
    ...(told.isReachable ? takes : ["할 수 없는 양입니다.", ...told.why.map(limit), ...takes]),
    ...(told.isReachable ? [`그러면 ${percent(told.chance)} 확률로 ${goal} 이상입니다.`] : []),
    ...(spread === null ? [] : [`운에 따라 ${spread}건이 듭니다. 이런 기간 열 번 중 여덟 번입니다.`]),
    ...(told.isReachable && told.hours !== null && told.hours > 0
      ? [`시간으로는 ${hours(told.availableHours)}시간 중 ${hours(told.hours)}시간입니다.`]
      : []),
    ...(reach === null
      ? []
      : [
          `할 수 있는 양: ${number(reach.count)}건. ${percent(told.chance)} 확률로 ${told.isWorth ? reach.within : `${reach.within}건`}까지 가고, ${goal}에 이를 확률은 ${percent(reach.chance)}입니다.`,
        ]),
  ];
};

const unnamed = { en: { activities: "Activities", results: "Results" }, ko: { activities: "활동", results: "성과" } } satisfies Record<
  Language,
  unknown
>;

/** What a stage is called; of one that nobody gave a name its place says it. */
export const stageLabel = ({ id, name }: EffortSaid["stages"][number], at: number, language: Language): string =>
  name !== null ? nameIn(name, language) : at === 0 ? unnamed[language].activities : id;

export const resultLabel = (result: EffortSaid["result"], language: Language): string =>
  result === null ? unnamed[language].results : nameIn(result.name, language);

/** The answer in words, the most important first; `money` writes an amount. */
export const effortSentences = (
  { period, stages, result, aim, reach, ...said }: EffortSaid,
  { language, money }: { readonly language: Language; readonly money: (amount: MoneyTold) => string },
): readonly string[] => {
  const aimText = (each: Aim): string => ("worth" in each ? money(each.worth) : each.results.toLocaleString(language));
  const labels = new Map(stages.map((stage, at) => [stage.id, stageLabel(stage, at, language)]));
  const told: EffortTold = {
    ...said,
    period: nameIn(period.label, language),
    first: labels.get(stages[0]?.id ?? "") ?? "",
    result: resultLabel(result, language),
    aim: aimText(aim),
    isWorth: "worth" in aim,
    reach: reach === null ? null : { ...reach, within: aimText(reach.within) },
    why: said.why.map((each) => (each.type === "no_rate" ? { ...each, stage: labels.get(each.stage) ?? each.stage } : each)),
  };
  return language === "en" ? english(told) : korean(told);
};
