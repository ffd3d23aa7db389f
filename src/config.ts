import { outcomeOf, refusal, type Outcome, type Refusal } from "./domain/refusal.ts";
import type { DatabaseSettings } from "./store/open-database.ts";

export type Config = { readonly port: number; readonly database: DatabaseSettings };

/** What flags of the command line replace. */
export type Flags = { readonly port?: string | undefined; readonly data?: string | undefined };

const DEFAULT_PORT = 3000;

const known = ["ATTAIN_CONNECTIONS", "ATTAIN_DATA", "ATTAIN_OWNER_URL", "ATTAIN_PORT"];
/** Read by the tests only; a command that a test starts inherits them. */
const ofTests = "ATTAIN_TEST_";

const distance = (one: string, other: string): number => {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    const line = [row + 1];
    for (const [column, beside] of [...other].entries()) {
      line.push(Math.min((line[column] ?? 0) + 1, (above[column + 1] ?? 0) + 1, (above[column] ?? 0) + (letter === beside ? 0 : 1)));
    }
    above = line;
  }
  return above.at(-1) ?? 0;
};

const nearest = (name: string): string => known.toSorted((one, other) => distance(name, one) - distance(name, other))[0] ?? "";

/** Settings come from the environment, flags stand above them. An empty variable is an unset one; an unknown one is refused. */
export const readConfig = (environment: NodeJS.ProcessEnv, flags: Flags = {}): Outcome<Config> => {
  const refusals: Refusal[] = Object.keys(environment)
    .filter((name) => name.startsWith("ATTAIN_") && !name.startsWith(ofTests) && !known.includes(name))
    .toSorted()
    .map((name) => refusal("setting-unknown", "", { found: name, nearest: nearest(name), known: [...known, "DATABASE_URL"].join(", ") }));

  const setting = (name: string): string | undefined => environment[name] || undefined;
  const wholeNumber = (name: string, found: string | undefined, least: number, most: number): number | undefined => {
    if (found === undefined) return undefined;
    if (/^\d{1,6}$/.test(found) && Number(found) >= least && Number(found) <= most) return Number(found);
    refusals.push(refusal("setting-invalid", "", { name, found, expected: `${least}–${most}` }));
    return undefined;
  };
  const address = (name: string): string | undefined => {
    const found = setting(name);
    if (found === undefined || (URL.canParse(found) && /^postgres(ql)?:$/.test(new URL(found).protocol))) return found;
    // What is not a URL may still hold a password: it is not shown.
    refusals.push(refusal("setting-invalid", "", { name, found: "…", expected: "postgres://user:password@host:5432/database" }));
    return undefined;
  };

  const port = wholeNumber(flags.port === undefined ? "ATTAIN_PORT" : "--port", flags.port ?? setting("ATTAIN_PORT"), 0, 65_535);
  const connections = wholeNumber("ATTAIN_CONNECTIONS", setting("ATTAIN_CONNECTIONS"), 1, 1_000);
  const database = { dataFolder: flags.data ?? setting("ATTAIN_DATA") ?? "attain-data", ownerUrl: address("ATTAIN_OWNER_URL"), appUrl: address("DATABASE_URL"), connections };
  return outcomeOf(() => ({ port: port ?? DEFAULT_PORT, database }), refusals);
};
