import { activityFields } from "../src/operations/files/maps/activity-columns.ts";
import { callCenter } from "./call-center.ts";
import { type FieldSet, attributePrefix } from "../src/operations/files/maps/fields.ts";
import { type MapContext, type MapProposal, type MapSample, proposeMap } from "../src/operations/files/proposals/propose-map.ts";
import { leaveFields } from "../src/operations/import-leaves.ts";
import { memberFields } from "../src/operations/import-members.ts";
import { opportunityFields } from "../src/operations/import-opportunities.ts";
import type { What } from "../src/operations/import-preview.ts";
import { prospectFields } from "../src/operations/import-prospects.ts";

export const fieldSets: Readonly<Record<What, FieldSet>> = {
  activities: {
    ...activityFields,
    fields: [...activityFields.fields, { column: `${attributePrefix}campaign`, name: `${attributePrefix}campaign`, type: "text" }],
  },
  prospects: prospectFields,
  members: memberFields([]),
  leaves: leaveFields,
  opportunities: opportunityFields,
};

export const kinds = new Map([
  ["call", ["call", "전화"]],
  ["email", ["e-mail", "이메일"]],
  ["meeting", ["meeting", "면담"]],
  ["visit", ["visit", "방문"]],
  ["message", ["message", "메시지"]],
  ["referral", ["referral", "소개"]],
]);

const context: MapContext = {
  fieldSets,
  hints: { country: "US", today: 20_800 },
  currency: "USD",
  sources: [],
  savedMaps: [],
  answers: {},
  kinds,
  isMember: () => false,
};

export type Columns = Readonly<Record<string, (row: number) => string>>;

/** Rows of columns whose cells are made from the row's number. */
export const sheet = (fileName: string, columns: Columns, rows = 40): MapSample => ({
  fileName,
  sheet: null,
  header: Object.keys(columns),
  rows: Array.from({ length: rows }, (_, row) => Object.values(columns).map((cell) => cell(row))),
});

export const propose = (sample: MapSample, more: Partial<MapContext> = {}): MapProposal => proposeMap(sample, { ...context, ...more });

export const mapOf = (sample: MapSample, more: Partial<MapContext> = {}): unknown => propose(sample, more).map;

export const one =
  (...values: readonly string[]) =>
  (row: number): string =>
    values[row % values.length] ?? "";

export const two = (value: number): string => String(value).padStart(2, "0");

export const callCenterSample: MapSample = { fileName: "Call-Center-Dataset.csv", sheet: null, ...callCenter(150) };

export const koreanSheet = sheet("활동일지_2026년 3월.csv", {
  일자: (row) => `2026. 3. ${(row % 28) + 1}.`,
  시간: (row) => `오전 ${9 + (row % 3)}:0${row % 6}`,
  설계사명: one("김철수", "이영희", "박민수"),
  고객명: (row) => `고객${row}`,
  연락처: (row) => `010-1234-${1000 + row}`,
  접촉구분: one("전화", "방문", "문자", "소개"),
  "통화시간(분)": (row) => String(row % 7),
  결과: one("부재", "상담완료", "거절", "약속"),
  비고: (row) => `다음 주에 다시 연락 ${row}`,
});

export const ambiguous = sheet("outbound calls export.csv", {
  Date: (row) => `${two((row % 9) + 1)}/${two((row % 8) + 1)}/2026 1${row % 9}:0${row % 6}`,
  "Assigned To": one("ann@x.example", "bob@x.example"),
  Phone: (row) => `(212) 555-01${10 + row}`,
  Result: one("Left voicemail", "Connected", "Busy"),
});

export const meaning = ({ map, columns }: MapProposal): unknown => ({
  map,
  columns: [...columns].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
});
