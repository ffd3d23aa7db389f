import type { FastifyInstance } from "fastify";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";

/** Listens at an address of this computer, by number: a name may have one of either family. Its port, or why it cannot be had. */
export const listen = async (
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Outcome<number>> => {
  try {
    const address = await app.listen({ host, port });
    return accepted(Number(new URL(address).port || "80"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EADDRINUSE") return refused(refusal("port-taken", "", { port }));
    if (code === "EACCES") return refused(refusal("port-forbidden", "", { port }));
    if (code === "EADDRNOTAVAIL") return refused(refusal("address-not-own", "", { address: host }));
    throw error;
  }
};

/** A stream of records may go on for hours: what is recorded is recorded, the sender sends the rest again. */
const CLOSING_MS = 5_000;

/** Answers what has been asked, takes no more, and hangs up on who does not come to an end. */
export const closeServer = async (app: FastifyInstance): Promise<void> => {
  const hangUp = setTimeout(() => app.server.closeAllConnections(), CLOSING_MS);
  await app.close();
  clearTimeout(hangUp);
};
