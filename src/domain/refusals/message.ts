import type { Words } from "./words.ts";

/** Chats and mail: what a message tells of a day's work, and whose it is. Rows are numbered as lines of the file. */
export const messageRefusals = {
  "activity-word": {
    en: '"{found}" is no activity that is known. Write its kind beside it in the rejected file and import that file, or give the company a kind of this name.',
    ko: '"{found}": 모르는 활동입니다. 거부된 행의 파일에서 kind에 활동 유형을 쓰고 그 파일을 가져오거나, 회사에 이 이름의 활동 유형을 만드세요.',
  },
  "activity-many": {
    en: "{word} {found} is more than anybody does in a day (at most {limit}).",
    ko: "{word} {found}: 하루에 할 수 있는 수가 아닙니다(최대 {limit}).",
  },
  "activity-range": { en: '"{found}" is a range. Write one number: TA 15.', ko: '"{found}": 범위입니다. TA 15처럼 수 하나로 쓰세요.' },
  "activity-line": {
    en: "Numbers of activities stand in this message, but not only those. Write them as TA 15 AP 2, each person their own.",
    ko: "활동 건수 말고 다른 내용도 있어 확실히 읽을 수 없습니다. 각자 자기 활동을 TA 15 AP 2처럼 쓰세요.",
  },
  "activity-twice": {
    en: "{first} and {second} stand for the same activity in one message. Write it once.",
    ko: "한 메시지에서 {first}, {second|은/는} 같은 활동입니다. 한 번만 쓰세요.",
  },
  "activity-day": {
    en: '"{found}" is no day in the month up to {on}, when the message was sent, or not that weekday.',
    ko: '"{found}": 메시지를 보낸 {on}까지 한 달 안의 날짜가 아니거나 요일이 다릅니다.',
  },
  "chat-self": {
    en: 'The chat calls whoever exported it "{found}". Write their name in its place in the rejected file and import that file.',
    ko: '"{found}": 대화를 내보낸 사람을 뜻하므로 누구인지 알 수 없습니다. 거부된 행의 파일에서 이름으로 바꾸고 그 파일을 가져오세요.',
  },
} satisfies Record<string, Words>;
