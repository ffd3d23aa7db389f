import { describe, expect, test } from "vitest";
import { cellsOf, fileOf, laidOut, tryFile } from "../../../../tests/laid-out.ts";
import { layoutContent, readLayoutKeys } from "./layout-map.ts";

describe("a wide sheet is made long:", () => {
  test("a column for each day of the month that the title names, with weekdays below", async () => {
    const sheet = await laidOut(`
2026년 3월 통화 현황
담당자|1|2|3|4|5|6|합계
|일|월|화|수|목|금|
김민지||15|12||9|0|36
이준호||3|-|4||1|8
합계||18|12|4|9|1|44
`);
    expect(sheet.layout.unpivot).toMatchObject({
      columns: ["1", "2", "3", "4", "5", "6"],
      names: ["day"],
      value: "count",
      month: "2026-03",
    });
    expect(sheet.header).toEqual(["담당자", "합계", "day", "count"]);
    expect(sheet.table.map(([who, , day, count]) => [who, day, count])).toEqual([
      ["김민지", "2026-03-02", "15"],
      ["김민지", "2026-03-03", "12"],
      ["김민지", "2026-03-05", "9"],
      ["이준호", "2026-03-02", "3"],
      ["이준호", "2026-03-04", "4"],
      ["이준호", "2026-03-06", "1"],
    ]);
  });

  test("the days of a month whose year nobody names", async () => {
    const sheet = await laidOut(fileOf([{ name: "3월", cells: cellsOf("담당자|1|2|3|4|5\n김민지|1|2||4|5") }]));
    expect(sheet.layout.unpivot?.month).toBe("3");
    expect(sheet.table.map(([, day]) => day)).toEqual(["3월 1일", "3월 2일", "3월 4일", "3월 5일"]);
  });

  test("their weekdays come with them, and say that a title is of another year", async () => {
    const days = async (title: string) =>
      (await laidOut(`${title}\n담당자|1|2|3|4|5\n|일|월|화|수|목\n김민지|1|2||4|5`)).table.map(([, day]) => day);
    expect(await days("3월 현황")).toEqual(["3월 1일(일)", "3월 2일(월)", "3월 4일(수)", "3월 5일(목)"]);
    expect((await days("2026년 3월 현황"))[0]).toBe("2026-03-01");
    expect((await days("2025년 3월 현황"))[0]).toBe("3월 1일(일)");
  });

  test("of the next month's sheet, by the map of this one's", async () => {
    const sheet = (title: string): string => `${title}\n담당자|1|2|3|4|5\n김민지|1|2||4|5\n이준호|1|2||4|`;
    const { layout } = await laidOut(sheet("2026년 3월 현황"));
    const content = layoutContent(layout);
    expect(content).toMatchObject({ unpivot: { month: "title" } });
    const keys = readLayoutKeys(content, () => undefined);
    expect((await laidOut(sheet("2026년 4월 현황"), { keys })).table[0]).toEqual(["김민지", "2026-04-01", "1"]);
    const outcome = await tryFile(fileOf([{ name: "Sheet1", cells: cellsOf(sheet("현황")) }]), { keys });
    expect(outcome).toMatchObject({ refusals: [{ code: "map-month", pointer: "/unpivot/month" }] });
  });

  test("a column for each weekday of the week that the title names", async () => {
    const sheet = (title: string): string =>
      `Weekly call tracker\n${title}\n\nRep|Mon|Tue|Wed|Thu|Fri|Total\nDiane|41|38|0|12|9|100\nJoe|52|11|7||3|73\nTotal|93|49|7|12|12|173`;
    const found = await laidOut(sheet("Week of 3/2/2026"));
    expect(found.layout.heads).toEqual(["date"]);
    expect(found.table.slice(0, 2)).toEqual([
      ["Diane", "100", "2026-03-02", "41"],
      ["Diane", "100", "2026-03-03", "38"],
    ]);
    expect(found.table).toHaveLength(8);
    const keys = readLayoutKeys(layoutContent(found.layout), () => undefined);
    expect((await laidOut(sheet("Week of 3/9/2026"), { keys })).table[0]?.[2]).toBe("2026-03-09");
    const outcome = await tryFile(fileOf([{ name: "Sheet1", cells: cellsOf(sheet("This week")) }]), { keys });
    expect(outcome).toMatchObject({ refusals: [{ code: "map-week" }] });
    expect((await laidOut(sheet("This week"))).layout.unpivot).toBeNull();
  });

  test("a column for each date", async () => {
    const sheet = await laidOut("Rep|3/2|3/3|3/4|3/5|3/6\nDiane|1|2|3|4|5");
    expect(sheet.layout.heads).toEqual(["date"]);
    expect(sheet.table.at(-1)).toEqual(["Diane", "3/6", "5"]);
  });

  test("a column for each day that a spreadsheet gives midnight, and not one for each time of a day", async () => {
    const days = await laidOut("Rep|2026-03-02T00:00:00|2026-03-10T00:00:00\nDiane|1|2\nJoe|1|2");
    expect(days.layout.heads).toEqual(["date"]);
    const times = await laidOut("Rep|2026-03-02T10:00:00|2026-03-02T11:00:00|Calls\nDiane|1|2|3", { keys: { headerRows: [1] } });
    expect(times.layout.heads).toEqual([]);
  });

  test("a column for each kind", async () => {
    const sheet = await laidOut("날짜|담당자|TA|AP|방문\n2026-03-02|김민지|15|2|\n2026-03-02|이준호|8|0|1");
    expect(sheet.layout).toMatchObject({ heads: ["kind"], unpivot: { names: ["kind"], columns: ["TA", "AP", "방문"] } });
    expect(sheet.table).toEqual([
      ["2026-03-02", "김민지", "TA", "15"],
      ["2026-03-02", "김민지", "AP", "2"],
      ["2026-03-02", "이준호", "TA", "8"],
      ["2026-03-02", "이준호", "방문", "1"],
    ]);
  });

  test("days above, kinds below", async () => {
    const sheet = await laidOut(`
담당자|2026-03-02|||2026-03-03||
|TA|AP|방문|TA|AP|방문
김민지|15|2||12|1|
이준호|8||1|9||
`);
    expect(sheet.layout).toMatchObject({ heads: ["date", "kind"], unpivot: { names: ["day", "kind"] } });
    expect(sheet.table).toContainEqual(["이준호", "2026-03-02", "방문", "1"]);
    expect(sheet.table).toHaveLength(7);
  });

  test("kinds above, days of the month below", async () => {
    const sheet = await laidOut(
      fileOf([
        {
          name: "3월 2026년",
          cells: cellsOf("담당자|통화|||방문||\n|2|3|4|2|3|4\n김민지|15|2||12|1|\n이준호|8||1|9||"),
        },
      ]),
    );
    expect(sheet.layout.heads).toEqual(["kind", "day"]);
    expect(sheet.table[0]).toEqual(["김민지", "통화", "2026-03-02", "15"]);
  });

  test("rejected rows come back as the long table that they were", async () => {
    const unpivot = { columns: ["TA", "AP"], names: ["kind"], value: "count", month: null, week: null } as const;
    const sheet = await laidOut("담당자|kind|count\n김민지|TA|15", { keys: { unpivot } });
    expect(sheet.header).toEqual(["담당자", "kind", "count"]);
    expect(sheet.table).toEqual([["김민지", "TA", "15"]]);
  });

  test("columns that the sheet has not are refused", async () => {
    const unpivot = { columns: ["TA", "AT"], names: ["kind"], value: "count", month: null, week: null } as const;
    const outcome = await tryFile(fileOf([{ name: "", cells: cellsOf("담당자|TA|AP\n김민지|1|2") }]), { keys: { unpivot } });
    expect(outcome).toMatchObject({ refusals: [{ code: "map-column", pointer: "/unpivot/columns", values: { found: "AT" } }] });
  });
});
