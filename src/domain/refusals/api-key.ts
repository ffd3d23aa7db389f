import type { Words } from "./words.ts";

/** Keys for programs. */
export const apiKeyRefusals = {
  "scopes-empty": {
    en: "A key without a scope could do nothing. Name at least one, such as activities:write.",
    ko: "범위가 없는 키로는 아무것도 할 수 없습니다. activities:write 같은 범위를 하나 이상 쓰세요.",
  },
  "scope-unknown": {
    en: '"{found}" is no scope.{hint} A scope is a thing and an act, such as activities:write.',
    ko: '"{found}": 없는 범위입니다.{hint} 범위는 activities:write처럼 대상과 행위로 씁니다.',
  },
  "scope-people": {
    en: "{found} is not for keys: accounts, keys, personal data and the audit log are for people who are signed in.",
    ko: "{found}: 키에 줄 수 없습니다. 계정, 키, 개인 정보, 감사 기록은 로그인한 사람만 다룹니다.",
  },
  "api-key-name-taken": {
    en: 'There is already a key "{found}" that holds. Name this one otherwise, or end that one first.',
    ko: '"{found}" 키가 이미 있습니다. 다른 이름을 쓰거나 그 키를 먼저 끝내세요.',
  },
  "api-key-expiry": {
    en: "The key would have ended already: {found} is not after now, {now}.",
    ko: "{found}에는 이미 끝난 키가 됩니다(지금: {now}). 더 나중으로 정하세요.",
  },
} satisfies Record<string, Words>;
