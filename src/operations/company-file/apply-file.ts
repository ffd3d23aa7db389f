import { Temporal } from "temporal-polyfill";
import { changesBetween, keptChange, type Change } from "../../domain/company-changes.ts";
import { warningsOf, type Warning } from "../../domain/company-warnings.ts";
import type { CompanyFile } from "../../domain/company-file.ts";
import { readCompanyFile } from "../../domain/company-reading.ts";
import type { Settings } from "../../domain/company.ts";
import type { Day } from "../../domain/day.ts";
import { dayIn } from "../../domain/instant.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../../domain/refusal.ts";
import { readText } from "../../domain/text.ts";
import { parseZone } from "../../domain/zone.ts";
import { shown } from "../../domain/shown.ts";
import type { Transaction } from "../../store/database.ts";
import { erasedIn } from "../../store/erased-identities.ts";
import { saveSettings } from "../../store/save-settings.ts";
import { settleSettings } from "../../store/settle.ts";
import { sayTargets } from "../../store/targets.ts";
import { planLeaves } from "./file-leaves.ts";
import { keptDaysOf, type KeptDays } from "./kept-days.ts";
import { keepRecounts, recountsTold, versionsReachingBack } from "./reaching-back.ts";
import { targetsOfFile, targetsTold } from "./file-targets.ts";
import { previewNumbers, type NumbersPreview, type NumbersQuestion } from "./numbers-preview.ts";

export type ApplyOptions = {
  /** Only tell what would change. */
  readonly dryRun?: boolean;
  /** With `dryRun`: tell as well which numbers the changed metrics would change. */
  readonly numbers?: NumbersQuestion;
  /** Who applies it: kept with the changes. */
  readonly by: string;
  /** The operation that changes the settings; left out: a file is applied. */
  readonly act?: string;
  /** Why, if they say so: kept too. */
  readonly reason?: string | undefined;
  /** The company's day; left out: the one that its clocks show now. */
  readonly today?: Day;
};

export type CompanyChanges = {
  /** The company's number; null while it is not there yet. */
  readonly companyId: number | null;
  readonly company: string;
  /** The settings version that holds after it; it rises only when something changes. */
  readonly version: bigint;
  readonly changes: readonly Change[];
  readonly warnings: readonly Warning[];
  /** Records that keep a day that the changed zones would not give them; null when there are none. */
  readonly keptDays: KeptDays | null;
  /** Null when they were not asked for, or the company is not there yet. */
  readonly numbers: NumbersPreview | null;
};

const todayOf = ({ company }: CompanyFile): Day => {
  const zone = parseZone(company.timeZone, "");
  const micros = BigInt(Temporal.Now.instant().epochMilliseconds) * 1000n;
  return dayIn(zone.ok ? zone.value : "UTC", micros);
};

const LONGEST_REASON = 1000;

export type Present = { readonly companyId: number | null; readonly settings: Settings | null };

/** A file that was written before somebody was erased would bring them back. */
const refuseErased = async (
  tx: Transaction,
  before: Settings,
  members: NonNullable<CompanyFile["members"]>,
): Promise<readonly Refusal[]> => {
  const erased = await erasedIn(tx, before);
  if (erased.isEmpty) return [];
  const isErased = ({ id, code, email, identities }: (typeof members)[number]): boolean =>
    [id, code, email].some(
      (each) => typeof each === "string" && erased.numberOf({ of: "member", kind: "", value: each.toLowerCase() }) !== undefined,
    ) ||
    (identities ?? []).some(({ source, externalId }) => erased.numberOf({ of: "member", kind: source, value: externalId }) !== undefined);
  return members.flatMap((member, place) =>
    isErased(member) ? [refusal("person-erased", `/members/${place}`, { found: shown(member.id) })] : [],
  );
};

/**
 * Makes the company what a file of the right shape says, in a transaction that owns the company, and lets the numbers follow. A refusal leaves
 * nothing to keep: the caller rolls back.
 */
export const applyFile = async (
  tx: Transaction,
  file: CompanyFile,
  present: Present,
  { dryRun = false, numbers: question, by, act, reason, today: named }: ApplyOptions,
): Promise<Outcome<CompanyChanges>> => {
  const { companyId, settings: before } = present;
  const today = named ?? todayOf(file);
  const said = reason === undefined ? accepted(undefined) : readText(reason, "/reason", { max: LONGEST_REASON, hasLines: true });
  if (!said.ok) return said;
  const outcome = readCompanyFile(file, before, today);
  const leaves = await planLeaves(tx, file, present);
  const erased = before === null ? [] : await refuseErased(tx, before, file.members ?? []);
  const [firstErased, ...moreErased] = erased;
  if (firstErased !== undefined) return refused(firstErased, ...moreErased);
  if (!outcome.ok) {
    const [first, ...rest] = outcome.refusals;
    return refused(first, ...rest, ...(leaves.ok ? [] : leaves.refusals));
  }
  if (!leaves.ok) return leaves;
  const after = { ...outcome.value.settings, companyId: companyId ?? 0 };
  const targets = await targetsOfFile(tx, outcome.value.targets ?? [], { before, after, today });
  if (!targets.ok) return targets;
  const changes = [...changesBetween(before, after), ...targetsTold(targets.value, after), ...leaves.value.changes];
  const reaching = await versionsReachingBack(tx, before, after, today);
  if (!reaching.ok) return reaching;
  const told = { companyId, company: after.company.id, changes, warnings: warningsOf(before, after, today) };
  const keptDays = (): Promise<KeptDays | null> => (before === null ? Promise.resolve(null) : keptDaysOf(tx, before, after));
  if (dryRun || changes.length === 0) {
    const numbers =
      !dryRun || before === null || question === undefined ? accepted(null) : await previewNumbers(tx, before, after, { question, today });
    if (!numbers.ok) return numbers;
    return accepted({ ...told, version: before?.version ?? 0n, keptDays: await keptDays(), numbers: numbers.value });
  }
  const recounts = await recountsTold(tx, after, reaching.value);
  const saved = await saveSettings(tx, before, after, { by, act, reason: said.value, changes: changes.map(keptChange) });
  await settleSettings(tx, before, saved);
  await sayTargets(tx, saved.companyId, targets.value, by);
  await leaves.value.save(saved, by);
  await keepRecounts(tx, saved, recounts, by);
  return accepted({ ...told, version: saved.version, keptDays: await keptDays(), numbers: null });
};
