import type { Words } from "./words.ts";

/** Who is not let in, and what somebody who is may not do. */
export const accessRefusals = {
  "activity-key-taken": {
    en: "The source {source} has another record {externalId}. Give yours an id of its own.",
    ko: "출처 {source}에 {externalId} 기록이 이미 있습니다. 다른 ID를 쓰세요.",
  },
  "activity-not-self-reported": {
    en: "A person enters and takes back what they report themselves, and {source} tells what it has seen. If its record is wrong, dispute it.",
    ko: "사람은 직접 입력한 기록만 남기거나 취소할 수 있고, {source}은(는) 스스로 수집한 것을 알립니다. 기록이 틀렸다면 이의를 신청하세요.",
  },
  "actor-other": {
    en: "An account acts as its own member alone, and this names {found}. Leave it out.",
    ko: "계정은 자기 구성원으로만 행동할 수 있는데 {found}을(를) 지정했습니다. 이 값을 빼세요.",
  },
  "auth-required": {
    en: "Sign in first, or send an API key as Authorization: Bearer ….",
    ko: "먼저 로그인하거나 API 키를 Authorization: Bearer …로 보내세요.",
  },
  "token-invalid": {
    en: "The Bearer token is no API key of Attain, or was not copied whole. A key begins with attain_key_.",
    ko: "Bearer 토큰이 Attain의 API 키가 아니거나 일부만 복사되었습니다. 키는 attain_key_로 시작합니다.",
  },
  "company-other": {
    en: 'The file is of the company "{found}", which is not yours. Put your company\'s id there.',
    ko: '파일의 회사 "{found}"은(는) 내 회사가 아닙니다. 내 회사의 id를 쓰세요.',
  },
  "cookie-repeated": {
    en: "The cookie {found} is there more than once. Delete this site's cookies and sign in again.",
    ko: "{found} 쿠키가 두 번 이상 있습니다. 이 사이트의 쿠키를 지우고 다시 로그인하세요.",
  },
  "https-required": {
    en: "Whoever listens on the way could read this: open {address}. A proxy in front has to send X-Forwarded-Proto and stand in ATTAIN_TRUSTED_PROXIES.",
    ko: "암호화되지 않은 연결이라 다른 사람이 읽을 수 있습니다. {address|으로/로} 여세요. 앞에 둔 프록시는 X-Forwarded-Proto를 보내고 ATTAIN_TRUSTED_PROXIES에 등록되어 있어야 합니다.",
  },
  "member-needed": {
    en: "Your account is no member of the company, and only a member can do this. An admin can say which member you are.",
    ko: "이 계정은 회사의 구성원과 연결되어 있지 않은데, 구성원만 할 수 있는 일입니다. 관리자에게 연결을 요청하세요.",
  },
  "restore-others": {
    en: "{by} took this record back, and whoever takes one back restores it. Ask them, or dispute it.",
    ko: "이 기록은 {by}이(가) 취소했고, 취소한 사람만 되돌릴 수 있습니다. 그 사람에게 요청하거나 이의를 신청하세요.",
  },
  "role-required": {
    en: "Your roles do not include {permission}. An admin can give you a role that does.",
    ko: "지금 역할로는 할 수 없습니다(필요한 권한: {permission}). 관리자에게 역할을 요청하세요.",
  },
  "scope-missing": {
    en: "This API key has not the scope {scope}. Make one that has it.",
    ko: "이 API 키에는 {scope} 범위가 없습니다. 그 범위가 있는 키를 만드세요.",
  },
  "set-up-refused": {
    en: "Only the one-time link that the server's console shows can do this, and only while nobody has an account.",
    ko: "서버 콘솔에 나온 일회용 링크로만, 아직 아무 계정도 없을 때만 할 수 있습니다.",
  },
} satisfies Record<string, Words>;
