import { nameIn, type Language } from "./language.ts";
import type { Lack, NoticeDetail } from "./notice.ts";

const lackText = ({ metric, amount, unit }: Lack, language: Language): string => {
  const name = nameIn(metric, language);
  if (unit === "seconds") {
    const minutes = Math.ceil(Number(amount) / 60);
    return language === "ko" ? `${name} ${minutes}분` : `${minutes} min of ${name}`;
  }
  return language === "ko" ? `${name} ${amount}${unit === "count" ? "건" : ""}` : `${amount} ${name}`;
};

type Said = { readonly who: string; readonly own: boolean; readonly plan: string; readonly period: string; readonly lacks: string };

type StandingWords = Readonly<Record<Extract<NoticeDetail, { plan: unknown }>["what"], (said: Said) => string>>;

const left = (lacks: string, text: (lacks: string) => string): string => (lacks === "" ? "" : text(lacks));

const standing: Readonly<Record<Language, StandingWords>> = {
  en: {
    met: ({ own, who, plan, period }) => `${own ? "You have" : `${who} has`} met ${plan} (${period}).`,
    at_risk: ({ own, who, plan, period, lacks }) =>
      `${own ? "" : `${who}: `}${plan} (${period}) is at risk${left(lacks, (text) => `: ${text} to go`)}.`,
    closing_soon: ({ own, who, plan, period, lacks }) =>
      `${own ? "" : `${who}: `}${plan} (${period}) ends soon${left(lacks, (text) => `: ${text} to go`)}.`,
  },
  ko: {
    met: ({ own, who, plan, period }) => `${own ? "" : `${who} 님이 `}달성했어요: ${plan} · ${period}`,
    at_risk: ({ own, who, plan, period, lacks }) =>
      `${own ? "" : `${who} 님의 `}진도를 살펴봐 주세요: ${plan} · ${period}${left(lacks, (text) => `, ${text} 남음`)}`,
    closing_soon: ({ own, who, plan, period, lacks }) =>
      `${own ? "" : `${who} 님의 `}기간이 곧 끝나요: ${plan} · ${period}${left(lacks, (text) => `, ${text} 남음`)}`,
  },
};

/** A notice as one sentence, to the member whose id is `reader`. */
export const noticeSentence = (detail: NoticeDetail, reader: string, language: Language): string => {
  const who = nameIn(detail.about.name, language);
  const own = detail.about.id === reader;
  switch (detail.what) {
    case "dispute_raised":
      return language === "ko"
        ? `${who} 님의 이의 신청 ${detail.dispute}이(가) ${detail.decideThrough}까지 결정을 기다려요: ${detail.reason}`
        : `${detail.dispute} by ${who} waits for your decision through ${detail.decideThrough}: ${detail.reason}`;
    case "webhook_paused": {
      const { webhook } = detail;
      if (detail.why === "gone")
        return language === "ko"
          ? `웹훅 ${webhook}: 받는 쪽이 사라졌다고 답해 멈췄어요.`
          : `The webhook ${webhook} is paused: its receiver says that it is gone.`;
      return language === "ko"
        ? `웹훅 ${webhook}: 하루 동안 하나도 전달되지 않아 멈췄어요.`
        : `The webhook ${webhook} is paused: nothing has arrived there for a day.`;
    }
    case "dispute_decided": {
      const by = nameIn(detail.by.name, language);
      if (language === "ko")
        return `${by} 님이 이의 신청 ${detail.dispute}을(를) ${detail.upheld ? "받아들였어요" : "받아들이지 않았어요"}: ${detail.reason}`;
      return `${by} ${detail.upheld ? "upheld" : "rejected"} ${detail.dispute}: ${detail.reason}`;
    }
    default: {
      const said = {
        who,
        own,
        plan: nameIn(detail.plan.name, language),
        period: detail.period.label[language],
        lacks: detail.lacks.map((lack) => lackText(lack, language)).join(", "),
      };
      return standing[language][detail.what](said);
    }
  }
};
