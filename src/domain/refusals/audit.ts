import type { Words } from "./words.ts";

/** The audit, and the personal data of people. */
export const auditRefusals = {
  "account-memberless": {
    en: "Your account is no member's: nothing is stored about you beside it. An admin can show what is.",
    ko: "이 계정은 구성원과 연결되어 있지 않아 계정 말고는 저장된 것이 없습니다. 계정 정보는 관리자가 보여 줄 수 있습니다.",
  },
  "audit-head-invalid": {
    en: "This is no audit head. Give the file that attain export-audit-head wrote.",
    ko: "감사 기록 머리 파일이 아닙니다. attain export-audit-head가 쓴 파일을 지정하세요.",
  },
  "audit-head-of-other": {
    en: 'The audit head is of the company "{found}", and this one is "{company}". Name the company with --company.',
    ko: '감사 기록 머리는 회사 "{found}"의 것이고, 지금 회사는 "{company}"입니다. --company로 회사를 지정하세요.',
  },
  "audit-unsealed": {
    en: "No audit event is sealed yet. The server seals them every minute; try again then.",
    ko: "아직 봉인된 감사 기록이 없습니다. 서버가 1분마다 봉인하니 잠시 뒤에 다시 하세요.",
  },
  "erasure-employed": {
    en: '"{member}" is still employed. Let their employment end first (employedBefore), then erase them.',
    ko: '"{member}"은(는) 아직 재직 중입니다. 먼저 재직을 끝내고(employedBefore) 삭제하세요.',
  },
  "erasure-ask": {
    en: "Say whom: either a member's id or one of a prospect's names, and not both.",
    ko: "누구를 삭제할지 적으세요. 구성원 id나 잠재 고객의 식별값 중 하나만 씁니다.",
  },
  "retention-months": {
    en: "{found} is no number of months from 1 to {limit}.",
    ko: "{found}: 1부터 {limit}까지의 개월 수가 아닙니다.",
  },
  "erasures-invalid": {
    en: "This is no list of erasures. Give the file that attain export-erasures wrote.",
    ko: "삭제 목록 파일이 아닙니다. attain export-erasures가 쓴 파일을 지정하세요.",
  },
  "person-erased": {
    en: 'The personal data of "{found}" were erased in this company. Take them out of what you send.',
    ko: '이 회사에서 "{found}"의 개인정보를 삭제했습니다. 보내는 자료에서 빼 주세요.',
  },
} satisfies Record<string, Words>;
