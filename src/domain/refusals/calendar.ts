import type { Words } from "./words.ts";

/** Working time: weeks, holidays, leave. */
export const calendarRefusals = {
  "holidays-unknown": {
    en: 'The calendar "{calendar}" does not know the holidays of {year}. Import them (attain import-calendar), add them as days of a calendar with years: [{year}], or go on without them with provisional: [{year}].',
    ko: '달력 "{calendar}": {year}년 공휴일 자료가 없습니다. 가져오거나(attain import-calendar), 달력에 days와 years: [{year}]를 쓰거나, provisional: [{year}]로 잠정 확정하세요.',
  },
  "work-share": {
    en: "{found} is not a share of a working day. Write a number from 0 to 1 with at most two decimals, such as 0.5.",
    ko: "{found}: 근무일의 비율로 읽을 수 없습니다. 0에서 1까지, 소수 둘째 자리까지 쓰세요(예: 0.5).",
  },
  "pattern-empty": {
    en: "No day of the week is worked. Name at least one, such as mon.",
    ko: "근무하는 요일이 없습니다. mon처럼 하나 이상 쓰세요.",
  },
  "calendar-built-in": {
    en: '"{found}" comes with Attain. Give your own calendar another id, and write base: {found} in it.',
    ko: '"{found}": 기본으로 제공되는 달력입니다. 다른 id를 쓰고 base: {found}로 하세요.',
  },
  "calendar-day-repeated": {
    en: "{found} stands twice in the calendar; it is also at {other}.",
    ko: "{found}: 달력에 두 번 있습니다. {other}에도 있습니다.",
  },
  "calendar-day-both": {
    en: "{found} is both free and worked in this calendar. Leave it out of days or out of working.",
    ko: "{found}: 이 달력에서 휴일이면서 근무일입니다. days나 working 중 한 곳에서 빼세요.",
  },
  "calendar-large": {
    en: "The calendar has {found} days; {limit} is the most.",
    ko: "달력의 날이 {found}일입니다. 최대 {limit}일입니다.",
  },
  "calendar-years": {
    en: 'The calendar "{found}" has no base, so nobody knows of which years it has all holidays. Name them, such as years: [2026, 2027], or name a base.',
    ko: '달력 "{found}": base가 없어 어느 해의 공휴일이 모두 있는지 알 수 없습니다. years: [2026, 2027]처럼 쓰거나 base를 쓰세요.',
  },
  "calendar-base": {
    en: "These calendars stand on each other without end, or on more than {limit} others: {path}.",
    ko: "달력의 base가 끝없이 이어지거나 {limit}단계를 넘습니다: {path}.",
  },
  "calendar-file": {
    en: "This is no iCalendar file: {problem}.",
    ko: "iCalendar 파일이 아닙니다: {problem}.",
  },
  "calendar-event": {
    en: "The calendar file is wrong at line {line}: {problem}.",
    ko: "달력 파일 {line}번째 줄이 잘못되었습니다: {problem}.",
  },
  "leave-order": {
    en: "The last day of the leave, {found}, lies before the first, {from}.",
    ko: "부재의 마지막 날 {found}: 첫날 {from}보다 앞섭니다.",
  },
  "leave-long": {
    en: "The leave has {found} days; {limit} is the most. Look at the years.",
    ko: "부재가 {found}일입니다. 최대 {limit}일입니다. 연도를 확인하세요.",
  },
  "leave-overlap": {
    en: "{member} is already away on {days}, and a day can only be taken once. Withdraw that leave first, or take half days.",
    ko: "{member}: {days}에 이미 부재가 있습니다. 하루는 한 번만 쓸 수 있습니다. 먼저 철회하거나 반일로 나누세요.",
  },
  "leave-decided": {
    en: "Leave {number} is {state} already, by {by} on {on}.",
    ko: "부재 {number}번: {by} 님이 {on}에 이미 {state} 처리했습니다.",
  },
  "leave-declared": {
    en: "Leave {number} is of a contractor: it is declared, and nobody approves or rejects it.",
    ko: "부재 {number}번: 위촉직의 부재는 신고로 인정되며 승인하거나 반려하지 않습니다.",
  },
  "leave-own": {
    en: "Nobody decides their own leave, and {member} is who asks. Let somebody else decide.",
    ko: "자기 부재는 스스로 결정할 수 없습니다. 신청한 사람이 {member}입니다. 다른 사람이 결정해야 합니다.",
  },
} as const satisfies Readonly<Record<string, Words>>;
