import { createHash } from "node:crypto";
import { leaveEntries } from "../../domain/company-writing.ts";
import type { Settings } from "../../domain/company.ts";
import { holds } from "../../domain/leave.ts";
import { companyFileWithTargets } from "../../domain/target-table-writing.ts";
import type { Transaction } from "../../store/database.ts";
import { openLeaves } from "../../store/leaves.ts";
import { targetsOfTables } from "../../store/targets.ts";
import { writeCompanyText, type CompanyFormat } from "./write.ts";

/** The company as the text of a file, with its targets and leaves. */
export const presentFile = async (tx: Transaction, settings: Settings, format: CompanyFormat): Promise<string> => {
  const { companyId, company, members } = settings;
  const tables = company.targetTables.map(({ number }) => number);
  const leaves = (await openLeaves(tx, companyId, null)).filter(({ state }) => holds(state));
  const file = {
    ...companyFileWithTargets(settings, await targetsOfTables(tx, companyId, tables)),
    ...(leaves.length === 0 ? {} : { leaves: leaveEntries(leaves, members) }),
  };
  return writeCompanyText(file, format);
};

/** Of a file as JSON: another as soon as anything in it is another. */
export const fileVersion = (json: string): string => createHash("sha256").update(json).digest("base64url").slice(0, 22);
