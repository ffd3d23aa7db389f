import type { Words } from "./words.ts";

/** Drafts, what they would have given, and what was asked on a past day. */
export const draftRefusals = {
  "draft-section": {
    en: 'A draft holds metrics and plans and nothing else. "{found}" is changed with the company file.',
    ko: '초안에는 metrics와 plans만 씁니다. "{found}" 항목은 회사 파일로 바꿉니다.',
  },
  "draft-empty": {
    en: "The draft holds neither a metric nor a plan. Write at least one under metrics or plans.",
    ko: "초안에 집계 항목도 활동 기준도 없습니다. metrics나 plans에 하나 이상 쓰세요.",
  },
  "draft-decided": {
    en: 'The draft "{id}" was {state} by {by}. Save what comes next as a draft of another id.',
    ko: '초안 "{id}": {by} 님이 이미 {state}. 다음 내용은 다른 id의 초안으로 저장하세요.',
  },
  "draft-plan-unclear": {
    en: "Which plan is meant is not clear. Name one of these: {choices}.",
    ko: "어느 활동 기준인지 알 수 없습니다. 다음 중 하나를 고르세요: {choices}.",
  },
  "draft-plan-none": {
    en: "The draft has no plan, and no plan in force asks for its metrics. Name the plan that is meant, or add one to the draft.",
    ko: "초안에 활동 기준이 없고, 초안의 집계 항목을 쓰는 활동 기준도 없습니다. 활동 기준을 고르거나 초안에 넣으세요.",
  },
  "backtest-of": {
    en: "A backtest is of one draft: name it in draft, or write its metrics and plans into content.",
    ko: "과거 적용은 초안 하나를 대상으로 합니다. draft에 id를 쓰거나 content에 metrics와 plans를 쓰세요.",
  },
  "backtest-of-team": {
    en: 'The plan "{plan}" asks the team itself, and a backtest is of what members would have reached. Name a plan of members.',
    ko: '활동 기준 "{plan}"은(는) 팀 자체의 것입니다. 과거 적용은 구성원의 결과를 보므로 구성원의 활동 기준을 고르세요.',
  },
  "backtest-no-period": {
    en: "No {cadence} has ended since the first record, so there is nothing to look back at.",
    ko: "첫 기록 이후 끝난 기간({cadence})이 없어 돌아볼 것이 없습니다.",
  },
  "backtest-periods": {
    en: "A backtest looks back over 1 to {limit} periods; {found} were asked for.",
    ko: "과거 적용은 1~{limit}개 기간까지 볼 수 있습니다. 요청: {found}개.",
  },
  "samples-many": {
    en: "Targets are worked out for at most {limit} members at once; {found} were named.",
    ko: "목표치는 한 번에 구성원 {limit}명까지 계산합니다. 요청: {found}명.",
  },
  "backtest-large": {
    en: "The answer would have {found} rows of members; {limit} is the most. Ask for fewer periods, or for the periods alone.",
    ko: "구성원별 행이 {found}개입니다. 최대 {limit}개이니 기간을 줄이거나 기간별 합계만 요청하세요.",
  },
  "replay-future": {
    en: "{found} has not come yet; today is {today}. A replay looks at a day up to today.",
    ko: "{found}: 아직 오지 않은 날입니다(오늘 {today}). 오늘까지의 날만 조회할 수 있습니다.",
  },
  "replay-version": {
    en: 'The plan "{plan}" has no version {found}. There are: {choices}.',
    ko: '활동 기준 "{plan}"에 {found} 버전이 없습니다. 있는 버전: {choices}.',
  },
  "replay-version-plan": {
    en: "A version alone names no plan. Say which plan's version {found} is meant.",
    ko: "버전만으로는 어느 활동 기준인지 알 수 없습니다. 활동 기준과 함께 {found} 버전을 요청하세요.",
  },
} satisfies Record<string, Words>;
