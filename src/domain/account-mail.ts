import { nameIn, type Language, type Name } from "./language.ts";
import { oneLine, type Mail } from "./mail.ts";

type Words = {
  readonly subject: (company: string) => string;
  readonly text: (company: string, link: string) => readonly string[];
};

const words: Readonly<Record<"invitation" | "reset", Readonly<Record<Language, Words>>>> = {
  invitation: {
    en: {
      subject: (company) => `Your account at ${company}`,
      text: (company, link) => [
        `An account was made for you at ${company} on Attain. Choose a password here within seven days:`,
        "",
        link,
        "",
        "If you do not know what this is about, leave it: nothing happens without the link.",
      ],
    },
    ko: {
      subject: (company) => `${company} 계정 안내`,
      text: (company, link) => [
        `${company}의 Attain 계정이 만들어졌습니다. 7일 안에 아래 주소에서 비밀번호를 정하세요.`,
        "",
        link,
        "",
        "모르는 내용이라면 무시하셔도 됩니다. 링크를 열지 않으면 아무 일도 일어나지 않습니다.",
      ],
    },
  },
  reset: {
    en: {
      subject: (company) => `A new password for ${company}`,
      text: (company, link) => [
        `Somebody, probably you, asked for a new password at ${company} on Attain. Choose it here within 30 minutes:`,
        "",
        link,
        "",
        "If it was not you, leave it: your password stays as it is.",
      ],
    },
    ko: {
      subject: (company) => `${company} 비밀번호 재설정`,
      text: (company, link) => [
        `${company}의 Attain에서 새 비밀번호를 요청하셨습니다. 30분 안에 아래 주소에서 정하세요.`,
        "",
        link,
        "",
        "요청하지 않으셨다면 무시하세요. 비밀번호는 그대로 유지됩니다.",
      ],
    },
  },
};

/** The mail that brings a one-time link. */
export const accountMail = (
  to: string,
  {
    purpose,
    company,
    link,
    language,
  }: { readonly purpose: "invitation" | "reset"; readonly company: Name; readonly link: string; readonly language: Language },
): Mail => {
  const { subject, text } = words[purpose][language];
  const name = oneLine(nameIn(company, language));
  return { to, subject: subject(name), text: `${text(name, link).join("\n")}\n` };
};
