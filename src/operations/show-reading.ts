import type { Readings } from "./uploads/readings.ts";

export type ReadingJson = { readonly share: number | null };

/** How much of a file has been read for its preview, 0 to 1; null when nothing is being read by that name, or not in this process. */
export const showReading = (readings: Readings, companyId: number, name: string): ReadingJson => {
  const share = readings.shareOf(companyId, name);
  return { share: share === null ? null : Math.round(share * 1000) / 1000 };
};
