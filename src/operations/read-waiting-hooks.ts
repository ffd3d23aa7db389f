import { isoInstant, type Instant } from "../domain/instant.ts";
import { DatabaseUnavailable } from "../store/database-errors.ts";
import { inCompany, type Database } from "../store/database.ts";
import { tidyRequests, waitingRequests } from "../store/hook-requests.ts";
import { processRequest } from "./hooks/process-request.ts";

const AT_ONCE = 100;

/** Whoever took a request in reads it at once; after so long it does so no more. */
const GRACE_MICROSECONDS = 60_000_000n;

/** Lets go of requests that were read a month ago, and of those that nobody has mended for three. */
export const tidyHooks = (database: Database, companyId: number): Promise<number> =>
  inCompany(database, companyId, (tx) => tidyRequests(tx, companyId));

/** Reads what came to inbound hooks and waits: while they were suspended, or because the process that took it in has ended. How many were read. */
export const readWaitingHooks = async (
  database: Database,
  companyId: number,
  { now, hearFault }: { readonly now: Instant; readonly hearFault: (error: unknown) => void },
): Promise<number> => {
  const until = isoInstant(now - GRACE_MICROSECONDS);
  const waiting = await inCompany(database, companyId, (tx) => waitingRequests(tx, companyId, { until, limit: AT_ONCE }));
  for (const request of waiting) {
    try {
      await processRequest(database, companyId, request, { now });
    } catch (error) {
      if (error instanceof DatabaseUnavailable) throw error;
      hearFault(error);
    }
  }
  return waiting.length;
};
