import { expect, test } from "vitest";
import { inOwnWords } from "./own-words.ts";

const words = {
  member: { en: "agent", ko: "설계사" },
  team: { en: "branch", ko: "지점" },
  prospect: { ko: "가망고객" },
  reward: { ko: "시책" },
  manager: { en: "SDR lead", ko: "지점장" },
};
const ko = (text: string): string => inOwnWords(text, words, "ko");
const en = (text: string): string => inOwnWords(text, words, "en");

test("Korean particles follow the word that stands there now", () => {
  expect(ko("구성원이 팀을 바꿉니다")).toBe("설계사가 지점을 바꿉니다");
  expect(ko("구성원은 팀으로, 인센티브는")).toBe("설계사는 지점으로, 시책은");
  expect(ko("구성원과 관리자")).toBe("설계사와 지점장");
  expect(ko("구성원별 · 팀의 · 구성원에게")).toBe("설계사별 · 지점의 · 설계사에게");
  expect(ko("구성원 {count, number}명")).toBe("설계사 {count, number}명");
});

test("the longer word is meant, and parts of other words are not", () => {
  expect(ko("잠재 고객을")).toBe("가망고객을");
  expect(inOwnWords("활동 기준이 활동을", { activity: { ko: "움직임" } }, "ko")).toBe("활동 기준이 움직임을");
  expect(ko("팀장 · 스팀 · 한팀이")).toBe("팀장 · 스팀 · 한팀이");
});

test("English takes plurals, articles and capitals along", () => {
  expect(en("A member of a team")).toBe("An agent of a branch");
  expect(en("Members and teams")).toBe("Agents and branches");
  expect(en("a manager")).toBe("an SDR lead");
  expect(inOwnWords("The companies of a company", { company: { en: "agency" } }, "en")).toBe("The agencies of an agency");
});

test("names within a text are no words", () => {
  expect(en("{member} of {team, select, team {the team} other {no team}} <team>x</team>")).toBe(
    "{member} of {team, select, team {the branch} other {no branch}} <team>x</team>",
  );
  expect(en("{count, plural, one {# member} other {# members}}")).toBe("{count, plural, one {# agent} other {# agents}}");
  expect(en("team-wide remembering")).toBe("team-wide remembering");
});

test("what the company does not name stays as it is", () => {
  expect(en("prospects and quotas")).toBe("prospects and quotas");
  expect(inOwnWords("구성원이 팀을", {}, "ko")).toBe("구성원이 팀을");
});
