import type { FastifyInstance } from "fastify";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";

/** By number: the name would be looked up, and may have an address of either family, or of another computer. */
const LOOPBACK = "127.0.0.1";

/** Listens for this computer only: there are no accounts yet. The address to open, or why the port cannot be had. */
export const listen = async (app: FastifyInstance, port: number): Promise<Outcome<string>> => {
  try {
    const address = await app.listen({ host: LOOPBACK, port });
    return accepted(`http://localhost:${new URL(address).port || "80"}`);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EADDRINUSE") return refused(refusal("port-taken", "", { port }));
    if (code === "EACCES") return refused(refusal("port-forbidden", "", { port }));
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
