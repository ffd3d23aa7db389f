import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isoDay, plainDay, weekdayOf } from "../src/domain/day.ts";

/**
 * Prints src/domain/holidays from two packages that stay out of the lock file: the product needs the days, not the programs that work them out.
 *
 *   npm install --prefix /tmp/holidays --no-save date-holidays@3.37.0 @hyunbinseo/holidays-kr@5.2027.1
 *   npm run holidays -- /tmp/holidays
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("name the folder that the packages are installed in");
const require = createRequire(resolve(folder, "package.json"));
const load = async (name: string): Promise<unknown> => import(pathToFileURL(require.resolve(name)).href);

type Named = readonly [en: string, ko: string];
type Found = { readonly date: string; readonly name: Named };
type Year = readonly Found[];

const korean: Readonly<Record<string, string>> = {
  "1월 1일": "New Year's Day",
  "설날 전날": "Seollal holiday",
  설날: "Seollal",
  "설날 다음 날": "Seollal holiday",
  "3ㆍ1절": "Independence Movement Day",
  어린이날: "Children's Day",
  "부처님 오신 날": "Buddha's Birthday",
  현충일: "Memorial Day",
  전국동시지방선거: "Local elections",
  제헌절: "Constitution Day",
  광복절: "Liberation Day",
  "추석 전날": "Chuseok holiday",
  추석: "Chuseok",
  "추석 다음 날": "Chuseok holiday",
  개천절: "National Foundation Day",
  한글날: "Hangeul Day",
  기독탄신일: "Christmas Day",
  "제21대 국회의원선거": "National Assembly election",
  제22대국회의원선거: "National Assembly election",
  대통령선거: "Presidential election",
  "임시공휴일(대통령선거)": "Presidential election",
  임시공휴일: "Temporary holiday",
  노동절: "Labor Day",
};

/** The Korean names of the other countries' days, by their English ones. */
const inKorean: Readonly<Record<string, string>> = {
  "New Year's Day": "새해 첫날",
  "Martin Luther King Jr. Day": "마틴 루서 킹의 날",
  "Washington's Birthday": "대통령의 날",
  "Memorial Day": "현충일(미국)",
  "Independence Day": "독립기념일",
  "Labor Day": "노동절",
  "Labour Day": "노동절",
  "Columbus Day": "콜럼버스의 날",
  "Veterans Day": "재향군인의 날",
  "Thanksgiving Day": "추수감사절",
  "Christmas Day": "성탄절",
  Juneteenth: "준틴스(노예해방일)",
  "Good Friday": "성금요일",
  "Easter Sunday": "부활절",
  "Easter Monday": "부활절 월요일",
  "Early May bank holiday": "5월 초 공휴일",
  "Early May bank holiday (VE day)": "유럽 전승 기념일",
  "Spring bank holiday": "봄 공휴일",
  "Summer bank holiday": "여름 공휴일",
  "Boxing Day": "박싱 데이",
  "Queen’s Platinum Jubilee": "여왕 즉위 70주년",
  "Queen Elizabeth's Funeral Day": "엘리자베스 2세 국장일",
  "King Charles III's Coronation": "찰스 3세 대관식",
  "St Patrick’s Day": "성 패트릭의 날",
  "Battle of the Boyne (Orangemen’s Day)": "보인강 전투 기념일",
  "January 2nd": "1월 2일",
  "St Andrew’s Day": "성 안드레아의 날",
  "Coming of Age Day": "성인의 날",
  "Foundation Day": "건국기념일",
  "Spring Equinox Day": "춘분",
  "Showa Day": "쇼와의 날",
  "Constitution Day": "헌법기념일",
  "Greenery Day": "녹색의 날",
  "Children's Day": "어린이날",
  "Marine Day": "바다의 날",
  "Mountain Day": "산의 날",
  "Respect-for-the-Aged Day": "경로의 날",
  "Autumnal Equinox Day": "추분",
  "Sports Day": "스포츠의 날",
  "Culture Day": "문화의 날",
  "Labor Thanksgiving Day": "근로감사의 날",
  "Emperor's Birthday": "천황 탄생일",
  "Citizens' Holiday": "국민의 휴일",
  "Coronation Day": "천황 즉위일",
  "Enthronement Ceremony Day": "즉위식",
  "Ascension Day": "예수 승천일",
  Pentecost: "성령강림절",
  "Whit Monday": "성령강림절 월요일",
  "National Holiday": "독일 통일의 날",
  "Reformation Day": "종교개혁 기념일",
  "International Women's Day": "세계 여성의 날",
  "Liberation Day (75th Anniversary)": "해방 75주년",
  "Liberation Day (80th Anniversary)": "해방 80주년",
  "75th anniversary of the GDR uprising": "동독 봉기 75주년",
  Epiphany: "주현절",
  "Corpus Christi": "성체 축일",
  Assumption: "성모 승천일",
  "All Saints' Day": "모든 성인의 날",
  "Day of Prayer and Repentance": "참회와 기도의 날",
  "International Children's Day": "세계 어린이날",
  "Republic Day": "공화국의 날",
  "Ambedkar Jayanti": "암베드카르 탄생일",
  "Gandhi Jayanti": "간디 탄생일",
};

const nameOf = (name: string): Named => {
  const [, plain = name, substitute] = /^(.*?)( \(substitute day\))?$/.exec(name) ?? [];
  const ko = inKorean[plain];
  if (ko === undefined) throw new Error(`"${plain}" has no Korean name`);
  return substitute === undefined ? [plain, ko] : [`${plain} (substitute day)`, `${ko} 대체공휴일`];
};

const koreanNameOf = (name: string): Named => {
  const [, of] = /^대체공휴일\((.*)\)$/.exec(name) ?? [];
  const en = korean[of ?? name];
  if (en === undefined) throw new Error(`"${name}" has no English name`);
  return of === undefined ? [en, name] : [`${en} (substitute day)`, name];
};

/** 5 U.S.C. 6103(b) and Executive Order 11582: of a Saturday the Friday before, of a Sunday the Monday after. The source knows it of some days only. */
const withFederalSubstitutes = (found: readonly Found[]): readonly Found[] => {
  const taken = new Set(found.map(({ date }) => date));
  return found.flatMap((day) => {
    const weekday = weekdayOf(plainDay(day.date));
    const shift = weekday === 6 ? -1 : weekday === 7 ? 1 : 0;
    const date = isoDay(plainDay(day.date) + shift);
    return shift === 0 || taken.has(date) ? [day] : [day, { date, name: nameOf(`${day.name[0]} (substitute day)`) }];
  });
};

/** Act on National Holidays of Japan, 3(3): a day between two national holidays is one. The source knows it of some years only. */
const withCitizensHolidays = (found: readonly Found[]): readonly Found[] => {
  const taken = new Set(found.map(({ date }) => date));
  const national = new Set(found.filter(({ name: [en] }) => !en.endsWith("(substitute day)")).map(({ date }) => date));
  const between = [...national]
    .map((date) => plainDay(date) + 1)
    .filter((day) => !taken.has(isoDay(day)) && national.has(isoDay(day + 1)) && weekdayOf(day) !== 7);
  return [...found, ...between.map((day) => ({ date: isoDay(day), name: nameOf("Citizens' Holiday") }))];
};

// The packages' types are not here; these are the parts of them that are used.
const { getHolidayPreset } = (await load("@hyunbinseo/holidays-kr")) as {
  readonly getHolidayPreset: (year: string) => Promise<Readonly<Record<string, readonly string[]>>>;
};
type Calendar = {
  readonly getHolidays: (
    year: number,
    language?: string,
  ) => readonly { readonly date: string; readonly name: string; readonly type: string }[];
};
const { default: Holidays } = (await load("date-holidays")) as { readonly default: new (country: string, part?: string) => Calendar };

const yearsFrom = (first: number, last: number): readonly number[] => Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** In order; two holidays on one day are one with both names. */
const yearOf = (found: readonly Found[], year: number): Year => {
  const byDate = new Map<string, Found>();
  for (const { date, name } of found.filter((day) => day.date.startsWith(String(year)))) {
    const other = byDate.get(date)?.name;
    byDate.set(date, { date, name: other === undefined ? name : [`${other[0]}, ${name[0]}`, `${other[1]}, ${name[1]}`] });
  }
  return [...byDate.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
};

const YEARS = yearsFrom(2018, 2035);

const daysOf = (country: string, part: string | null): ReadonlyMap<number, Year> => {
  const calendar = part === null ? new Holidays(country) : new Holidays(country, part);
  const own = country === "US" || country === "GB" ? undefined : "en";
  // A day of the year before may be kept in the year after, and the other way round.
  const all = yearsFrom(2017, 2036).flatMap((year) =>
    calendar
      .getHolidays(year, own)
      .filter(({ type }) => type === "public")
      .map(({ date, name }): Found => ({ date: date.slice(0, 10), name: nameOf(name) })),
  );
  const found = country === "US" ? withFederalSubstitutes(all) : country === "JP" ? withCitizensHolidays(all) : all;
  return new Map(YEARS.map((year) => [year, yearOf(found, year)]));
};

type Country = {
  readonly code: string;
  readonly source: string;
  readonly years: ReadonlyMap<number, Year>;
  readonly parts: ReadonlyMap<string, ReadonlyMap<number, Year>>;
  readonly whole: string | null;
};

const isIn = (year: Year, { date, name }: Found): boolean => year.some((each) => each.date === date && each.name[0] === name[0]);

/** What all parts keep, and what each keeps beside it. */
const divided = (code: string, parts: readonly string[], whole: string | null): Omit<Country, "source"> => {
  const ofPart = new Map(parts.map((part) => [part, daysOf(code, part)]));
  const [first] = ofPart.values();
  if (first === undefined) return { code, years: daysOf(code, null), parts: new Map(), whole };
  const years = new Map(
    YEARS.map((year) => [
      year,
      (first.get(year) ?? []).filter((day) => [...ofPart.values()].every((each) => isIn(each.get(year) ?? [], day))),
    ]),
  );
  const beside = [...ofPart].map(
    ([part, days]) =>
      [part, new Map(YEARS.map((year) => [year, (days.get(year) ?? []).filter((day) => !isIn(years.get(year) ?? [], day))]))] as const,
  );
  return { code, years, parts: new Map(beside), whole };
};

const korea = async (): Promise<Omit<Country, "source">> => {
  const years = new Map<number, Year>();
  for (const year of yearsFrom(2018, 2027)) {
    const preset = await getHolidayPreset(String(year));
    const found = Object.entries(preset).map(([date, names]): Found => {
      const all = names.map(koreanNameOf);
      return { date, name: [all.map(([en]) => en).join(", "), all.map(([, ko]) => ko).join(", ")] };
    });
    years.set(year, yearOf(found, year));
  }
  return { code: "KR", years, parts: new Map(), whole: null };
};

const ofGazette = "@hyunbinseo/holidays-kr 5.2027.1 (MIT, Hyunbin Seo), which follows the official gazette";
const ofWikipedia =
  "date-holidays 3.37.0 (commenthol); the days are under CC BY-SA 3.0 as far as they are anybody's, having come from Wikipedia";
const laender = ["BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"];

const countries: readonly Country[] = [
  { ...(await korea()), source: ofGazette },
  { ...divided("US", [], null), source: `${ofWikipedia}; substitute days by 5 U.S.C. 6103(b)` },
  { ...divided("GB", ["ENG", "NIR", "SCT", "WLS"], "ENG"), source: ofWikipedia },
  { ...divided("JP", [], null), source: `${ofWikipedia}; days between two holidays by the Act on National Holidays, 3(3)` },
  { ...divided("DE", laender, null), source: ofWikipedia },
  { ...divided("IN", [], null), source: ofWikipedia },
];

const printed = ({ code, source, years, parts, whole }: Country): string => {
  const names = new Map<string, number>();
  const list: Named[] = [];
  const placeOf = (name: Named): number => {
    const key = JSON.stringify(name);
    const place = names.get(key) ?? list.push(name) - 1;
    names.set(key, place);
    return place;
  };
  const textOf = (year: Year): string => year.map(({ date, name }) => `${date.slice(5)}:${placeOf(name)}`).join(" ");
  const yearsText = (of: ReadonlyMap<number, Year>): string =>
    [...of]
      .filter(([, days]) => days.length > 0 || of === years)
      .map(([year, days]) => `${year}: ${JSON.stringify(textOf(days))},`)
      .join("\n");
  const yearLines = yearsText(years);
  const partLines = [...parts].map(([part, of]) => `${part}: {\n${yearsText(of)}\n},`).join("\n");
  return `// Printed by scripts/holidays.ts from ${source}.
import type { CountryHolidays } from "./country-holidays.ts";

export const ${code}: CountryHolidays = {
names: [
${list.map((name) => `${JSON.stringify(name)},`).join("\n")}
],
years: {
${yearLines}
},
parts: {${partLines}},
whole: ${JSON.stringify(whole)},
};
`;
};

for (const country of countries) {
  mkdirSync("src/domain/holidays", { recursive: true });
  writeFileSync(`src/domain/holidays/${country.code.toLowerCase()}.ts`, printed(country));
}
