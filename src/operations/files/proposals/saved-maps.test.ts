import { describe, expect, test } from "vitest";
import { callCenterSample, mapOf, propose } from "../../../../tests/proposals.ts";
import { headerPrint } from "../maps/map-entries.ts";

describe("saved maps", () => {
  const savedMap = (id: string, header: readonly string[]) =>
    ({
      id,
      name: id,
      what: "activities",
      header: headerPrint(header),
      map: { source: id },
      savedAt: "2026-03-01T00:00:00Z",
      keptFor: null,
    }) as const;

  test("the map of a header is used again, also where columns came to it, were moved or spaced otherwise", () => {
    const saved = savedMap("phones", callCenterSample.header);
    const use = (header: readonly string[]): string | undefined =>
      propose({ ...callCenterSample, header, rows: callCenterSample.rows.map((cells) => [...cells, ""]) }, { savedMaps: [saved] }).savedMap
        ?.id;
    expect(use([...callCenterSample.header, "New"])).toBe("phones");
    expect(use(callCenterSample.header.toReversed())).toBe("phones");
    expect(use(callCenterSample.header.map((name) => name.toUpperCase().replaceAll(" ", "_")))).toBe("phones");
    expect(use(callCenterSample.header.slice(1))).toBeUndefined();
  });

  test("of several the one that leaves the fewest columns out is used, and of equal ones the one used last", () => {
    const { header } = callCenterSample;
    const savedMaps = [savedMap("few", header.slice(0, 3)), savedMap("latest", header), savedMap("earlier", header)];
    expect(propose(callCenterSample, { savedMaps }).savedMap?.id).toBe("latest");
  });

  test("values that were not in the file whose map was saved are added where their meaning is known; those that it names stay", () => {
    const answered = { column: "Answered (Y/N)", values: { n: "voicemail" } };
    const map = { source: "phones", columns: { outcome: answered, subject: "Topic" } };
    const saved = { ...savedMap("phones", callCenterSample.header), map };
    expect(mapOf(callCenterSample, { savedMaps: [saved] })).toEqual({
      source: "phones",
      columns: { outcome: { ...answered, values: { Y: "connected", n: "voicemail" } }, subject: "Topic" },
    });
    const open = { ...saved, map: { ...map, columns: { outcome: { ...answered, unlisted: "empty" } } } };
    expect(mapOf(callCenterSample, { savedMaps: [open] })).toEqual(open.map);
  });
});
