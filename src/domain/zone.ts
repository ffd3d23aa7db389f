import { didYouMean } from "./meant.ts";
import { nearest } from "./nearest.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { isMissing, refuseType } from "./value-type.ts";
import { abbreviations, legacyZones, placeByHours, windowsZones } from "./zone-lookalikes.ts";
import { zoneLinks, zoneNames } from "./zone-names.ts";
import { isKnownHere } from "./zone-offset.ts";

const example = "Asia/Seoul";
const longest = 64;

/** By lower case: a zone is one whatever its letters' case, and one under its older names. */
const zoneByName: ReadonlyMap<string, string> = new Map([
  ...zoneNames.map((zone) => [zone.toLowerCase(), zone] as const),
  ...Object.entries(zoneLinks).map(([older, zone]) => [older.toLowerCase(), zone] as const),
]);

const windowsByName: ReadonlyMap<string, string> = new Map(Object.entries(windowsZones).map(([name, zone]) => [name.toLowerCase(), zone]));

const namesOfUtc: ReadonlySet<string> = new Set([
  "z",
  "zulu",
  "uct",
  "universal",
  "greenwich",
  "gmt0",
  "gmt+0",
  "gmt-0",
  "etc/gmt",
  "etc/gmt0",
  "etc/gmt+0",
  "etc/gmt-0",
  "etc/zulu",
  "etc/uct",
  "etc/universal",
  "etc/greenwich",
  "utc+0",
  "utc-0",
  "utc0",
]);

const offset = /^(etc\/)?(?:gmt|utc)?\s?([+-])(\d{1,2})(?::?(\d{2}))?$/i;

/** `UTC+9` and the like. Those under `Etc/` count the other way round, as POSIX does. */
const refuseOffset = (name: string, pointer: string): Refusal | undefined => {
  const [whole, etc, sign, hours, minutes = "00"] = offset.exec(name) ?? [];
  if (whole === undefined) return undefined;
  const isEast = etc === undefined ? sign === "+" : sign === "-";
  const size = Number(hours);
  const utc = `UTC${isEast ? "+" : "-"}${size}${minutes === "00" ? "" : `:${minutes}`}`;
  const meaning =
    etc === undefined
      ? utc
      : {
          en: `${size} hours ${isEast ? "east" : "west"} of Greenwich, ${utc}`,
          ko: `그리니치 ${isEast ? "동쪽" : "서쪽"} ${size}시간, ${utc}`,
        };
  return refusal("tz-offset", pointer, { found: shown(name), meaning, place: placeByHours[isEast ? size : -size] ?? example });
};

const lastPart = (zone: string): string => zone.slice(zone.lastIndexOf("/") + 1).toLowerCase();

/** The zone that was probably meant: named by its city alone, or a slip of the finger away from a present or an older name. */
const meant = (name: string): string | undefined => {
  const lower = name.toLowerCase();
  if (namesOfUtc.has(lower)) return "UTC";
  const city = lower.replaceAll(" ", "_");
  const byCity = zoneNames.find((zone) => lastPart(zone) === city);
  if (byCity !== undefined) return byCity;
  const near = nearest(lower, zoneByName.keys());
  return near === undefined ? undefined : zoneByName.get(near);
};

const refuseName = (name: string, pointer: string): Refusal => {
  const found = shown(name);
  const unknown = (zone?: string): Refusal =>
    refusal("tz-unknown", pointer, {
      found,
      hint: zone === undefined ? { en: ` Name a place such as ${example}.`, ko: ` ${example} 같은 지역 이름을 쓰세요.` } : didYouMean(zone),
    });
  if (name.length > longest) return unknown();
  const capitals = name.toUpperCase();
  const places = abbreviations[capitals];
  if (places !== undefined) return refusal("tz-abbreviation", pointer, { found, places: places.join(", ") });
  const legacy = legacyZones[capitals];
  if (legacy !== undefined) return refusal("tz-legacy", pointer, { found, place: legacy });
  const windows = windowsByName.get(name.toLowerCase());
  if (windows !== undefined) return refusal("tz-windows", pointer, { found, place: windows });
  if (namesOfUtc.has(name.toLowerCase())) return unknown("UTC");
  return refuseOffset(name, pointer) ?? unknown(meant(name));
};

/**
 * A time zone by name, under the name that the IANA database uses today: `Asia/Calcutta` is `Asia/Kolkata`. By our own list, since engines
 * take what is no zone (PostgreSQL reads `Foo+5`) and answer with names of their own. Refuses offsets, abbreviations and Windows names
 * with the place they may stand for. `isKnown` says whether this program's zone data has the zone.
 */
export const parseZone = (value: unknown, pointer: string, isKnown: (zone: string) => boolean = isKnownHere): Outcome<string> => {
  const name = typeof value === "string" ? value.trim() : value;
  if (isMissing(name) || name === "") return refused(refusal("tz-required", pointer, { example }));
  if (typeof name !== "string") return refused(refuseType(name, "string", `"${example}"`, pointer));
  const zone = name.length > longest ? undefined : zoneByName.get(name.toLowerCase());
  if (zone === undefined) return refused(refuseName(name, pointer));
  return isKnown(zone) ? accepted(zone) : refused(refusal("tz-engine", pointer, { found: zone }));
};
