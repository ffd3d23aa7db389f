/** What somebody does in a month of 21 working days, and how it goes. */
export type Habit = {
  readonly calls: number;
  readonly emails: number;
  /** People contacted through social media. */
  readonly social: number;
  readonly meetings: number;
  readonly opportunities: number;
  /** How many calls in a hundred become a conversation. */
  readonly talks: number;
};

export type SampleTeam = "seoul" | "busan" | "new-york";

export type SamplePerson = {
  readonly id: string;
  readonly en: string;
  readonly ko: string;
  readonly team: SampleTeam;
  readonly habit: Habit;
};

export const zones: Readonly<Record<SampleTeam, string>> = {
  seoul: "Asia/Seoul",
  busan: "Asia/Seoul",
  "new-york": "America/New_York",
};

/** Those of whom a story is told; the others are the company around them. */
export const cast = {
  /** 150 calls, 200 e-mails, 50 people and 30 opportunities in the month before. */
  raj: "raj",
  /** On probation: 50 people on retirement planning in the week before, and no call. */
  ines: "ines-duarte",
  /** On probation: 250 calls in the week before. */
  leo: "leo-brandt",
  /** Many calls of a second or two, some of them at once. */
  padder: "oh-taesik",
  /** Twice the effort of anybody, and next to no opportunity. */
  busy: "choi-yuna",
  away: "lee-junho",
  sick: "priya-nair",
  partTime: "moon-yeji",
  joiner: "ryu-dongmin",
  moved: "song-mira",
  /** Writes the week down later than others. */
  late: "noh-sangwoo",
  /** Missed the month before, and said why. */
  missed: "nam-gihun",
  asksForLeave: "kwon-nari",
  upheld: "kim-mina",
  waiting: "kang-minseok",
} as const;

/** Whose work is told to the number: nothing is told of them twice, or besides. */
export const isToldExactly = (id: string): boolean => id === cast.raj || id === cast.ines || id === cast.leo;

const usual: Habit = { calls: 166, emails: 220, social: 56, meetings: 10, opportunities: 7, talks: 34 };

/** Some of everything, a share more or less. */
const times = (share: number, more: Partial<Habit> = {}): Habit => ({
  ...(Object.fromEntries(Object.entries(usual).map(([name, value]) => [name, name === "talks" ? value : value * share])) as Habit), // its own names
  ...more,
});

const person = (team: SampleTeam, id: string, en: string, ko: string, habit: Habit): SamplePerson => ({ id, en, ko, team, habit });

export const reps: readonly SamplePerson[] = [
  person("seoul", "raj", "Raj", "라지", times(1.04, { opportunities: 26 })),
  person("seoul", "kim-mina", "Kim Mina", "김민아", times(0.93)),
  person("seoul", "lee-junho", "Lee Junho", "이준호", times(1.02)),
  person("seoul", "park-seojun", "Park Seojun", "박서준", times(1.12)),
  person("seoul", "oh-taesik", "Oh Taesik", "오태식", times(0.72, { talks: 8, opportunities: 2 })),
  person("seoul", "choi-yuna", "Choi Yuna", "최유나", times(2.05, { opportunities: 0.6, meetings: 2, talks: 12 })),
  person("seoul", "jung-haeun", "Jung Haeun", "정하은", times(1.05, { talks: 46, opportunities: 12 })),
  person("seoul", "kang-minseok", "Kang Minseok", "강민석", times(0.97)),
  person("seoul", "yoon-sora", "Yoon Sora", "윤소라", times(1.18)),
  person("seoul", "lim-dohyun", "Lim Dohyun", "임도현", times(0.84)),
  person("seoul", "seo-yejin", "Seo Yejin", "서예진", times(1.01, { social: 61 })),
  person("seoul", "kwon-nari", "Kwon Nari", "권나리", times(1.07)),
  person("seoul", "hwang-inho", "Hwang Inho", "황인호", times(0.64)),
  person("seoul", "ines-duarte", "Ines Duarte", "이네스 두아르테", {
    ...usual,
    calls: 0,
    emails: 40,
    social: 190,
    meetings: 5,
    opportunities: 4,
  }),
  person("seoul", "leo-brandt", "Leo Brandt", "레오 브란트", {
    ...usual,
    calls: 1040,
    emails: 20,
    social: 12,
    meetings: 4,
    opportunities: 3,
    talks: 14,
  }),
  person("busan", "bae-sujin", "Bae Sujin", "배수진", times(1.09)),
  person("busan", "nam-gihun", "Nam Gihun", "남기훈", times(0.55)),
  person("busan", "moon-yeji", "Moon Yeji", "문예지", times(1.06)),
  person("busan", "ahn-jaehyun", "Ahn Jaehyun", "안재현", times(0.99)),
  person("busan", "song-mira", "Song Mira", "송미라", times(1.1)),
  person("busan", "ryu-dongmin", "Ryu Dongmin", "류동민", times(0.58)),
  person("busan", "jang-hyejin", "Jang Hyejin", "장혜진", times(1.22, { talks: 41 })),
  person("busan", "noh-sangwoo", "Noh Sangwoo", "노상우", times(0.9)),
  person("busan", "shin-woojin", "Shin Woojin", "신우진", times(1)),
  person("new-york", "emily-carter", "Emily Carter", "에밀리 카터", times(1.14)),
  person("new-york", "marcus-reed", "Marcus Reed", "마커스 리드", times(0.94)),
  person("new-york", "sofia-ramirez", "Sofia Ramirez", "소피아 라미레스", times(1.06)),
  person("new-york", "daniel-kim", "Daniel Kim", "대니얼 김", times(0.88)),
  person("new-york", "olivia-brooks", "Olivia Brooks", "올리비아 브룩스", times(1.25, { opportunities: 14 })),
  person("new-york", "ethan-walsh", "Ethan Walsh", "이선 월시", times(0.71)),
  person("new-york", "priya-nair", "Priya Nair", "프리야 나이르", times(1.03)),
  person("new-york", "jason-park", "Jason Park", "제이슨 박", times(0.98)),
  person("new-york", "chloe-bennett", "Chloe Bennett", "클로이 베넷", times(1.08)),
];

export type SampleManager = { readonly id: string; readonly en: string; readonly ko: string; readonly team: string };

export const managers: readonly SampleManager[] = [
  { id: "han-seoyun", en: "Han Seoyun", ko: "한서윤", team: "sales" },
  { id: "jung-minjeong", en: "Jung Minjeong", ko: "정민정", team: "seoul" },
  { id: "bang-donghyun", en: "Bang Donghyun", ko: "방동현", team: "busan" },
  { id: "grace-holt", en: "Grace Holt", ko: "그레이스 홀트", team: "new-york" },
];

export const leaderOf: Readonly<Record<SampleTeam, string>> = {
  seoul: "jung-minjeong",
  busan: "bang-donghyun",
  "new-york": "grace-holt",
};

/** As telephone systems and mailboxes know them. */
export const extensionOf = (id: string): string => String(2001 + reps.findIndex((each) => each.id === id));
export const DOMAIN = "morning-calm.example";
export const addressOf = (id: string): string => `${id}@${DOMAIN}`;
