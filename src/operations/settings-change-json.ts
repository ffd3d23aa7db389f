import { retold, type Change } from "../domain/company-changes.ts";
import type { SettingsChange } from "../store/settings-history.ts";

export type SettingsChangeJson = {
  readonly version: number;
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
  readonly changes: readonly Change[];
  /** Changes beyond those told. */
  readonly more: number;
};

export const settingsChangeJson = ({ version, by, at, reason, changes, count }: SettingsChange): SettingsChangeJson => ({
  version: Number(version),
  by,
  at,
  reason,
  changes: changes.map(retold),
  more: count - changes.length,
});
