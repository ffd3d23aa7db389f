import type { Words } from "./words.ts";

/** Signing in, and what a person does with their own account. */
export const signinRefusals = {
  "code-wrong": {
    en: "This code does not fit. Enter the six digits that the app shows now; if they still do not fit, set this device's clock right.",
    ko: "코드가 맞지 않습니다. 앱에 지금 표시된 여섯 자리를 입력하세요. 그래도 맞지 않으면 기기의 시계를 맞추세요.",
  },
  "company-unnamed": {
    en: "There are several companies here. Give the id of yours.",
    ko: "여러 회사가 있습니다. 회사 id를 입력하세요.",
  },
  "link-expired": {
    en: "This link has run out. Ask for a new one.",
    ko: "이 링크는 유효 기간이 지났습니다. 새 링크를 요청하세요.",
  },
  "link-invalid": {
    en: "This link leads nowhere: part of it is missing, or a newer one has replaced it. Open it anew from the mail, or ask for a new one.",
    ko: "쓸 수 없는 링크입니다. 일부가 빠졌거나 새 링크로 바뀌었습니다. 메일에서 다시 열거나 새 링크를 요청하세요.",
  },
  "link-used": {
    en: "This link was used already. Sign in with the password that was set, or ask for a new link.",
    ko: "이미 사용한 링크입니다. 설정한 비밀번호로 로그인하거나 새 링크를 요청하세요.",
  },
  "login-busy": {
    en: "Too many people are signing in at this moment. Try again in {retryAfterSeconds} seconds.",
    ko: "지금 로그인하는 사람이 너무 많습니다. {retryAfterSeconds}초 뒤에 다시 시도하세요.",
  },
  "login-failed": {
    en: "E-mail or password is not right.",
    ko: "이메일 또는 비밀번호가 맞지 않습니다.",
  },
  "login-restart": {
    en: "Signing in has to begin anew: the first step was made elsewhere, or too long ago.",
    ko: "처음부터 다시 로그인하세요. 첫 단계가 다른 곳에서 이루어졌거나 시간이 너무 지났습니다.",
  },
  "login-slow": {
    en: "Too many wrong tries. Try again in {minutes} min.",
    ko: "잘못된 시도가 너무 많습니다. {minutes}분 뒤에 다시 시도하세요.",
  },
  "password-long": {
    en: "A password has at most {most} characters; this one has {found}.",
    ko: "비밀번호는 최대 {most}자입니다. 입력한 비밀번호는 {found}자입니다.",
  },
  "password-short": {
    en: "A password has at least {least} characters; this one has {found}. A few words are easy to remember.",
    ko: "비밀번호는 {least}자 이상이어야 합니다. 입력한 비밀번호는 {found}자입니다. 단어 몇 개를 이으면 기억하기 쉽습니다.",
  },
  "password-simple": {
    en: "This password is among the first that are guessed. A few words that do not belong together are not.",
    ko: "쉽게 추측할 수 있는 비밀번호입니다. 서로 관계없는 단어 몇 개를 이어 보세요.",
  },
  "password-wrong": {
    en: "This is not your present password.",
    ko: "현재 비밀번호가 아닙니다.",
  },
  "proof-required": {
    en: "Prove first that it is you, by your password or a passkey: an open browser alone must not change by what your account signs in.",
    ko: "먼저 비밀번호나 패스키로 본인임을 확인하세요. 열려 있는 브라우저만으로는 로그인 방법을 바꿀 수 없습니다.",
  },
  "reset-off": {
    en: "This server sends no mail. An admin can make a link to a new password.",
    ko: "이 서버는 메일을 보내지 않습니다. 관리자에게 새 비밀번호를 정할 링크를 요청하세요.",
  },
  "second-factor-off": {
    en: "No second factor is set up for this account.",
    ko: "이 계정에는 2단계 인증이 설정되어 있지 않습니다.",
  },
  "second-factor-on": {
    en: "The second factor is on already. Turn it off first to set it up anew.",
    ko: "2단계 인증이 이미 켜져 있습니다. 새로 설정하려면 먼저 끄세요.",
  },
  "session-ended": {
    en: "This session was ended. Sign in again.",
    ko: "종료된 세션입니다. 다시 로그인하세요.",
  },
  "session-expired": {
    en: "This session has run out: nothing was done for half a day, or it is a week old. Sign in again.",
    ko: "세션이 만료되었습니다(12시간 동안 사용하지 않았거나 로그인한 지 7일 경과). 다시 로그인하세요.",
  },
  "user-last-admin": {
    en: "This is the last admin. Make somebody else one first.",
    ko: "마지막 관리자입니다. 먼저 다른 사람을 관리자로 지정하세요.",
  },
  "user-member-taken": {
    en: "The member {member} has an account already: {user}.",
    ko: "구성원 {member}에게는 이미 계정이 있습니다: {user}.",
  },
  "user-needs-member": {
    en: "A {role} is a member of the company. Say which.",
    ko: "{role} 역할에는 구성원이 필요합니다. 어느 구성원인지 지정하세요.",
  },
  "user-only-account": {
    en: "This is for people who have signed in with an account, not for API keys.",
    ko: "API 키가 아니라 계정으로 로그인한 사람만 할 수 있습니다.",
  },
  "user-taken": {
    en: "There is an account with this e-mail address already.",
    ko: "이 이메일 주소의 계정이 이미 있습니다.",
  },
} satisfies Record<string, Words>;
