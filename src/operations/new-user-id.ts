import { randomBytes } from "node:crypto";
import type { Transaction } from "../store/database.ts";

export const newUserId = async (_tx: Transaction, _companyId: number): Promise<string> => `u-${randomBytes(5).toString("hex")}`;
