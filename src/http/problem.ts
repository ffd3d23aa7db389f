import type { Language } from "../domain/language.ts";
import { sentence, type Refusal, type RefusalCode } from "../domain/refusal.ts";
import { withoutSecrets } from "../domain/secret-number.ts";
import type { Words } from "../domain/refusals/words.ts";
import { statusOf } from "./refusal-status.ts";

/** What is no refusal: we are wrong, or the database is away. */
export const failures = {
  fault: {
    status: 500,
    words: {
      en: "Something went wrong here, and it is not your doing. Quote {id} when you report it.",
      ko: "서버에 문제가 생겼습니다. 보내신 내용 탓이 아닙니다. 신고할 때 {id|을/를} 알려 주세요.",
    },
  },
  "database-unavailable": {
    status: 503,
    words: {
      en: "The database does not answer ({trouble}). What was confirmed is safe; send the request again, nothing counts twice.",
      ko: "데이터베이스가 응답하지 않습니다({trouble}). 이미 확인된 기록은 안전합니다. 다시 보내도 두 번 세지 않습니다.",
    },
  },
} satisfies Record<string, { readonly status: number; readonly words: Words }>;

const titles: Readonly<Record<number, Words>> = {
  400: { en: "The request cannot be read", ko: "읽을 수 없는 요청" },
  401: { en: "Not signed in", ko: "로그인 필요" },
  403: { en: "Not allowed", ko: "허용되지 않음" },
  404: { en: "Not found", ko: "찾을 수 없음" },
  405: { en: "Not possible here", ko: "할 수 없는 요청" },
  408: { en: "Too slow", ko: "시간 초과" },
  409: { en: "Not possible now", ko: "지금은 할 수 없음" },
  412: { en: "Changed meanwhile", ko: "그사이 바뀜" },
  413: { en: "Too large", ko: "너무 큼" },
  414: { en: "Address too long", ko: "너무 긴 주소" },
  415: { en: "Wrong type of body", ko: "본문 형식 오류" },
  421: { en: "Wrong server", ko: "다른 서버" },
  422: { en: "Refused", ko: "받을 수 없는 내용" },
  428: { en: "Version needed", ko: "판 표시 필요" },
  429: { en: "Too many", ko: "너무 많은 요청" },
  431: { en: "Headers too large", ko: "너무 큰 헤더" },
  500: { en: "Our fault", ko: "서버 오류" },
  503: { en: "Not available now", ko: "지금은 사용할 수 없음" },
};

export const titleOf = (status: number, language: Language): string => titles[status]?.[language] ?? String(status);

/** One thing that is wrong. A refusal of a body points into it (RFC 6901), any other names its parameter or header. */
export type ProblemPart = { readonly code: string; readonly detail: string; readonly pointer?: string; readonly parameter?: string };

export type Problem = ProblemPart & {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** The request's id, by which its lines in the log are found; none where nothing of it could be read. */
  readonly instance?: string;
  /** Everything that is wrong, the first included. */
  readonly errors: readonly ProblemPart[];
};

export const typeOf = (code: string): string => `/api/problems/${code}`;

/** Refusals of a request without a body can only mean its parameters; a pointer that starts with ? means one anyhow. */
export const problemPart = (refusal: Refusal, language: Language, hasBody: boolean): ProblemPart => {
  const { code } = refusal;
  const pointer = withoutSecrets(refusal.pointer, "…");
  const isParameter = pointer.startsWith("?") || (!hasBody && pointer !== "");
  const place = isParameter ? { parameter: pointer.slice(1).replaceAll("~1", "/").replaceAll("~0", "~") } : hasBody ? { pointer } : {};
  return { code, detail: sentence(refusal, language), ...place };
};

/** RFC 9457. The status is that of the first refusal. */
export const problemOf = (refusals: readonly [Refusal, ...Refusal[]], language: Language, hasBody: boolean): Problem => {
  const [first] = refusals;
  const status: number = statusOf[first.code satisfies RefusalCode];
  return {
    type: typeOf(first.code),
    title: titleOf(status, language),
    status,
    ...problemPart(first, language, hasBody),
    errors: refusals.map((each) => problemPart(each, language, hasBody)),
  };
};
