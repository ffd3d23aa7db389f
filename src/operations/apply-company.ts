import type { CompanyFile } from "../domain/company-file.ts";
import { refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { refuseUnseen, type Seen } from "../domain/seen-version.ts";
import { shown } from "../domain/shown.ts";
import { companyNamed, enterCompany, registerCompany } from "../store/companies.ts";
import { ownCompany } from "../store/company-lock.ts";
import { acrossCompanies, type Database, type Transaction } from "../store/database.ts";
import { findSettings } from "../store/settings.ts";
import { applyFile, type ApplyOptions, type CompanyChanges, type Present } from "./company-file/apply-file.ts";
import { fileVersion, presentFile } from "./company-file/file-version.ts";
import { aboutWhole, readCompanyInput, type CompanyInput } from "./company-file/input.ts";
import { MOST_REFUSALS } from "./company-file/shape.ts";
import { inTurn } from "./in-turn.ts";

export type { ApplyOptions, CompanyChanges };

/** What a file changes, as the doors show it. */
export const companyChangesJson = ({ company, version, changes, warnings, keptDays, numbers }: CompanyChanges) => ({
  company,
  version: Number(version),
  changes,
  ...(warnings.length === 0 ? {} : { warnings }),
  ...(keptDays === null ? {} : { keptDays }),
  ...(numbers === null ? {} : { numbers }),
});

// Counting millions of records by a new rule is one statement.
const RECOUNT_SECONDS = 3600;

/** The present settings, under the lock that keeps recorders and other files waiting. Registers the company unless it is only a preview. */
const openCompany = async (tx: Transaction, id: string, dryRun: boolean): Promise<Present> => {
  const companyId = dryRun ? ((await companyNamed(tx, id))?.companyId ?? null) : await registerCompany(tx, id);
  if (companyId === null) return { companyId, settings: null };
  await enterCompany(tx, companyId);
  if (!dryRun) await ownCompany(tx, companyId);
  return { companyId, settings: await findSettings(tx, companyId) };
};

const versionOf = async (tx: Transaction, { settings }: Present): Promise<string | null> =>
  settings === null ? null : fileVersion(await presentFile(tx, settings, "json"));

const refuseAll = (refusals: readonly Refusal[], { placed }: CompanyInput): Outcome<never> => {
  // Before their places are looked for, which takes a walk through the file for each.
  const [first, ...rest] = placed(refusals.slice(0, MOST_REFUSALS));
  if (first === undefined) throw new Error("refused without a refusal");
  return refused(first, ...rest);
};

/** Something in it may reach back: a version of a metric, or a factor. */
const saysWhy = ({ metrics, factors }: CompanyFile): boolean =>
  (metrics ?? []).some(({ reason }) => typeof reason === "string") ||
  (factors ?? []).some(({ values }) =>
    Object.values(values).some((held) => typeof held === "object" && held.some(({ reason }) => typeof reason === "string")),
  );

/**
 * Makes the company what the file says: all of it, in one transaction, or nothing and every refusal. `input` is the text of a file (refusals
 * then carry `line` and `column` among their values) or its content as a door has parsed it. What the file no longer names ends; the log is not
 * touched. Applying the same file again changes nothing.
 */
export const applyCompany = async (
  database: Database,
  input: unknown,
  options: ApplyOptions & {
    /** Refuses a company that is there, instead of changing it. */
    readonly isNew?: true;
    /** Refuses a file of any other company than this one. */
    readonly companyId?: number;
    /** Which version of the company's file its author has seen; left out: it does not matter. */
    readonly seen?: Seen;
  },
): Promise<Outcome<CompanyChanges>> => {
  const read = readCompanyInput(input);
  const { rest, refusals } = read;
  if (rest === null) return refuseAll(refusals, read);
  // What is wrong with the shape refuses the file; the rest of it is looked at only so that everything is told at once.
  const dryRun = options.dryRun === true || refusals.length > 0;
  const id = rest.file.company.id.normalize("NFC");
  // A version that reaches back has its numbers told as well, before it is saved.
  const isLong = options.numbers !== undefined || saysWhy(rest.file);
  const apply = (): Promise<Outcome<CompanyChanges>> =>
    acrossCompanies(
      database,
      async (tx): Promise<Outcome<CompanyChanges>> => {
        if (options.companyId !== undefined && (await companyNamed(tx, id))?.companyId !== options.companyId)
          return refused(refusal("company-other", "/company/id", { found: shown(id) }));
        const present = await openCompany(tx, id, dryRun);
        if (options.isNew === true && present.settings !== null)
          return refused(refusal("company-taken", "/company/id", { found: shown(id) }));
        const unseen = dryRun || options.seen === undefined ? undefined : refuseUnseen(options.seen, await versionOf(tx, present));
        if (unseen !== undefined) return refused(unseen);
        const outcome = await applyFile(tx, rest.file, present, { ...options, dryRun });
        if (outcome.ok && refusals.length === 0) return outcome;
        return refuseAll([...refusals, ...(outcome.ok ? [] : aboutWhole(outcome.refusals, rest))], read);
      },
      { rollBackIf: (outcome) => dryRun || !outcome.ok, timeoutSeconds: isLong ? RECOUNT_SECONDS : 120 },
    );
  return dryRun ? apply() : inTurn(database, id, apply);
};
