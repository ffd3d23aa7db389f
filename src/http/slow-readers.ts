import type { FastifyInstance } from "fastify";

/** Who takes nothing of an answer for so long will not take the rest. */
const UNREAD_MS = 60_000;

/** Lets go of connections whose answers nobody reads: they would be held, and what waits for them, as long as their owner likes. */
export const hurryReaders = (app: FastifyInstance): void => {
  app.addHook("onSend", async (request, { raw }, payload) => {
    const { socket } = request.raw;
    // Absent where a test asks without a connection.
    if (typeof socket?.setTimeout !== "function") return payload;
    socket.setTimeout(UNREAD_MS);
    raw.once("finish", () => socket.setTimeout(app.server.keepAliveTimeout));
    return payload;
  });
};
