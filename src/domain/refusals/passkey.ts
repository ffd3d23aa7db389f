import type { Words } from "./words.ts";

export const passkeyRefusals = {
  base64url: {
    en: "Bytes are written in base64url here: letters, digits, - and _ without an = at the end.",
    ko: "바이트는 base64url로 씁니다. 영문자, 숫자, -, _만 쓰고 끝에 =을 붙이지 않습니다.",
  },
  "passkey-challenge": {
    en: "This was not begun in this browser, was begun more than five minutes ago, or is over. Begin again.",
    ko: "이 브라우저에서 시작하지 않았거나, 시작한 지 5분이 넘었거나, 이미 끝났습니다. 다시 시작하세요.",
  },
  "passkey-failed": {
    en: "The passkey's answer does not prove that it is yours. Begin again, or sign in another way.",
    ko: "패스키의 응답으로 본인임을 확인할 수 없습니다. 다시 시작하거나 다른 방법으로 로그인하세요.",
  },
  "passkey-unknown": {
    en: "This passkey opens no account here. Delete it on your device, or sign in another way.",
    ko: "이 패스키로 열 수 있는 계정이 없습니다. 기기에서 지우거나 다른 방법으로 로그인하세요.",
  },
  "passkey-known": {
    en: "This device has a passkey for an account here already.",
    ko: "이 기기에는 이미 이곳 계정의 패스키가 있습니다.",
  },
  "passkey-many": {
    en: "An account has at most {limit} passkeys. Remove one that you no longer use.",
    ko: "계정 하나에 패스키는 최대 {limit}개입니다. 쓰지 않는 것을 지우세요.",
  },
  "passkey-address": {
    en: "Passkeys belong to a name, and this address ({found}) is a number. Open http://localhost instead.",
    ko: "패스키는 이름에 묶이는데 이 주소({found})는 숫자입니다. http://localhost로 여세요.",
  },
} satisfies Record<string, Words>;
