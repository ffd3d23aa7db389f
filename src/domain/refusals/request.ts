import type { Words } from "./words.ts";

/** What is wrong with a request before its content is looked at, or with a command line's input as a whole. */
export const requestRefusals = {
  "request-malformed": { en: "This is not an HTTP request that can be read: {problem}.", ko: "읽을 수 없는 HTTP 요청입니다: {problem}." },
  "request-timeout": {
    en: "The rest of the request did not come within {seconds} seconds. Send it again.",
    ko: "{seconds}초 안에 요청의 나머지가 오지 않았습니다. 다시 보내세요.",
  },
  "headers-too-large": { en: "The headers are larger than {kilobytes} kB.", ko: "헤더가 {kilobytes}kB를 넘습니다." },
  "header-repeated": {
    en: "The header {found} is there more than once. Send it once.",
    ko: "{found} 헤더가 두 번 이상 있습니다. 한 번만 보내세요.",
  },
  "rate-limited": {
    en: "More than {most} requests within {seconds} seconds. Ask again in {wait} s.",
    ko: "{seconds}초 동안 요청이 {most}번을 넘었습니다. {wait}초 뒤에 다시 보내세요.",
  },
  "streams-too-many": {
    en: "{limit} streams of changes are open by this account or key. Close one, or wait until one ends.",
    ko: "이 계정이나 키로 열린 변경 스트림이 {limit}개입니다. 하나를 닫거나 끝날 때까지 기다리세요.",
  },
  "url-too-long": { en: "The address is longer than {limit} characters.", ko: "주소가 {limit}자를 넘습니다." },
  "url-malformed": {
    en: "The address holds an escape that cannot be read. Write a percent sign as %25, other characters as UTF-8.",
    ko: "주소에 읽을 수 없는 % 표기가 있습니다. 퍼센트 기호는 %25로, 다른 문자는 UTF-8로 쓰세요.",
  },
  "host-refused": {
    en: "This server answers as {known}; the request asks for {found}. Open it under its own address, or set ATTAIN_PUBLIC_URL.",
    ko: "이 서버는 {known} 주소로만 답합니다. 요청한 이름: {found}. 그 주소로 열거나 ATTAIN_PUBLIC_URL을 설정하세요.",
  },
  "cross-site": {
    en: "Another site's page ({found}) may not change anything here.",
    ko: "다른 사이트의 페이지({found})에서는 여기의 내용을 바꿀 수 없습니다.",
  },
  "address-unknown": { en: "There is nothing at {found}.{hint}", ko: "{found}: 여기에는 아무것도 없습니다.{hint}" },
  "method-not-allowed": {
    en: "{found} is not possible here. Possible: {allowed}.",
    ko: "여기서는 {found} 요청을 할 수 없습니다. 가능한 요청: {allowed}.",
  },
  "media-type": {
    en: "The body's type is {found}. Send {expected} and say so in Content-Type.",
    ko: "본문 형식: {found}. {expected} 형식으로 보내고 Content-Type에 적으세요.",
  },
  "content-encoding": {
    en: "The body is encoded as {found}. Bodies are not unpacked: send it as it is.",
    ko: "본문이 {found} 방식으로 압축되었습니다. 압축을 풀지 않으니 그대로 보내세요.",
  },
  "body-too-large": { en: "The body is larger than {megabytes} MB.", ko: "본문이 {megabytes}MB를 넘습니다." },
  "line-too-long": { en: "The line is longer than {megabytes} MB.", ko: "한 줄이 {megabytes}MB를 넘습니다." },
  "json-encoding": { en: "The body is not UTF-8. Save or send it as UTF-8.", ko: "본문이 UTF-8이 아닙니다. UTF-8로 저장해 보내세요." },
  "batch-empty": { en: "There is no activity in it. Send at least one.", ko: "활동이 없습니다. 하나 이상 보내세요." },
  "batch-too-large": {
    en: "There are more than {limit} activities. Send at most {limit} at once, or lines of JSON as {lines}.",
    ko: "활동이 {limit}건을 넘습니다. 한 번에 {limit}건까지 보내거나 {lines} 형식으로 한 줄에 하나씩 보내세요.",
  },
  "nothing-taken": {
    en: "None of the {count} records was taken; rejected says why of each.",
    ko: "기록 {count}건을 하나도 받지 못했습니다. 이유는 rejected에 하나씩 있습니다.",
  },
  "parameter-unknown": { en: 'There is no parameter "{found}" here.{hint}', ko: '"{found}": 여기에 없는 매개변수입니다.{hint}' },
  "parameter-repeated": {
    en: 'The parameter "{found}" is there more than once. Send it once.',
    ko: '매개변수 "{found}": 두 번 이상 있습니다. 한 번만 쓰세요.',
  },
  "numbers-without-dry-run": {
    en: "numbers=true only tells, while this request would write. Send dryRun=true with it, or leave numbers out.",
    ko: "numbers=true는 알려 주기만 하는데 이 요청은 내용을 바꿉니다. dryRun=true와 함께 보내거나 numbers를 빼세요.",
  },
  "limit-range": {
    en: '"{found}" is not a limit. It is a whole number from 1 to {limit}.',
    ko: '"{found}": limit 값은 1부터 {limit}까지의 정수입니다.',
  },
  "input-unreadable": { en: "{found} cannot be read: {problem}.", ko: "{found}: 읽을 수 없습니다({problem})." },
  "output-unwritable": {
    en: "{found} cannot be written: {problem}. Name a file that is not there yet.",
    ko: "{found}: 쓸 수 없습니다({problem}). 아직 없는 파일 이름을 쓰세요.",
  },
  "input-too-large": { en: "{found} is larger than {megabytes} MB.", ko: "{found}: {megabytes}MB를 넘습니다." },
  "input-encoding": { en: "{found} is not UTF-8. Save it as UTF-8.", ko: "{found}: UTF-8이 아닙니다. UTF-8로 저장하세요." },
} satisfies Record<string, Words>;
