import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ambiguous, callCenterSample, fieldSets, koreanSheet, meaning, propose } from "../../../../tests/proposals.ts";
import type { What } from "../../import-preview.ts";
import { readMap } from "../maps/import-map.ts";
import type { MapProposal } from "./propose-map.ts";

/** Other usual names of the columns of the two sheets. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  "Call Id": ["Call ID", "call_id", "CallId", "통화번호", "Record ID"],
  Agent: ["Agent Name", "Sales Rep", "Assigned To", "User Name", "상담원", "담당자"],
  Date: ["Call Date", "date", "통화일자", "일자"],
  Time: ["Call Time", "TIME", "시각", "통화시각"],
  Topic: ["Subject", "주제", "제목"],
  "Answered (Y/N)": ["Answered", "응답여부", "Connected (Y/N)"],
  AvgTalkDuration: ["Talk Time", "Talk Duration", "Duration", "Call Duraton", "통화시간"],
};

describe("laws", () => {
  const samples = fc.constantFrom(callCenterSample, koreanSheet, ambiguous);
  const order = (length: number) =>
    fc.shuffledSubarray(
      Array.from({ length }, (_, index) => index),
      { minLength: length, maxLength: length },
    );

  test("the order of the columns does not matter", () => {
    fc.assert(
      fc.property(
        samples.chain((sample) => fc.tuple(fc.constant(sample), order(sample.header.length))),
        ([sample, places]) => {
          const shuffled = {
            ...sample,
            header: places.map((place) => sample.header[place] ?? ""),
            rows: sample.rows.map((cells) => places.map((place) => cells[place] ?? "")),
          };
          expect(meaning(propose(shuffled))).toEqual(meaning(propose(sample)));
        },
      ),
      { numRuns: 30 },
    );
  });

  test("whichever of its usual names a column has, it fills the same field", () => {
    const names = fc.record(
      Object.fromEntries(Object.entries(otherNames).map(([name, others]) => [name, fc.constantFrom(name, ...others)])),
    );
    fc.assert(
      fc.property(names, (chosen) => {
        const header = callCenterSample.header.map((name) => chosen[name] ?? name);
        const fieldOf = (proposal: MapProposal): readonly (string | null)[] => proposal.columns.map(({ field }) => field);
        expect(fieldOf(propose({ ...callCenterSample, header }))).toEqual(fieldOf(propose(callCenterSample)));
      }),
      { numRuns: 40 },
    );
  });

  const names = fc.constantFrom(
    ...["Call Id", "Agent", "Date", "Time", "Start", "Phone", "Email", "Name", "Status", "Result", "Notes", "Type", "Duration", "Amount"],
    ...[
      "Owner",
      "담당자",
      "일자",
      "시간",
      "결과",
      "고객명",
      "연락처",
      "사번",
      "구분",
      "From",
      "To",
      "Team",
      "Stage",
      "x",
      "Created At",
      "URL",
      "금액",
      "수정일시",
    ],
  );
  const cell = fc.constantFrom(
    ...[
      "",
      "Y",
      "N",
      "Ann",
      "Bob Lee",
      "김철수",
      "2026-03-02",
      "03/04/2026",
      "2026-03-02 10:00",
      "2026-03-02T10:00:00Z",
      "46083",
      "46083.5",
      "0.4",
    ],
    ...[
      "9:05",
      "0:03:41",
      "3분 41초",
      "41",
      "1.5",
      "1,234",
      "12,000원",
      "$5",
      "a@b.example",
      "010-1234-5678",
      "https://x.example/1",
      "call",
      "전화",
    ],
    ...[
      "Outbound Call",
      "발신",
      "부재",
      "Completed",
      "Planned",
      "customer",
      "ID001",
      "some longer text that nobody reads",
      "=1+1",
      "#REF!",
    ],
  );
  const files = fc.uniqueArray(names, { minLength: 1, maxLength: 9 }).chain((header) =>
    fc.record({
      header: fc.constant(header),
      rows: fc.array(fc.array(cell, { minLength: header.length, maxLength: header.length }), { minLength: 1, maxLength: 25 }),
    }),
  );
  const whats = fc.constantFrom<What | undefined>("activities", "prospects", "members", "leaves", undefined);

  test("whatever a file holds, the proposed map can be read, or lacks only what no column gives; its choices too", () => {
    fc.assert(
      fc.property(files, whats, ({ header, rows }, what) => {
        const proposal = propose({ fileName: "calls.csv", sheet: null, header, rows }, what === undefined ? {} : { what });
        for (const map of [proposal.map, ...proposal.questions.flatMap(({ choices }) => choices.map((choice) => choice.map))]) {
          const read = readMap(map, fieldSets[proposal.what]);
          expect(read.ok ? [] : read.refusals.filter(({ code }) => code !== "map-missing")).toEqual([]);
        }
        // Only a date with its time, and an id made from several, take more columns than one; a known export may ask several in turn.
        if (proposal.recognisedAs !== null) return;
        const filled = proposal.columns.flatMap(({ field }) =>
          field === null || field === "external_id" || field === "occurred_at" ? [] : [field],
        );
        expect(new Set(filled).size).toBe(filled.length);
      }),
      { numRuns: 200 },
    );
  });
});
