import type { Language } from "../domain/language.ts";
import type { Terminal } from "./terminal.ts";

const WATCHED_MS = 100;
// A log that nobody watches is not to be filled.
const LOGGED_MS = 5_000;

const grouped = (count: number, language: Language): string => count.toLocaleString(language === "ko" ? "ko-KR" : "en-US");

const words = {
  en: { rate: (rate: string) => `${rate} a second`, left: (time: string) => `${time} left` },
  ko: { rate: (rate: string) => `초당 ${rate}`, left: (time: string) => `${time} 남음` },
};

const timeText = (seconds: number, language: Language): string => {
  const minutes = Math.floor(seconds / 60);
  const rest = Math.ceil(seconds % 60);
  if (language === "ko") return minutes === 0 ? `${rest}초` : `${minutes}분 ${rest}초`;
  return minutes === 0 ? `${rest} s` : `${minutes} min ${rest} s`;
};

const BAR = 24;
const bar = (share: number): string => "█".repeat(Math.round(share * BAR)).padEnd(BAR, "░");

export type Progress = {
  /** How many are done, what share of the whole where that is known, and what it is if that changes. */
  readonly report: (done: number, share: number | null, label?: string) => void;
  readonly end: () => void;
};

/** A bar where a person watches, now and then a line where nobody does: always on stderr. */
export const showProgress = (label: string, { tell, retell, language }: Terminal): Progress => {
  const startedAt = performance.now();
  let toldAt = retell === undefined ? startedAt : -Infinity;
  const line = (done: number, share: number | null, told: string): string => {
    const seconds = (performance.now() - startedAt) / 1000;
    const parts = [`${told} ${grouped(done, language)}`];
    if (share !== null) parts.unshift(`${bar(share)} ${String(Math.floor(share * 100)).padStart(3)} %`);
    if (seconds > 1) parts.push(words[language].rate(grouped(Math.round(done / seconds), language)));
    if (share !== null && share > 0.02 && share < 1 && seconds > 2)
      parts.push(words[language].left(timeText((seconds * (1 - share)) / share, language)));
    return parts.join(" · ");
  };
  return {
    report: (done, share, told = label) => {
      const now = performance.now();
      if (now - toldAt < (retell === undefined ? LOGGED_MS : WATCHED_MS)) return;
      toldAt = now;
      (retell ?? tell)(line(done, share, told));
    },
    end: () => retell?.(""),
  };
};
