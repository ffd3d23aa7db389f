import { describe, expect, test } from "vitest";
import { sentence } from "./refusal.ts";
import { abbreviations, legacyZones, placeByHours, windowsZones } from "./zone-lookalikes.ts";
import { zoneLinks, zoneNames } from "./zone-names.ts";
import { parseZone } from "./zone.ts";

const names = new Set(zoneNames);

describe("a time zone is a place by its present name", () => {
  test("every zone and every older name is read, however its case", () => {
    for (const zone of zoneNames) expect(parseZone(zone.toLowerCase(), "")).toEqual({ ok: true, value: zone });
    expect(Object.entries(zoneLinks).filter(([older, zone]) => names.has(older) || !names.has(zone))).toEqual([]);
    for (const [older, zone] of Object.entries(zoneLinks)) {
      expect(parseZone(older, "")).toEqual({ ok: true, value: zone });
    }
    expect(zoneNames.length).toBeGreaterThan(400);
  });

  test("every place that is offered can be chosen", () => {
    const offered = [
      ...Object.values(abbreviations).flat(),
      ...Object.values(legacyZones),
      ...Object.values(placeByHours),
      ...Object.values(windowsZones),
    ];
    expect(offered.filter((place) => !names.has(place))).toEqual([]);
  });

  test("what stands for a zone elsewhere is none here, and is never read as one", () => {
    const lookalikes = [...Object.keys(abbreviations), ...Object.keys(legacyZones), ...Object.keys(windowsZones)];
    expect(lookalikes.filter((name) => parseZone(name, "").ok)).toEqual([]);
  });

  test.each([
    ["Seoul", 'Did you mean "Asia/Seoul"?'],
    ["new york", 'Did you mean "America/New_York"?'],
    ["America/New York", 'Did you mean "America/New_York"?'],
    ["Asia/Calcuta", 'Did you mean "Asia/Kolkata"?'],
    ["+09:00", "UTC+9"],
    ["UTC+05:30", "UTC+5:30"],
    ["-5", "America/New_York"],
    ["KST", "Asia/Seoul"],
    ["GMT", "UTC, Europe/London"],
    ["constructor", "Name a place"],
    ["__proto__", "Name a place"],
  ])("%s is answered with what was meant", (name, says) => {
    const read = parseZone(name, "/timeZone");
    expect(read.ok ? "" : sentence(read.refusals[0], "en")).toContain(says);
  });
});
