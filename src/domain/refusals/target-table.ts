import type { Words } from "./words.ts";

/** What target tables and the quotas of teams say that cannot be so. */
export const targetTableRefusals = {
  "target-table-metric": {
    en: 'The table "{table}" has targets of the metric "{found}", not of "{metric}".',
    ko: '목표치 표 "{table}"은(는) 집계 항목 "{metric}"이 아니라 "{found}"의 목표치입니다.',
  },
  "target-table-cadence": {
    en: 'The table "{table}" has a target for each {found}; this plan asks for each {cadence}.',
    ko: '목표치 표 "{table}"의 주기는 {found}인데 활동 기준의 주기는 {cadence}입니다.',
  },
  "target-table-held": {
    en: 'The {field} of the table "{table}" is {held}: its numbers are meant so. Make another table for {found}.',
    ko: '목표치 표 "{table}"의 {field} 값은 {held}입니다. 표의 숫자가 이에 따른 것이니 {found}에는 다른 표를 만드세요.',
  },
  "target-table-new": {
    en: 'There is no table "{found}" yet.{hint} To make it, say of which metric its targets are.',
    ko: '목표치 표 "{found}"은(는) 아직 없습니다.{hint} 새로 만들려면 어느 집계 항목의 목표치인지 적으세요.',
  },
  "target-period": {
    en: '"{found}" names no {cadence}. Write one like {example}.',
    ko: '"{found}": {cadence} 주기의 기간이 아닙니다. {example}처럼 쓰세요.',
  },
  "target-period-start": {
    en: '"{found}" is not the first day of a {cadence}. The {cadence} begins on {from}, the next on {next}.',
    ko: '"{found}": {cadence} 주기의 첫날이 아닙니다. 기간은 {from}에 시작하고, 다음 기간은 {next}에 시작합니다.',
  },
  "target-repeated": {
    en: "{who} has two targets for {period}; the other is at {other}. Keep one.",
    ko: "{who}의 {period} 목표치가 두 번 있습니다. 다른 하나는 {other}에 있습니다. 하나만 남기세요.",
  },
  "target-who": {
    en: 'Nobody is called "{found}".{hint} Write the id, code or e-mail address of a member, or a name that only one has.',
    ko: '"{found}"에 맞는 구성원이 없습니다.{hint} 구성원의 id, 코드, 이메일이나 한 사람만 쓰는 이름을 쓰세요.',
  },
  "target-who-team": {
    en: 'No team is called "{found}".{hint} Write its id, or a name that only one has.',
    ko: '"{found}"에 맞는 팀이 없습니다.{hint} 팀의 id나 한 팀만 쓰는 이름을 쓰세요.',
  },
  "target-who-several": {
    en: '"{found}" is the name of several: {several}. Write the id.',
    ko: '"{found}" 이름이 여럿입니다({several}). id를 쓰세요.',
  },
  "target-past": {
    en: "{period} is over: the target of {who} was {from}, not {to}. To change it all the same, say why in reason.",
    ko: "{period}은(는) 끝난 기간입니다. {who}의 목표치는 {to}이(가) 아니라 {from}입니다. 그래도 바꾸려면 reason에 이유를 쓰세요.",
  },
  "target-raised": {
    en: "{period} runs already: to raise the target of {who} from {from} to {to} now, say why in reason. A raise needs none for the next period, nor does lowering.",
    ko: "{period}은(는) 이미 진행 중입니다. {who}의 목표치를 {from}에서 {to}(으)로 지금 올리려면 reason에 이유를 쓰세요. 다음 기간을 올리거나 목표치를 낮출 때는 필요 없습니다.",
  },
  "target-sheet-empty": {
    en: "There are no targets in it. Paste a table with its head: one column of members, and one for each period, or columns named member, period and target.",
    ko: "목표치가 없습니다. 머리글이 있는 표를 붙여 넣으세요. 구성원 열과 기간마다 한 열, 또는 member, period, target 열이 필요합니다.",
  },
  "target-sheet-head": {
    en: "The head says neither whose the targets are nor for when. It needs a column of members or teams (member, 구성원, team, 팀), and one for each {cadence}, such as {example}.",
    ko: "머리글에서 누구의 어느 기간 목표치인지 알 수 없습니다. 구성원이나 팀 열(member, 구성원, team, 팀)과 {example} 같은 기간 열이 필요합니다.",
  },
  "target-sheet-quote": {
    en: "Row {row} cannot be split into cells: a quote in column {column} does not end where the cell does.",
    ko: "{row}행을 칸으로 나눌 수 없습니다. {column}번째 칸의 따옴표가 칸 끝에서 닫히지 않습니다.",
  },
  "target-sheet-large": {
    en: "There are more than {limit} targets. Send them in several parts.",
    ko: "목표치가 {limit}개를 넘습니다. 여러 번에 나누어 보내세요.",
  },
  "team-quota-audience": {
    en: "A plan of a team itself (of: team) names the team under for, and nothing else: { team: … }.",
    ko: "팀 자체의 기준(of: team)은 for에 팀만 적습니다: { team: … }.",
  },
  "team-quota-field": {
    en: "A plan of a team itself (of: team) has no {field}: a team has no working days, no first day and no period of its own to carry from. Leave it out, or set the target that is meant.",
    ko: "팀 자체의 기준(of: team)에는 {field}을(를) 쓸 수 없습니다. 팀에는 근무일이나 입사일이 없고, 다른 기간으로 넘길 몫도 없습니다. 빼고 뜻하는 목표치를 바로 쓰세요.",
  },
  "team-quota-over": {
    en: "A plan of a team itself (of: team) asks in its own period alone. Take over out, and set the cadence that is meant.",
    ko: "팀 자체의 기준(of: team)은 자기 기간만 요구합니다. over를 빼고 cadence를 뜻하는 주기로 쓰세요.",
  },
  "stretch-of-table": {
    en: 'A stretch stands beside one number for all. Here each has their own from the table "{table}". Leave stretch out.',
    ko: '도전 목표는 모두 같은 목표치에만 쓸 수 있습니다. 여기서는 목표치 표 "{table}"에 저마다 다르게 있으니 stretch를 빼세요.',
  },
  "heads-of-team": {
    en: "Members are counted in a plan of a team alone. Write of: team beside for: { team: … }.",
    ko: "구성원 수는 팀 자체의 기준에서만 셉니다. for: { team: … } 옆에 of: team을 쓰세요.",
  },
  "heads-at-least": {
    en: "atLeast is {found}: it must be more than 0, or everybody would count.",
    ko: "atLeast가 {found}입니다. 0보다 커야 합니다. 그렇지 않으면 모두가 세어집니다.",
  },
  "heads-whole": {
    en: "The target is {found} members. Write a whole number.",
    ko: "목표치가 구성원 {found}명입니다. 정수로 쓰세요.",
  },
  "team-plan-conflict": {
    en: 'The plans "{plan}" and "{other}" both ask the team "{team}" for "{metric}" in each {cadence}. Keep one of them.',
    ko: '활동 기준 "{plan}"과(와) "{other}"이(가) 모두 팀 "{team}"에 "{metric}" 항목을 같은 주기({cadence})로 요구합니다. 하나만 남기세요.',
  },
} satisfies Record<string, Words>;
