import type { Words } from "./words.ts";

/** Signing in by a provider of OpenID Connect, and the providers themselves. */
export const oidcRefusals = {
  "oidc-state": {
    en: "This sign-in was not begun in this browser, was begun more than ten minutes ago, or is over. Begin again on the sign-in page.",
    ko: "이 브라우저에서 시작한 로그인이 아니거나, 시작한 지 10분이 넘었거나, 이미 끝났습니다. 로그인 화면에서 다시 시작하세요.",
  },
  "oidc-failed": {
    en: "What the sign-in provider answered does not prove who you are ({problem}). Begin again; if it stays so, an admin has to look at the provider.",
    ko: "로그인 제공자의 응답으로 본인임을 확인할 수 없습니다({problem}). 다시 시작하고, 계속되면 관리자에게 제공자 설정을 확인해 달라고 하세요.",
  },
  "oidc-denied": {
    en: "The sign-in provider did not let you in, or you stopped there. Begin again, or sign in another way.",
    ko: "로그인 제공자가 허용하지 않았거나 도중에 멈췄습니다. 다시 시작하거나 다른 방법으로 로그인하세요.",
  },
  "oidc-not-linked": {
    en: "No account is linked with this sign-in. Sign in the old way first, then link it in your account; if you have no account yet, ask an admin for an invitation.",
    ko: "이 로그인과 연결된 계정이 없습니다. 먼저 기존 방법으로 로그인한 뒤 내 계정에서 연결하세요. 계정이 없다면 관리자에게 초대를 요청하세요.",
  },
  "oidc-no-member": {
    en: "The company has no member with your e-mail address, or the member has an account already. Ask an admin.",
    ko: "회사에 이 이메일 주소의 구성원이 없거나, 그 구성원에게 이미 계정이 있습니다. 관리자에게 문의하세요.",
  },
  "oidc-domain": {
    en: "The provider does not vouch for an e-mail address of yours in the domains that may sign in by it. Sign in with your work account.",
    ko: "이 제공자로 로그인할 수 있는 도메인의 이메일 주소를 제공자가 보증하지 않았습니다. 회사 계정으로 로그인하세요.",
  },
  "oidc-linked": {
    en: "This sign-in is linked with another account already. Unlink it there first.",
    ko: "이 로그인은 이미 다른 계정과 연결되어 있습니다. 먼저 그 계정에서 연결을 끊으세요.",
  },
  "oidc-away": {
    en: "The sign-in provider cannot be reached just now. Try again in a minute, or sign in another way.",
    ko: "지금 로그인 제공자에 연결할 수 없습니다. 잠시 후 다시 시도하거나 다른 방법으로 로그인하세요.",
  },
  "oidc-secret": {
    en: "The provider's client secret was sealed with another secret key of this installation. An admin has to enter it anew.",
    ko: "제공자의 클라이언트 비밀이 이 설치의 다른 비밀 키로 봉인되어 있습니다. 관리자가 다시 입력해야 합니다.",
  },
  "oidc-issuer": {
    en: 'The document there says that the issuer is "{expected}", not "{found}". Put that, to the letter, if it is the one you mean.',
    ko: '그곳의 문서에 따르면 발급자는 "{found}"이(가) 아니라 "{expected}"입니다. 그 발급자가 맞다면 한 글자도 다르지 않게 쓰세요.',
  },
  "oidc-issuer-many": {
    en: '"{found}" vouches for the people of every organisation. Put the issuer of yours: for Microsoft Entra the one with your tenant\'s id in the place of common or organizations.',
    ko: '"{found}": 모든 조직의 사람을 보증하는 발급자입니다. 우리 조직의 발급자를 쓰세요. Microsoft Entra라면 common이나 organizations 자리에 테넌트 ID가 있는 주소입니다.',
  },
  "oidc-issuer-taken": {
    en: 'The provider "{other}" has this issuer already. Change that one.',
    ko: '제공자 "{other}"의 발급자와 같습니다. 그 제공자를 바꾸세요.',
  },
  "oidc-discovery": {
    en: 'There is no provider of OpenID Connect at "{found}": {problem}.',
    ko: '"{found}"에 OpenID Connect 제공자가 없습니다: {problem}.',
  },
  "oidc-algorithm": {
    en: "The provider signs with none of {choices} but with {found}. Let it sign with one of those.",
    ko: "제공자가 {choices} 중 하나가 아니라 {found}(으)로 서명합니다. 이 중 하나로 서명하게 하세요.",
  },
  "oidc-creates": {
    en: "Where a first sign-in makes an account, say for which domains and with which roles.",
    ko: "첫 로그인 때 계정을 만들려면 어떤 도메인에 어떤 역할로 만들지 쓰세요.",
  },
  "oidc-admin": {
    en: "Nobody becomes an admin by signing in for the first time. Leave that role out and give it to the account.",
    ko: "첫 로그인만으로 관리자가 될 수는 없습니다. 이 역할을 빼고 나중에 계정에 주세요.",
  },
  "domain-format": {
    en: '"{found}" is no domain. Write it as in an e-mail address after the @, such as northwind.example.',
    ko: '"{found}": 도메인이 아닙니다. 이메일 주소의 @ 뒤처럼 northwind.example과 같이 쓰세요.',
  },
  "provider-id": {
    en: '"{found}" cannot be the id of a provider: 1 to 40 small letters, digits and hyphens, such as google.',
    ko: '"{found}": 제공자의 id가 될 수 없습니다. google처럼 소문자, 숫자, 하이픈 1~40자로 쓰세요.',
  },
  "way-last": {
    en: "Without this you could not sign in any more. Set a password or add a passkey first.",
    ko: "이것을 지우면 더는 로그인할 수 없습니다. 먼저 비밀번호를 정하거나 패스키를 추가하세요.",
  },
} satisfies Record<string, Words>;
