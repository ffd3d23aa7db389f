import { describe, expect, test } from "vitest";
import { type Sheet, cellsOf, fileOf, laidOut, notes, tryFile } from "../../../../tests/laid-out.ts";
import type { SheetFile } from "../formats/sheet-file.ts";

describe("the header", () => {
  test("is the first row where nothing stands above it", async () => {
    const sheet = await laidOut("Name|Topic|Result\nDiane|Sales|Yes\nJoe|Support|No");
    expect(sheet.layout.headerRows).toEqual([1]);
    expect(sheet.notes).toEqual([]);
  });

  test("is found by the columns that are wanted before anything else", async () => {
    const drawn = "Region|East|Head|Kim\nKim|Lee|Park|Choi\nmember|kind|day|source\nraj|call|2026-03-02|crm";
    const wanted = (header: readonly string[]): number => header.filter((name) => ["member", "kind", "day"].includes(name)).length;
    expect((await laidOut(drawn, { wanted })).header).toEqual(["member", "kind", "day", "source"]);
  });

  test("stands where the map says", async () => {
    const sheet = await laidOut("Name|Topic\nAgent|Calls\nDiane|3", { keys: { headerRows: [2] } });
    expect(sheet.header).toEqual(["Agent", "Calls"]);
  });

  test("is refused where the map says that it stands and nothing does", async () => {
    const outcome = await tryFile(fileOf([{ name: "A", cells: cellsOf("Name|Calls\n\nDiane|3") }]), { keys: { headerRows: [2] } });
    expect(outcome).toMatchObject({ refusals: [{ code: "map-header-row", values: { row: 2 } }] });
  });

  test("is told from what a report says of itself, and has its heads on one line", async () => {
    const sheet = await laidOut(
      fileOf([
        { name: "A", cells: [["Report:", "Calls"], ["Range:", "3/1/2026"], [], ["Agent", "Talk\ntime"], ["Diane", "5"], ["Joe", "7"]] },
      ]),
    );
    expect(sheet.layout.headerRows).toEqual([4]);
    expect(sheet.header).toEqual(["Agent", "Talk time"]);
  });

  test("may name years", async () => {
    expect((await laidOut("Sales\n\nAgent|2025|2026|Change\nDiane|3|4|1")).header).toEqual(["Agent", "2025", "2026", "Change"]);
  });

  test("of two rows joins merged heads, filled or empty", async () => {
    const empty = await laidOut("담당자|상반기||하반기|\n|통화|방문|통화|방문\n김민지|1|2|3|4", { kindOf: () => null });
    const filled = await laidOut("담당자|상반기|상반기|하반기|하반기\n담당자|통화|방문|통화|방문\n김민지|1|2|3|4", { kindOf: () => null });
    expect(empty.header).toEqual(["담당자", "상반기 통화", "상반기 방문", "하반기 통화", "하반기 방문"]);
    expect(filled.header).toEqual(empty.header);
    expect(filled.table).toEqual([["김민지", "1", "2", "3", "4"]]);
  });

  test("has its merged heads above a row that names the others too", async () => {
    const drawn = "활동 현황\n|통화|||방문|||\n담당자|TA|AP|합계|TA|AP|합계|비고\n김민지|1|2|3|4|5|9|\n이준호|1|2|3|4|5|9|휴가";
    const sheet = await laidOut(drawn, { kindOf: () => null });
    expect(sheet.header).toEqual(["담당자", "통화 TA", "통화 AP", "통화 합계", "방문 TA", "방문 AP", "방문 합계", "비고"]);
  });

  test("is not joined with what a report says right above it", async () => {
    const sheet = await laidOut(
      "작성자|김팀장|부서|영업\nAgent|Date|Topic|Date\nDiane|2026-03-02|Sales|2026-03-03\nJoe|2026-03-02|Sales|2026-03-03",
      {
        wanted: (header) => header.filter((name) => ["Agent", "Topic"].includes(name)).length,
      },
    );
    expect(sheet.layout.headerRows).toEqual([2]);
  });

  test("of one row is not joined with the first record", async () => {
    const sheet = await laidOut("담당자|TA|AP||\n김민지|15|2|3|\n이준호|4|1|2|", { kindOf: () => null });
    expect(sheet.layout.headerRows).toEqual([1]);
    expect(sheet.header).toEqual(["담당자", "TA", "AP", "Column D"]);
  });

  test("loses columns without a name and content, and numbers names that come twice", async () => {
    const sheet = await laidOut("Agent|Date||Date|\nDiane|2026-03-02||2026-03-03|\nJoe|2026-03-02||2026-03-03|");
    expect(sheet.header).toEqual(["Agent", "Date", "Date (2)"]);
    expect(sheet.table[0]).toEqual(["Diane", "2026-03-02", "2026-03-03"]);
  });
});

describe("the sheet that is read", () => {
  const cover: Sheet = { name: "Cover", cells: cellsOf("Report|March\nBy|Kim") };
  const hidden: Sheet = { name: "Lists", isHidden: true, cells: cellsOf("A|B|C\n1|2|3\n4|5|6") };
  const calls: Sheet = { name: "Calls", cells: cellsOf("Agent|Date|Topic\nDiane|2026-03-02|Sales\nJoe|2026-03-03|Sales") };
  const mails: Sheet = { name: "Mails", cells: cellsOf("Agent|Date|Topic\nRaj|2026-03-02|Sales\nMina|2026-03-03|Sales") };

  test("is the first that shows and has a table", async () => {
    const sheet = await laidOut(fileOf([hidden, cover, calls, mails]));
    expect(sheet.layout.sheet).toBe(2);
    expect(notes(sheet)).toEqual(["sheet-chosen"]);
  });
  test.each(["Mails", "mails", "4"])("is the one that the map names: %s", async (sheet) => {
    expect((await laidOut(fileOf([hidden, cover, calls, mails]), { keys: { sheet } })).layout.sheet).toBe(3);
  });
  test("is refused when there is none of that name, with those that there are", async () => {
    const outcome = await tryFile(fileOf([cover, calls]), { keys: { sheet: "Call" } });
    expect(outcome).toMatchObject({ refusals: [{ code: "map-sheet", values: { found: "Call", sheets: "Cover, Calls" } }] });
  });
  test("is empty", async () => {
    expect(await tryFile(fileOf([{ name: "A", cells: [] }]))).toMatchObject({ refusals: [{ code: "csv-empty" }] });
    expect(await tryFile(fileOf([{ name: "A", cells: cellsOf("Agent|Date|Topic") }]))).toMatchObject({ refusals: [{ code: "csv-empty" }] });
  });
});

describe("a text file", () => {
  const text = (drawn: string): SheetFile => fileOf([{ name: "", cells: cellsOf(drawn) }], { isSparse: false });

  test("loses no row that the map does not leave out", async () => {
    const sheet = await laidOut(text("Report||\nAgent|Date|Topic\nDiane|2026-03-02|Sales\nTotal||1"));
    expect(sheet.header).toEqual(["Agent", "Date", "Topic"]);
    expect(sheet.table).toHaveLength(2);
  });
  test("keeps rows of another length as they are, to be refused", async () => {
    const sheet = await laidOut(text("Agent|Date|Topic\nDiane|2026-03-02\nJoe|2026-03-02|Sales"));
    expect(sheet.table).toEqual([
      ["Diane", "2026-03-02"],
      ["Joe", "2026-03-02", "Sales"],
    ]);
  });
  test("is refused with a column without a name, or two of one name", async () => {
    expect(await tryFile(text("Agent|Date|\nDiane|2026-03-02|"))).toMatchObject({ refusals: [{ code: "csv-column-unnamed" }] });
    expect(await tryFile(text("Agent|Date|date\nDiane|2026-03-02|"))).toMatchObject({ refusals: [{ code: "csv-column-repeated" }] });
  });
});
