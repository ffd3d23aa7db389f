// Prints src/domain/zone-names.ts: the zones that Attain accepts, under the names that the IANA database uses today, and their older names.
//   node scripts/zone-names.mjs /usr/share/zoneinfo/tzdata.zi > src/domain/zone-names.ts
// Zones come from this Node.js (Intl), whose names are CLDR's and partly old; the tz database's own file says what they are called now.
import { readFileSync } from "node:fs";

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error("Name the file tzdata.zi of the tz database.");
  process.exit(64);
}
const lines = readFileSync(file, "utf8").split("\n");
const release = /version (\S+)/.exec(lines[0] ?? "")?.[1];
const links = new Map(lines.filter((line) => line.startsWith("L ")).map((line) => line.split(" ").slice(1).toReversed()));
const known = new Set(Intl.supportedValuesOf("timeZone"));

// Zones of their own in zone.tab, whose old spelling CLDR keeps while the file calls it a link to a neighbour.
const respelt = new Map([
  ["Africa/Asmera", "Africa/Asmara"],
  ["America/Coral_Harbour", "America/Atikokan"],
  ["Pacific/Ponape", "Pacific/Pohnpei"],
  ["Pacific/Truk", "Pacific/Chuuk"],
]);

const presentName = (name) => {
  const target = links.get(name);
  return respelt.get(name) ?? (target === undefined || known.has(target) ? name : target);
};

const zones = [...new Set([...known].map(presentName)), "UTC"].filter((name) => name === "UTC" || name.includes("/")).toSorted();
const isZone = new Set(zones);
const zoneOf = (name) => (isZone.has(presentName(name)) ? presentName(name) : links.has(name) ? zoneOf(links.get(name)) : undefined);

// Names of Greenwich and of UTC are refused with UTC offered, except the one that servers are set to.
const isNoPlace = (name) => /^(Etc\/|GMT|UCT$|Zulu$|Universal$|Greenwich$)/.test(name);
const olderNames = [...new Set([...links.keys(), ...known, ...respelt.keys()])]
  .filter((name) => !isZone.has(name) && !isNoPlace(name))
  .map((name) => [name, zoneOf(name)])
  .filter(([, zone]) => zone !== undefined);
olderNames.push(["Etc/UTC", "UTC"]);

console.log(
  `// Printed by scripts/zone-names.mjs from tz database ${release} and the zones of Node.js ${process.versions.node} (tz ${process.versions.tz}).`,
);
console.log("\n/** By their present names in the IANA time zone database. */\nexport const zoneNames: readonly string[] = [");
for (const zone of zones) console.log(`  "${zone}",`);
console.log(
  "];\n\n/** Older names and other spellings, with the present name. */\nexport const zoneLinks: Readonly<Record<string, string>> = {",
);
for (const [name, zone] of olderNames.toSorted(([a], [b]) => (a < b ? -1 : 1))) console.log(`  "${name}": "${zone}",`);
console.log("};");
