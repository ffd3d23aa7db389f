import { isCompanyCadence } from "../domain/cadence.ts";
import type { Amount } from "../domain/amount.ts";
import { nameIn, type Language } from "../domain/language.ts";
import type { Status } from "../domain/attainment.ts";
import type {
  AttainmentJson,
  AttainmentRowJson,
  OverJson,
  PaceJson,
  PeriodJson,
  ProgressJson,
  QuotaJson,
  RequirementJson,
  ScoreJson,
} from "../operations/attainment-json.ts";
import { amountText, daysText, sizeOf, type ShownUnit } from "./amounts.ts";
import { derivationNotes, targetFormula } from "./derivation-text.ts";
import type { Terminal } from "./terminal.ts";
import { withheldText } from "./withheld-text.ts";
import { cutTo, padEnd, padStart, textWidth } from "./text-width.ts";

const words = {
  en: {
    status: {
      met: "met",
      ahead: "ahead",
      on_pace: "on pace",
      at_risk: "at risk",
      behind: "behind",
      missed: "missed",
      open: "open",
      counting: "counting",
      excused: "excused",
    },
    needed: (amount: string, day: string) => `needs ${amount} a day until ${day}`,
    anyOf: "one of these:",
    allOf: "all of these:",
    score: "score",
    points: (points: string, worth: string) => `${points} of ${worth} points`,
    belowFloor: (floor: string) => `below ${floor}`,
    periods: { day: "days", week: "weeks", month: "months", quarter: "quarters", half: "half-years", year: "years", other: "periods" },
    atLeast: (periods: string) => `${periods} met`,
    inARow: (periods: string) => `${periods} met in a row`,
    carriedOver: (amount: string, period: string) => `${amount} carried over from ${period}`,
    madeUp: (period: string) => `made up in ${period}`,
    toStretch: (amount: string, stretch: string) => `${amount} to the stretch ${stretch}`,
    stretched: (stretch: string) => `stretch ${stretch} reached`,
    missing: (amount: string) => `${amount} to go`,
    lacking: (amount: string) => `${amount} short`,
    over: (amount: string) => `${amount} over`,
    counting: (done: string, of: string) => `counting ${done} of ${of} records`,
    together: (members: string, count: number) => `Together (${members} ${count === 1 ? "member" : "members"})`,
    nobody: "No plan asks anybody in this period.",
    met: (met: string, of: string) => `${met} of ${of} met`,
    noTeam: "no team",
    days: (days: number) => `${days} ${days === 1 ? "day" : "days"}`,
    teams: "Teams' quotas",
    teamsMet: (met: string, of: string) => `${met} of ${of} met`,
    heads: (metric: string, atLeast: string) => `members with ${atLeast} or more: ${metric}`,
    ofHeads: (of: string) => `of ${of} members`,
    personal: (target: string, difference: string) => `members' own targets ${target} (${difference})`,
  },
  ko: {
    status: {
      met: "달성",
      ahead: "앞섬",
      on_pace: "진도 정상",
      at_risk: "주의",
      behind: "진도 부족",
      missed: "미달",
      open: "진행 중",
      counting: "집계 중",
      excused: "면제",
    },
    needed: (amount: string, day: string) => `${day}까지 하루 ${amount} 필요`,
    anyOf: "다음 중 하나:",
    allOf: "다음 모두:",
    score: "점수",
    points: (points: string, worth: string) => `${worth}점 중 ${points}점`,
    belowFloor: (floor: string) => `최저 ${floor} 미달`,
    periods: { day: "날", week: "주", month: "달", quarter: "분기", half: "반기", year: "해", other: "기간" },
    atLeast: (periods: string) => `달성한 ${periods}`,
    inARow: (periods: string) => `연속 달성한 ${periods}`,
    carriedOver: (amount: string, period: string) => `${period}에서 ${amount} 이월`,
    madeUp: (period: string) => `${period}에 만회`,
    toStretch: (amount: string, stretch: string) => `도전 목표 ${stretch}까지 ${amount}`,
    stretched: (stretch: string) => `도전 목표 ${stretch} 달성`,
    missing: (amount: string) => `${amount} 남음`,
    lacking: (amount: string) => `${amount} 부족`,
    over: (amount: string) => `${amount} 초과`,
    counting: (done: string, of: string) => `기록 ${of}건 중 ${done}건 집계`,
    together: (members: string) => `합계(${members}명)`,
    nobody: "이 기간에는 대상이 있는 활동 기준이 없습니다.",
    met: (met: string, of: string) => `${of}명 중 ${met}명 달성`,
    noTeam: "팀 없음",
    days: (days: number) => `${days}일`,
    teams: "팀 할당량",
    teamsMet: (met: string, of: string) => `${of}개 중 ${met}개 달성`,
    heads: (metric: string, atLeast: string) => `${metric} ${atLeast} 이상 구성원`,
    ofHeads: (of: string) => `전체 ${of}명`,
    personal: (target: string, difference: string) => `구성원 목표치 합계 ${target} (${difference})`,
  },
} satisfies Record<Language, unknown>;

/** What a status is called. */
export const statusWords = { en: words.en.status, ko: words.ko.status };

type Line = {
  readonly member: string;
  readonly status: Status | null;
  readonly label: string;
  readonly number: string;
  readonly share: number | null;
  readonly note: string;
};

type TableLine = Omit<Line, "member" | "status">;

const NARROWEST_BAR = 10;
const WIDEST_BAR = 30;
const LONGEST_NAME = 24;
const LONGEST_LABEL = 44;

/** Whole cells, and none for nothing: full only when the target is reached. */
const barOf = (share: number, width: number): string => {
  const cells = share >= 1 ? width : Math.min(width - 1, Math.floor(share * width));
  return "█".repeat(cells).padEnd(width, "░");
};

type Metrics = ReadonlyMap<string, { readonly name: string; readonly unit: ShownUnit }>;

/** In detail when it is about one member. */
type Telling = { readonly metrics: Metrics; readonly language: Language; readonly inDetail: boolean };

/** Of the second mark what is missing to it, once the target is reached. */
const stretchText = (quota: QuotaJson, unit: ShownUnit, language: Language): string => {
  if (quota.credited === null || quota.stretch === undefined || quota.status !== "met") return "";
  const { target, shortfall } = quota.stretch;
  const [to, missing] = [amountText(target, unit, language), amountText(shortfall, unit, language)];
  return sizeOf(shortfall) > 0 ? words[language].toStretch(missing, to) : words[language].stretched(to);
};

/** What another period gives to this one. */
const carriedText = (quota: QuotaJson, unit: ShownUnit, language: Language): string => {
  if (quota.credited === null) return "";
  const say = words[language];
  const { carriedOver, madeUp } = quota;
  return [
    carriedOver === undefined ? "" : say.carriedOver(amountText(carriedOver.amount, unit, language), carriedOver.from.label[language]),
    madeUp === undefined ? "" : say.madeUp(madeUp.in.label[language]),
  ]
    .filter((text) => text !== "")
    .join(" · ");
};

/** How much a day until the last working day; nothing when that is today, since all that is missing is needed today. */
const neededText = (pace: PaceJson | null, unit: ShownUnit, language: Language): readonly string[] => {
  if (pace === null || pace.lastWorkingDay === null || pace.neededPerWorkingDay === null || pace.workingDaysLeft <= 1) return [];
  return [words[language].needed(amountText(pace.neededPerWorkingDay, unit, language), pace.lastWorkingDay)];
};

/** `+10`, `−5`, `±0`. */
const differenceText = (difference: Amount, unit: ShownUnit, language: Language): string => {
  const size = sizeOf(difference);
  const positive: Amount =
    typeof difference === "number" ? Math.abs(difference) : { ...difference, amountMinor: Math.abs(difference.amountMinor) };
  return `${size > 0 ? "+" : size < 0 ? "−" : "±"}${amountText(positive, unit, language)}`;
};

/** What stands beside a team's own quota: of how many heads, or what its members are asked themselves. */
const besideText = ({ heads, personal }: QuotaJson, unit: ShownUnit, language: Language): string => {
  const say = words[language];
  if (heads !== undefined) return say.ofHeads(heads.of.toLocaleString());
  return personal === undefined
    ? ""
    : say.personal(amountText(personal.target, unit, language), differenceText(personal.difference, unit, language));
};

const quotaLine = (quota: QuotaJson, depth: number, metrics: Metrics, language: Language): Omit<Line, "member" | "status"> => {
  const { name, unit: own } = metrics.get(quota.metric) ?? { name: quota.metric, unit: "count" };
  const say = words[language];
  const called = quota.heads === undefined ? name : say.heads(name, amountText(quota.heads.atLeast, own, language));
  const label = `${"  ".repeat(depth)}${called}`;
  // Heads are counted, whatever the metric measures.
  const unit: ShownUnit = quota.heads === undefined ? own : "count";
  const text = (amount: Parameters<typeof amountText>[0]): string => amountText(amount, unit, language);
  if (quota.credited === null) {
    const { done, of } = quota.counting.progress;
    return { label, number: `… / ${text(quota.target)}`, share: null, note: say.counting(text(done), text(of)) };
  }
  // Of an excused quota nothing is asked: a bar would have no end.
  const share = quota.status === "excused" ? null : sizeOf(quota.credited) / sizeOf(quota.target);
  const left = (quota.status === "missed" ? say.lacking : say.missing)(text(quota.shortfall));
  const over = sizeOf(quota.surplus) > 0 ? say.over(text(quota.surplus)) : "";
  const missing = [left, ...neededText(quota.pace, unit, language)].join(", ");
  const plain = quota.status === "excused" ? say.status.excused : sizeOf(quota.shortfall) > 0 ? missing : over;
  const note = [plain, carriedText(quota, unit, language), stretchText(quota, unit, language), besideText(quota, unit, language)]
    .filter((each) => each !== "")
    .join(" · ");
  return { label, number: `${text(quota.credited)} / ${text(quota.target)}`, share, note };
};

/** Of one member who changed team the parts of each team, below the quota. */
const teamLines = (quota: QuotaJson, depth: number, metrics: Metrics, language: Language): readonly Omit<Line, "member" | "status">[] => {
  const unit = metrics.get(quota.metric)?.unit ?? "count";
  const say = words[language];
  return (quota.teams ?? []).map(({ team, days, credited, target }) => ({
    label: `${"  ".repeat(depth + 1)}${team ?? say.noTeam} · ${say.days(days)}`,
    number: `${credited === null ? "…" : amountText(credited, unit, language)} / ${amountText(target, unit, language)}`,
    share: null,
    note: "",
  }));
};

const shareOf = ({ done, of }: ProgressJson): number => Number(done) / Number(of);

const pointsText = (points: ProgressJson, language: Language): string =>
  shareOf(points).toLocaleString(language, { maximumFractionDigits: 2 });

/** The score, and under it each part with the points that it adds. */
const scoreLines = (score: ScoreJson, depth: number, telling: Telling): readonly TableLine[] => {
  const { language } = telling;
  const say = words[language];
  const head: TableLine = {
    label: `${"  ".repeat(depth)}${say.score}`,
    number: `${pointsText(score.points, language)} / ${score.needed.toLocaleString(language)}`,
    share: score.progress === null ? null : shareOf(score.progress),
    note: score.status === "excused" ? say.status.excused : "",
  };
  const parts = score.parts.flatMap((part, index): readonly TableLine[] => {
    const [first, ...rest] = linesOf(part, depth + 1, telling);
    const { points, worth, floor, belowFloor } = score.scores[index] ?? { points: null, worth: null, floor: null, belowFloor: false };
    if (first === undefined) return [];
    const added = points === null || worth === null ? "" : say.points(pointsText(points, language), pointsText(worth, language));
    const notes = [added, belowFloor ? say.belowFloor(floor ?? "") : "", first.note].filter((note) => note !== "");
    return [{ ...first, note: notes.join(" · ") }, ...rest];
  });
  return [head, ...parts];
};

/** What stands above the parts of a requirement: `weeks met 2 / 3`, `score 98 / 100`. */
export const headingOf = (requirement: Exclude<RequirementJson, QuotaJson>, language: Language): string => {
  const say = words[language];
  if (requirement.type === "score")
    return `${say.score} ${pointsText(requirement.points, language)} / ${requirement.needed.toLocaleString(language)}`;
  if (requirement.type !== "over") return say[requirement.type];
  const { cadence, rule, done, needed } = requirement;
  return `${say[rule](say.periods[isCompanyCadence(cadence) ? cadence : "other"])} ${done.toLocaleString(language)} / ${needed.toLocaleString(language)}`;
};

const signOf: Readonly<Partial<Record<Status, string>>> = { met: "✓", missed: "✕", counting: "…", excused: "–" };

/** How many of the periods are met; of one member each period with what was done in it. */
const overLines = (over: OverJson, depth: number, telling: Telling): readonly TableLine[] => {
  const { language, inDetail } = telling;
  const head: TableLine = {
    label: `${"  ".repeat(depth)}${words[language][over.rule](words[language].periods[isCompanyCadence(over.cadence) ? over.cadence : "other"])}`,
    number: `${over.done.toLocaleString(language)} / ${over.needed.toLocaleString(language)}`,
    share: over.progress === null ? null : shareOf(over.progress),
    note: over.status === "excused" ? words[language].status.excused : over.periods.map(({ status }) => signOf[status] ?? "·").join(" "),
  };
  if (!inDetail) return [head];
  const periods = over.periods.flatMap(({ period, status, requirement }): readonly TableLine[] => [
    { label: `${"  ".repeat(depth + 1)}${signOf[status] ?? "·"} ${period.label[language]}`, number: "", share: null, note: "" },
    ...(requirement === null ? [] : linesOf(requirement, depth + 2, telling)),
  ]);
  return [head, ...periods];
};

/** One line for each quota, and one above those of which one is enough. */
const linesOf = (requirement: RequirementJson, depth: number, { metrics, language, inDetail }: Telling): readonly TableLine[] => {
  if (requirement.type === "quota") {
    const teams = inDetail ? teamLines(requirement, depth, metrics, language) : [];
    return [quotaLine(requirement, depth, metrics, language), ...teams];
  }
  if (requirement.type === "over") return overLines(requirement, depth, { metrics, language, inDetail });
  if (requirement.type === "score") return scoreLines(requirement, depth, { metrics, language, inDetail });
  // A plan that asks for everything needs no heading; the lines say so.
  const isPlain = requirement.type === "allOf" && depth === 0;
  const parts = requirement.parts.flatMap((part) => linesOf(part, isPlain ? depth : depth + 1, { metrics, language, inDetail }));
  return isPlain
    ? parts
    : [{ label: `${"  ".repeat(depth)}${words[language][requirement.type]}`, number: "", share: null, note: "" }, ...parts];
};

/** How targets came about that are not what the plan asks of everybody. */
const derivationLines = (requirement: RequirementJson, { metrics, language, inDetail }: Telling): readonly string[] => {
  if (requirement.type === "over") return [];
  if (requirement.type !== "quota") return requirement.parts.flatMap((part) => derivationLines(part, { metrics, language, inDetail }));
  const { name, unit } = metrics.get(requirement.metric) ?? { name: requirement.metric, unit: "count" };
  const notes = derivationNotes(requirement, unit, language);
  const formula = targetFormula(requirement, unit, language);
  return notes.length === 0 && !formula.includes("=") ? [] : [`  ${name}: ${[formula, ...notes].join("; ")}`];
};

const rowLines = (row: Pick<AttainmentRowJson, "memberName" | "status" | "requirement">, telling: Telling): readonly Line[] =>
  linesOf(row.requirement, 0, telling).map((line, index) => ({
    ...line,
    member: index === 0 ? nameIn(row.memberName, telling.language) : "",
    status: index === 0 ? row.status : null,
  }));

const widest = (texts: readonly string[], most = Infinity): number =>
  Math.min(
    most,
    texts.reduce((width, text) => Math.max(width, textWidth(text)), 0),
  );

const drawn = (lines: readonly Line[], { width, colours, language }: Terminal): readonly string[] => {
  const status = words[language].status;
  const plain = (text: string): string => text;
  const colourOf: Record<Status, (text: string) => string> = {
    met: colours.green,
    ahead: colours.green,
    on_pace: plain,
    at_risk: colours.yellow,
    behind: colours.red,
    missed: colours.red,
    open: plain,
    counting: colours.dim,
    excused: colours.dim,
  };
  const names = widest(
    lines.map((line) => line.member),
    LONGEST_NAME,
  );
  const statuses = widest(Object.values(status));
  const labels = widest(
    lines.map((line) => line.label),
    LONGEST_LABEL,
  );
  const numbers = widest(lines.map((line) => line.number));
  const notes = widest(lines.map((line) => line.note));
  const bar = Math.max(NARROWEST_BAR, Math.min(WIDEST_BAR, width - names - statuses - labels - numbers - notes - 12));
  return lines.map((line) => {
    const colour = colourOf[line.status ?? "open"];
    const cells = [
      padEnd(cutTo(line.member, names), names),
      colour(padEnd(line.status === null ? "" : status[line.status], statuses)),
      padEnd(cutTo(line.label, labels), labels),
      padStart(line.number, numbers),
      line.share === null ? " ".repeat(bar) : (line.share >= 1 ? colours.green : (text: string) => text)(barOf(line.share, bar)),
      line.note,
    ];
    return `  ${cells.join("  ")}`.trimEnd();
  });
};

/** Of the team that was asked about, with its subteams; else of the company. */
const sumLines = (
  { company, teams }: AttainmentJson,
  { plan, team }: { readonly plan: string; readonly team: string | undefined },
  metrics: Metrics,
  language: Language,
): readonly Line[] =>
  (team === undefined ? company.parts : (teams.find((each) => each.team === team)?.parts ?? []))
    .filter((part) => part.plan === plan)
    .map((part, index): Line => {
      const { name, unit } = metrics.get(part.metric) ?? { name: part.metric, unit: "count" };
      const number = `${part.credited === null ? "…" : amountText(part.credited, unit, language)} / ${amountText(part.target, unit, language)}`;
      const target = sizeOf(part.target);
      return {
        member: index === 0 ? words[language].together(part.members.toLocaleString(), part.members) : "",
        status: null,
        label: name,
        number,
        share: part.credited === null || target === 0 ? null : sizeOf(part.credited) / target,
        note: "",
      };
    });

const periodText = ({ cadence, label, startsOn, endsBefore }: PeriodJson, language: Language): string =>
  cadence === "day" ? label[language] : `${label[language]} (${daysText({ startsOn, endsBefore })})`;

/** Where everybody stands, plan by plan, as lines of text with bars. */
export const attainmentTable = (answer: AttainmentJson, terminal: Terminal, team?: string): readonly string[] => {
  const { language, colours } = terminal;
  const say = words[language];
  const metrics: Metrics = new Map(answer.metrics.map((metric) => [metric.id, { name: nameIn(metric.name, language), unit: metric.unit }]));
  const telling = { metrics, language, inDetail: new Set(answer.rows.map((row) => row.member)).size === 1 };
  const withheld = answer.withheld.map((each) => colours.yellow(withheldText(each, language)));
  if (answer.rows.length === 0 && answer.teamRows.length === 0) {
    // Outside of a list of periods the label says why nobody is asked.
    const outside = answer.period?.outside === undefined ? [] : [answer.period.label[language]];
    return withheld.length === 0 ? [...outside, say.nobody] : [...outside, ...withheld];
  }
  const lines: string[] = [...withheld];
  for (const period of answer.periods) {
    const rows = answer.rows.filter((row) => row.cadence === period.cadence);
    for (const plan of new Set(rows.map((row) => row.plan))) {
      const asked = rows.filter((row) => row.plan === plan);
      const met = asked.filter((row) => row.status === "met").length;
      // Who is excused has nothing to meet.
      const bound = asked.filter((row) => row.status !== "excused").length;
      const name = nameIn(asked[0]?.planName ?? {}, language);
      const sums = asked.length > 1 ? sumLines(answer, { plan, team }, metrics, language) : [];
      if (lines.length > 0) lines.push("");
      lines.push(
        `${colours.bold(name)} · ${periodText(period, language)} · ${say.met(met.toLocaleString(), bound.toLocaleString())}`,
        ...drawn([...asked.flatMap((row) => rowLines(row, telling)), ...sums], terminal),
        ...(telling.inDetail ? asked.flatMap((row) => derivationLines(row.requirement, telling)) : []),
      );
    }
    const ofTeams = answer.teamRows.filter((row) => row.cadence === period.cadence);
    if (ofTeams.length === 0) continue;
    const met = ofTeams.filter((row) => row.status === "met").length;
    const bound = ofTeams.filter((row) => row.status !== "excused").length;
    if (lines.length > 0) lines.push("");
    lines.push(
      `${colours.bold(say.teams)} · ${periodText(period, language)} · ${say.teamsMet(met.toLocaleString(), bound.toLocaleString())}`,
      ...drawn(
        ofTeams.flatMap((row) => rowLines({ ...row, memberName: row.teamName }, telling)),
        terminal,
      ),
    );
  }
  return lines;
};
