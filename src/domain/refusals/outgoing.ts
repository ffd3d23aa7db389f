import type { Words } from "./words.ts";

/** Addresses of the web that somebody names and the server is to ask. */
export const outgoingRefusals = {
  "url-unreadable": {
    en: '"{found}" is no web address that can be asked. Write it as https://name.example/path, with letters beyond ASCII written as %XX or xn--, and without a #fragment.',
    ko: '"{found}": 요청할 수 있는 웹 주소가 아닙니다. https://name.example/path처럼 쓰고, ASCII가 아닌 글자는 %XX나 xn--으로 쓰며 #조각은 빼세요.',
  },
  "url-not-https": {
    en: '"{found}" does not begin with https://. Nothing is sent without encryption.',
    ko: '"{found}": https://로 시작하지 않습니다. 암호화하지 않고는 아무것도 보내지 않습니다.',
  },
  "url-account": {
    en: "The address has a user name or password in it. Leave it out.",
    ko: "주소에 사용자 이름이나 비밀번호가 들어 있습니다. 빼세요.",
  },
  "url-number": {
    en: '"{found}" is a number where the host\'s name belongs. Use its name.',
    ko: '"{found}": 호스트 이름 자리에 숫자 주소가 있습니다. 이름을 쓰세요.',
  },
  "url-host": {
    en: '"{found}" is no full host name, such as hooks.example.com. Write letters beyond ASCII as xn--, and no dot at the end.',
    ko: '"{found}": hooks.example.com 같은 완전한 호스트 이름이 아닙니다. ASCII가 아닌 글자는 xn--으로 쓰고 끝에 점을 찍지 마세요.',
  },
  "url-port": {
    en: "Port {found} is not asked. Use 443, or one from 1024 on.",
    ko: "{found}번 포트에는 요청하지 않습니다. 443번이나 1024번 이상을 쓰세요.",
  },
  "url-inside": {
    en: '"{found}" leads into a private network or to a reserved address. Only addresses of the public internet are asked.',
    ko: '"{found}": 사설망이나 예약된 주소로 이어집니다. 공용 인터넷 주소에만 요청합니다.',
  },
  "outside-unreachable": {
    en: '"{found}" cannot be reached: {problem}.',
    ko: '"{found}"에 연결할 수 없습니다: {problem}.',
  },
  "outside-silent": {
    en: '"{found}" did not answer within {seconds} seconds.',
    ko: '"{found}"에서 {seconds}초 안에 답하지 않았습니다.',
  },
  "outside-answer-large": {
    en: '"{found}" answered with more than {kilobytes} kB.',
    ko: '"{found}"에서 {kilobytes}kB가 넘는 답을 보냈습니다.',
  },
} satisfies Record<string, Words>;
