import type { Words } from "./words.ts";

/** What the company file says that cannot be so. */
export const companyRefusals = {
  "company-file-syntax": {
    en: "The file cannot be read at line {line}, column {column}: {problem}",
    ko: "파일을 {line}행 {column}열에서 읽을 수 없습니다. {problem}",
  },
  "company-file-empty": {
    en: "The file is empty. A company file begins with company: and its id.",
    ko: "파일이 비어 있습니다. 회사 파일은 company:와 id로 시작합니다.",
  },
  "company-file-shape": {
    en: "This is no company file: it is {found}. A company file begins with company: and its id.",
    ko: "회사 파일이 아닙니다({found}). 회사 파일은 company:와 id로 시작합니다.",
  },
  "company-file-large": {
    en: "The file has {found} MB; as {format}, {limit} MB is the most.{other}",
    ko: "파일이 {found}MB입니다. {format} 파일은 {limit}MB까지입니다.{other}",
  },
  "company-file-key-repeated": {
    en: '"{found}" stands twice in the same place. Only one of them can hold.',
    ko: '"{found}" 항목이 같은 곳에 두 번 있습니다. 하나만 남기세요.',
  },
  "company-file-depth": { en: "The file is nested deeper than {limit} levels here.", ko: "파일의 중첩이 {limit}단계를 넘습니다." },
  "list-empty": {
    en: "The list is empty. Name at least one, or leave the field out.",
    ko: "목록이 비어 있습니다. 하나 이상 쓰거나 항목을 빼세요.",
  },
  "id-format": {
    en: '"{found}" cannot be an id. An id has letters, digits and . _ - @, begins with a letter or digit and is at most {limit} characters long.',
    ko: '"{found}": id로 쓸 수 없습니다. 글자나 숫자로 시작하고 글자, 숫자, . _ - @만 쓰며 최대 {limit}자입니다.',
  },
  "id-repeated": {
    en: 'The {what} "{found}" stands twice; it is also at {other}.',
    ko: '{what} "{found}": 두 번 있습니다. {other}에도 있습니다.',
  },
  "name-empty": {
    en: "The name has no text in any language. Write at least one of en and ko.",
    ko: "이름이 어느 언어로도 쓰여 있지 않습니다. en과 ko 중 하나 이상 쓰세요.",
  },
  "reference-unknown": { en: 'There is no {what} "{found}" in the file.{hint}', ko: '"{found}": 파일에 없는 {what}입니다.{hint}' },
  "reference-ended": {
    en: 'The {what} "{found}" would end, but {user} still needs it. Keep it in the file, or change {user} first.',
    ko: '{what} "{found}": 없어지게 되지만 {user}에서 아직 쓰고 있습니다. 파일에 남겨 두거나 {user}부터 바꾸세요.',
  },
  "country-unknown": {
    en: '"{found}" is not a country code of ISO 3166. Write two capital letters such as US or KR.',
    ko: '"{found}": ISO 3166 국가 코드가 아닙니다. US, KR 같은 대문자 두 글자로 쓰세요.',
  },
  "domain-format": {
    en: '"{found}" is not a domain such as northwind.example.',
    ko: '"{found}": northwind.example 같은 도메인이 아닙니다.',
  },
  "kind-built-in": {
    en: '"{found}" is one of the kinds that every company has. Leave it out.',
    ko: '"{found}": 모든 회사에 있는 활동 유형입니다. 빼세요.',
  },
  "kind-in-use": {
    en: 'The kind "{found}" would go, but the metric "{metric}" counts it. Keep it in the file.',
    ko: '활동 유형 "{found}": 없어지지만 집계 항목 "{metric}"에서 세고 있습니다. 파일에 남겨 두세요.',
  },
  "same-acts-sources": {
    en: "The same acts are told by two different sources. Name two; here stand: {found}.",
    ko: "같은 활동은 서로 다른 두 출처에서 옵니다. 출처를 두 개 쓰세요(지금: {found}).",
  },
  "same-acts-many": {
    en: "sameActs has {found} entries; {limit} is the most.",
    ko: "sameActs 항목이 {found}개입니다. 최대 {limit}개입니다.",
  },
  "same-acts-repeated": {
    en: "That {sources} tell of the same acts of kind {kind} stands twice; it is also at {other}.",
    ko: "{sources}: 활동 유형 {kind}의 같은 활동이라는 항목이 두 번 있습니다. {other}에도 있습니다.",
  },
  "same-acts-circle": {
    en: "For the kind {kind} each of these sources would yield to the next, round in a circle: {path}. One of them must come first.",
    ko: "활동 유형 {kind}에서 출처들이 서로를 우선합니다: {path}. 먼저인 출처가 하나 있어야 합니다.",
  },
  "attribute-name": {
    en: '"{found}" cannot be an attribute\'s name. It begins with a letter, goes on with letters, digits and _, and is at most {limit} characters long.',
    ko: '"{found}": 속성 이름으로 쓸 수 없습니다. 글자로 시작하고 글자, 숫자, _만 쓰며 최대 {limit}자입니다.',
  },
  "attribute-in-use": {
    en: 'The attribute "{found}" would go or change its type, but the metric "{metric}" asks it as it is.',
    ko: '속성 "{found}": 없어지거나 종류가 바뀌지만 집계 항목 "{metric}"에서 지금대로 쓰고 있습니다.',
  },
  "currency-in-use": {
    en: 'The metric "{metric}" compares amounts in {found}, the company\'s currency until now. With another one its past numbers would change.',
    ko: '집계 항목 "{metric}": 지금까지의 회사 통화인 {found} 금액을 비교합니다. 통화를 바꾸면 지난 수치가 달라집니다.',
  },
  "team-cycle": { en: "The teams form a circle: {path}.", ko: "팀이 서로를 상위로 둡니다: {path}." },
  "email-repeated": {
    en: '"{found}" is already the e-mail address of the member "{member}".',
    ko: '"{found}": 이미 구성원 "{member}"의 이메일 주소입니다.',
  },
  "code-repeated": {
    en: '"{found}" already names the member "{member}", as code or as id.',
    ko: '"{found}": 이미 구성원 "{member}"의 코드이거나 id입니다.',
  },
  "identity-repeated": {
    en: '"{found}" in {source} is already the member "{member}".',
    ko: '{source}의 "{found}": 이미 구성원 "{member}"입니다.',
  },
  "dated-from": {
    en: 'Only the first entry may leave out from. Say from which day "{found}" holds.',
    ko: 'from은 첫 항목에서만 뺄 수 있습니다. "{found}": 언제부터인지 쓰세요.',
  },
  "dated-order": {
    en: "{found} does not come after {before}. The entries go from the earliest to the latest day.",
    ko: "{found}: {before}보다 뒤가 아닙니다. 이른 날부터 차례로 쓰세요.",
  },
  "employment-order": {
    en: "The last day of employment, {found}, lies before the first, {from}.",
    ko: "마지막 근무일 {found}: 첫 근무일 {from}보다 앞섭니다.",
  },
  "version-repeated": {
    en: 'The {what} "{id}" has two versions that start on the same day; the other is at {other}.',
    ko: '{what} "{id}": 같은 날 시작하는 버전이 두 개입니다. 다른 하나는 {other}에 있습니다.',
  },
  "version-held": {
    en: 'This version of the {what} "{id}" already holds and cannot change: {changed}. Leave it as it was and add a version with startsOn from {earliest} on.',
    ko: '{what} "{id}": 이미 적용 중인 버전이라 바꿀 수 없습니다({changed}). 그대로 두고, startsOn이 {earliest} 이후인 버전을 더하세요.',
  },
  "version-past": {
    en: 'A new version of the {what} "{id}" cannot start on {found}: days gone keep the rule that they had. The earliest start is {earliest}.{how}',
    ko: '{what} "{id}": 새 버전을 {found}부터 적용할 수 없습니다. 지난날에는 그때의 기준이 남습니다. 가장 이른 시작일은 {earliest}입니다.{how}',
  },
  "version-start-missing": {
    en: 'The {what} "{id}" is there since {since}. Say in startsOn which version this is, or from which day it holds ({earliest} or later).',
    ko: '{what} "{id}": {since}부터 있습니다. startsOn에 어느 버전인지, 또는 언제부터인지({earliest} 이후) 쓰세요.',
  },
  "metric-first-version": {
    en: 'The first version of the metric "{id}" holds from the beginning. Leave startsOn out of it.',
    ko: '집계 항목 "{id}": 첫 버전은 처음부터 적용됩니다. startsOn을 빼세요.',
  },
  "metric-unit": {
    en: 'The metric "{id}" counts {found} here and {before} before; sums of both would mean nothing. Give the new one an id of its own.',
    ko: '집계 항목 "{id}": 여기서는 {found}, 앞 버전에서는 {before}: 단위가 달라 더할 수 없습니다. 새 id를 쓰세요.',
  },
  "currency-not-counted": {
    en: "Only a sum of money has a currency: of amount, or of an attribute that is money.",
    ko: "통화는 금액 합계(amount 또는 money 속성)에만 씁니다.",
  },
  "measure-field": {
    en: '"{found}" is nothing that can be added up.{hint} There are: {choices}.',
    ko: '"{found}": 합계를 낼 수 없습니다.{hint} 쓸 수 있는 것: {choices}.',
  },
  "measure-type": {
    en: '"{found}" is declared as {type}. Only an attribute that is int or money can be added up.',
    ko: '"{found}": {type} 속성입니다. int나 money 속성만 합계를 낼 수 있습니다.',
  },
  "factor-format": {
    en: '"{found}" is not a factor. Write a percentage such as 30% or a number such as 0.3.',
    ko: '"{found}": 환산율로 읽을 수 없습니다. 30% 같은 백분율이나 0.3 같은 수로 쓰세요.',
  },
  "factor-negative": {
    en: "The factor is {found}. It must be 0 or more; 0% counts nothing.",
    ko: "환산율이 {found}입니다. 0 이상이어야 하며, 0%는 세지 않는다는 뜻입니다.",
  },
  "factor-decimals": {
    en: "{found} has too many decimals: a factor has at most {decimals} here.",
    ko: "{found}: 소수 자릿수가 너무 많습니다. 여기서는 소수 {decimals}자리까지 씁니다.",
  },
  "factor-field": {
    en: 'A factor cannot go by "{found}". It goes by a text of the activity itself: kind, direction, outcome, subject, source, provenance, or an attribute declared as string.{hint}',
    ko: '"{found}": 환산율의 기준으로 쓸 수 없습니다. kind, direction, outcome, subject, source, provenance나 string 속성을 쓰세요.{hint}',
  },
  "factor-value": {
    en: '"{found}" is no value of "{field}", so nothing would ever count by it.{hint}',
    ko: '"{found}": "{field}" 필드에 없는 값이라 아무 기록에도 맞지 않습니다.{hint}',
  },
  "factor-repeated": {
    en: '"{found}" stands twice in the factor table, written in two ways.',
    ko: '"{found}": 환산표에 두 가지 표기로 두 번 있습니다.',
  },
  "factor-past": {
    en: 'The factor of "{found}" would be another one {day}: days gone keep the factor that they had. Let the new one start on {earliest} or later, or say why in its reason: the days since then are counted anew.',
    ko: '"{found}": {day} 환산율이 달라집니다. 지난날에는 그때의 환산율이 남습니다. {earliest} 이후에 시작하거나, 그 항목의 reason에 이유를 쓰세요. 그날부터 다시 셉니다.',
  },
  "factor-in-use": {
    en: 'The factor table "{found}" would go or go by another field, but the metric "{metric}" counts by it. Keep it as it is, and give the new one an id of its own.',
    ko: '환산표 "{found}": 없어지거나 기준 필드가 바뀌지만 집계 항목 "{metric}"에서 쓰고 있습니다. 그대로 두고 새 표에는 새 id를 쓰세요.',
  },
  "shorthand-taken": {
    en: 'The shorthand stands for the metric "{id}", which the file declares otherwise. Write { metric: {id}, target: … }, or rename that metric.',
    ko: '줄여 쓴 조건은 집계 항목 "{id}"인데 파일에 다르게 정해져 있습니다. { metric: {id}, target: … }로 쓰거나 그 항목의 id를 바꾸세요.',
  },
  "requirement-empty": {
    en: "Nothing is asked here. A requirement names a metric and a target, or combines at least one with allOf or anyOf.",
    ko: "달성 조건이 비어 있습니다. 집계 항목과 목표치를 쓰거나 allOf, anyOf로 하나 이상 묶으세요.",
  },
  "requirement-depth": { en: "The requirement is nested deeper than {limit} levels.", ko: "달성 조건의 중첩이 {limit}단계를 넘습니다." },
  "target-format": {
    en: '"{found}" is not a target. Write a number such as {example}.',
    ko: '"{found}": 목표치로 읽을 수 없습니다. {example} 같은 숫자로 쓰세요.',
  },
  "target-negative": { en: "The target is {found}. It must be 0 or more.", ko: "목표치가 {found}입니다. 0 이상이어야 합니다." },
  "target-decimals": {
    en: '{found} has more decimals than the metric "{metric}" counts: {unit}.',
    ko: '{found}: 집계 항목 "{metric}"에 없는 소수 자리입니다. {unit}.',
  },
  "target-range": { en: "The target {found} is too large; the limit is {limit}.", ko: "목표치 {found}: 너무 큽니다. 최대 {limit}입니다." },
  "plan-start": {
    en: "{found} lies inside a period ({cadence}: {from} to {through}). A version starts with a period: {from} or {next}.",
    ko: "{found}: 기간 중간입니다({cadence}: {from}~{through}). 버전은 기간의 첫날에 시작합니다: {from} 또는 {next}.",
  },
  "plan-end-past": {
    en: "The plan cannot end on {found}: days gone keep their plan. The earliest is {earliest}.",
    ko: "활동 기준을 {found}에 끝낼 수 없습니다. 지난날의 기준은 남습니다. 가장 이른 날은 {earliest}입니다.",
  },
  "plan-conflict": {
    en: 'The plans "{plan}" and "{other}" both ask "{metric}" per {cadence} of {members} ({days}), and neither audience is the narrower. Narrow one, or end it.',
    ko: '활동 기준 "{plan}"과(와) "{other}": 둘 다 {members}에게 {cadence} 주기로 "{metric}"을(를) 요구합니다({days}). 어느 쪽 대상이 더 좁은지 정할 수 없으니 한쪽 대상을 좁히거나 끝내세요.',
  },
  "word-markup": {
    en: "{found} holds one of <, >, &, # or a brace. A word is plain text.",
    ko: "{found}: < > & # 또는 중괄호가 들어 있습니다. 기호 없는 글로 쓰세요.",
  },
  "funnel-stage": {
    en: 'The stage "{found}" needs a kind, kinds or a milestone, and one of them.',
    ko: '단계 "{found}": kind, kinds, milestone 중 하나만 쓰세요.',
  },
  "funnel-outcomes": {
    en: "Outcomes are those of activities. Name the kind as well, or leave them out.",
    ko: "outcomes는 활동의 결과입니다. kind도 쓰거나 outcomes를 빼세요.",
  },
  "funnel-order": {
    en: 'A rate leads to a later stage, and "{to}" does not come after "{from}". The stages are: {choices}.',
    ko: '전환율은 뒤 단계로 갑니다. "{to}": "{from}" 뒤에 있지 않습니다. 단계 순서: {choices}.',
  },
  "funnel-rate": {
    en: '"{found}" is not a rate. Write a percentage from 0% to 100% with at most two decimals such as 5.4%, or a number such as 0.054.',
    ko: '"{found}": 전환율로 읽을 수 없습니다. 0%에서 100%까지 소수 두 자리 이내로 5.4%처럼, 또는 0.054 같은 수로 쓰세요.',
  },
  "funnel-rate-twice": {
    en: 'The rate from "{from}" to "{to}" stands twice. Keep one.',
    ko: '"{from}"에서 "{to}"(으)로 가는 전환율이 두 번 있습니다. 하나만 남기세요.',
  },
  "funnel-year": {
    en: "{found} is not a year from {least} to {most}.",
    ko: "{found}: {least}–{most} 사이의 연도가 아닙니다.",
  },
  "funnel-url": {
    en: "{found} is not a web address such as https://example.com/report.",
    ko: "{found}: https://example.com/report 같은 웹 주소가 아닙니다.",
  },
  "company-missing": {
    en: "There is no company yet. Make one: attain init --name NAME --country US --time-zone America/New_York, on the first page, or from a company file with attain apply FILE.",
    ko: "아직 회사가 없습니다. 만드세요: attain init --name 이름 --country KR --time-zone Asia/Seoul, 첫 화면, 또는 회사 파일로 attain apply FILE.",
  },
  "company-unclear": {
    en: "There are several companies. Say which one with --company, or the header Attain-Company: {choices}.",
    ko: "회사가 여럿입니다. --company 또는 Attain-Company 헤더로 정하세요: {choices}.",
  },
} satisfies Record<string, Words>;
