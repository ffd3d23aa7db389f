import type { Words } from "./words.ts";

/** What other systems tell Attain, and what Attain tells them. */
export const hookRefusals = {
  "sig-missing": {
    en: "The header {found} is missing or empty. Sign the request as this endpoint expects it.",
    ko: "{found} 헤더가 없거나 비어 있습니다. 이 수신 주소에 맞게 서명해 보내세요.",
  },
  "sig-invalid": {
    en: "The signature does not belong to this request and this endpoint's secret.",
    ko: "서명이 이 요청과 이 수신 주소의 비밀 값에 맞지 않습니다.",
  },
  "sig-timestamp": {
    en: '"{found}" in {header} is no time. {expected} since 1970 are expected, as a whole number.',
    ko: '{header}의 "{found}": 시각이 아닙니다. 1970년부터의 {expected} 단위 정수여야 합니다.',
  },
  "sig-expired": {
    en: "The request was signed more than {minutes} minutes ago or ahead. Check the clock of the sender, and sign each attempt anew.",
    ko: "서명한 시각이 지금과 {minutes}분 넘게 차이 납니다. 보내는 쪽의 시계를 확인하고, 다시 보낼 때마다 새로 서명하세요.",
  },
  "sig-version": {
    en: "None of the signatures is of the version {expected}.",
    ko: "{expected} 버전의 서명이 없습니다.",
  },
  "sig-too-many": {
    en: "There are {found} signatures. At most {limit} are looked at.",
    ko: "서명이 {found}개 있습니다. {limit}개까지만 확인합니다.",
  },
  "token-wrong": {
    en: "The token in {header} is missing or wrong.",
    ko: "{header}의 토큰이 없거나 틀립니다.",
  },
  "ip-not-allowed": {
    en: "Requests from {found} are not taken at this endpoint.",
    ko: "{found}에서 보낸 요청은 이 수신 주소에서 받지 않습니다.",
  },
  "account-mismatch": {
    en: 'The event is of the account "{found}", which this endpoint is not for.',
    ko: '계정 "{found}"의 이벤트입니다. 이 수신 주소의 계정이 아닙니다.',
  },
  "endpoint-unknown": { en: "There is no hook at this address.", ko: "이 주소에는 수신 훅이 없습니다." },
  "endpoint-gone": {
    en: "This hook was ended. Stop sending to it.",
    ko: "종료된 수신 훅입니다. 더 보내지 마세요.",
  },
  "body-empty": { en: "The body is empty.", ko: "본문이 비어 있습니다." },
  "hook-events": {
    en: "There are no events at {found}: it is {type} there.",
    ko: "{found}에 이벤트가 없습니다. 그 자리의 값: {type}.",
  },
  "hook-fault": {
    en: "It could not be read for a reason of ours, which is in the log. Replay it when that is mended.",
    ko: "Attain 쪽 문제로 읽지 못했습니다. 이유는 로그에 있습니다. 고친 뒤 다시 처리하세요.",
  },
  "hook-body-erased": {
    en: "It waited, and somebody was erased of whom it may tell: what came is no longer kept. Have its source send it again.",
    ko: "처리를 기다리던 중에 개인정보가 삭제된 사람의 내용이 들어 있을 수 있어, 받은 내용을 보관하지 않습니다. 보낸 쪽에서 다시 보내야 합니다.",
  },
  "hook-body-gone": {
    en: "What came with request {found} is no longer kept, so that it cannot be read again.",
    ko: "{found}번 요청의 내용은 더 이상 보관하지 않아 다시 처리할 수 없습니다.",
  },
  "hook-header": {
    en: '"{found}" is no name of a header. It is of letters, digits and hyphens.',
    ko: '"{found}": 헤더 이름이 아닙니다. 영문자, 숫자, 하이픈만 쓸 수 있습니다.',
  },
  "hook-signed": {
    en: '"{found}" does not say what is signed. It ends with {body}, and {timestamp} and {id} may stand before it.',
    ko: '"{found}": 서명하는 내용이 아닙니다. {body}로 끝나고 그 앞에 {timestamp}와 {id}를 쓸 수 있습니다.',
  },
  "hook-secret-short": {
    en: "The secret is shorter than {limit} characters, so that it could be guessed.",
    ko: "비밀 값이 {limit}자보다 짧아 추측할 수 있습니다.",
  },
  "hook-secret-base64": {
    en: "A secret of Standard Webhooks is base64, with or without whsec_ before it. Leave it out, and one is made.",
    ko: "Standard Webhooks의 비밀 값은 base64이고 앞에 whsec_을 붙일 수 있습니다. 비워 두면 만들어 드립니다.",
  },
  "hook-secret-needed": {
    en: "The sender has chosen the secret by which it signs. Give it as secret.",
    ko: "서명에 쓰는 비밀 값은 보내는 쪽에서 정합니다. secret에 넣으세요.",
  },
  "hook-layout": {
    en: '"{found}" is about tables, and an event is none. Leave it out.',
    ko: '"{found}": 표에 대한 설정입니다. 이벤트에는 쓰지 않으니 빼세요.',
  },
  "network-format": {
    en: '"{found}" is no IP address such as 203.0.113.7, and no network such as 203.0.113.0/24.',
    ko: '"{found}": 203.0.113.7 같은 IP 주소나 203.0.113.0/24 같은 네트워크가 아닙니다.',
  },
  "hooks-many": {
    en: "There are {limit} already, which is the most. End one first.",
    ko: "이미 {limit}개로 가장 많습니다. 먼저 하나를 종료하세요.",
  },
  "webhook-paused": {
    en: 'The webhook "{found}" is paused. Resume it first.',
    ko: '웹훅 "{found}"은(는) 멈춰 있습니다. 먼저 다시 시작하세요.',
  },
} satisfies Record<string, Words>;
