import type { Dispute } from "./api.ts";

type About = Pick<NonNullable<Dispute["record"]>, "source" | "externalId" | "metric">;

export const disputeKey = ({ source, externalId, metric }: About): string => JSON.stringify([source, externalId, metric]);

/** The latest dispute about each record and metric; one that was withdrawn may be raised again, and is none. */
export const latestDisputes = (disputes: readonly Dispute[]): ReadonlyMap<string, Dispute> => {
  const found = new Map<string, Dispute>();
  for (const dispute of disputes) {
    const { record, state } = dispute;
    if (record === null || state === "withdrawn") continue;
    const key = disputeKey(record);
    if (!found.has(key)) found.set(key, dispute);
  }
  return found;
};
