import type { Settings } from "./company.ts";
import { nameIn, type Language } from "./language.ts";
import { noticeSentence } from "./notice-words.ts";
import { languageOf, type NoticeDetail } from "./notice.ts";

/** A mail in plain text: nothing in it is looked at as anything but text. */
export type Mail = { readonly to: string; readonly subject: string; readonly text: string };

const words: Readonly<
  Record<
    Language,
    {
      readonly digest: (company: string, count: number) => string;
      readonly hello: (name: string) => string;
      readonly why: (company: string) => string;
    }
  >
> = {
  en: {
    digest: (company, count) => `${company}: ${count} ${count === 1 ? "notice" : "notices"} today`,
    hello: (name) => `Hello ${name},`,
    why: (company) => `Attain writes this for ${company}. Which notices come by mail is set for each member.`,
  },
  ko: {
    digest: (company, count) => `${company}: 오늘 알림 ${count}건`,
    hello: (name) => `${name} 님, 안녕하세요.`,
    why: (company) => `${company}의 Attain이 보내는 메일이에요. 메일로 받을 알림은 구성원마다 정할 수 있어요.`,
  },
};

/** One line, whatever a company, a plan or a person is called: a break in a subject would begin another header. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim();

const LONGEST_SUBJECT = 150;

const shortened = (text: string): string => {
  const characters = Array.from(oneLine(text));
  return characters.length > LONGEST_SUBJECT ? `${characters.slice(0, LONGEST_SUBJECT).join("")}…` : characters.join("");
};

type Written = { readonly memberNumber: number; readonly subject: string; readonly notices: readonly NoticeDetail[] };

/** The mail in the member's language; null for somebody without an address, or who has left. */
export const mailOf = ({ memberNumber, subject, notices }: Written, { company, members }: Settings): Mail | null => {
  const member = members.find(({ number }) => number === memberNumber);
  if (member === undefined || member.ended || member.email === null) return null;
  const language = languageOf(member, company);
  const say = words[language];
  const name = nameIn(company.name, language);
  const sentences = notices.map((detail) => noticeSentence(detail, member.id, language));
  const isDigest = subject.startsWith("digest ");
  return {
    to: member.email,
    subject: shortened(isDigest ? say.digest(name, notices.length) : (sentences[0] ?? name)),
    text: [
      say.hello(oneLine(nameIn(member.name, language))),
      "",
      ...sentences.map((sentence) => `- ${oneLine(sentence)}`),
      "",
      say.why(oneLine(name)),
      "",
    ].join("\n"),
  };
};
