import { closuresOf } from "../src/store/closures.ts";
import { inCompany, openPool } from "../src/store/database.ts";
import { loadSettings } from "../src/store/settings.ts";
import { contentText, fingerprintOf, frozenStatements, recordsOfLog } from "../src/operations/closing/frozen-statements.ts";

/*
 * Works out the statements of a closure again from the log, in a process of its own and years later by its clock, and prints their bytes:
 * statements-again.ts URL COMPANY CLOSURE
 */
const [url = "", company = "", number = ""] = process.argv.slice(2);
const companyId = Number(company);
const later = Date.now() + 2_000 * 86_400_000;
Date.now = () => later;

const database = openPool({ url });
const texts = await inCompany(database, companyId, async (tx) => {
  const settings = await loadSettings(tx, companyId);
  const closure = (await closuresOf(tx, companyId)).find((each) => each.number === Number(number));
  if (closure === undefined) throw new Error(`there is no closure ${number}`);
  const { cadence, startsOn, endsBefore } = closure;
  const period = { cadence, startsOn, endsBefore };
  const frozen = await frozenStatements(tx, settings, period, await recordsOfLog(tx, settings, period));
  return frozen.map(({ content }) => contentText(content));
});
await database.pool.end();
process.stdout.write(JSON.stringify(texts.map((text) => [text, fingerprintOf(text)])));
