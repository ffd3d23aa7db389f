import { once } from "node:events";
import { createConnection, createServer, type Socket } from "node:net";
import { join } from "node:path";
import pg from "pg";
import type { ConnectionPlace } from "../../src/store/database.ts";

/**
 * How a connection breaks around COMMIT: the server never hears it; it hears it and nobody listens any more; it has committed and its answer is lost.
 * The client cannot tell which.
 */
export const cuts = ["unheard", "unlistened", "unanswered"] as const;
export type Cut = (typeof cuts)[number];

/** A simple query as the protocol frames it: Q, length, text, zero. */
const COMMIT = Buffer.from("Q\0\0\0\u000bcommit\0", "latin1");
/** Of the transactions that a batch takes, the one that stores it. */
const writesTheLog = ["insert into activities", "insert into activity_revisions"].map((text) => Buffer.from(text));

export type CommitProxy = {
  /** The database, by way of this proxy. */
  readonly place: ConnectionPlace;
  /** The next COMMIT of activities is cut so. */
  readonly cutNext: (cut: Cut) => void;
  /** How many were cut. */
  readonly done: () => number;
  readonly close: () => Promise<void>;
};

/** A server on loopback between a pool and its database. */
export const openCommitProxy = async (place: ConnectionPlace): Promise<CommitProxy> => {
  const target = new pg.Client("url" in place ? { connectionString: place.url } : place);
  const { user, password, database } = target;
  let next: Cut | undefined;
  let done = 0;
  const open = new Set<Socket>();

  const connectTarget = (): Socket =>
    target.host.startsWith("/")
      ? createConnection(join(target.host, `.s.PGSQL.${target.port}`))
      : createConnection(target.port, target.host);
  const server = createServer((client) => {
    const upstream = connectTarget();
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    let answerIsLost = false;
    let holdsActivities = false;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket
        .setNoDelay(true)
        .on("error", end)
        .on("close", () => {
          open.delete(socket);
          end();
        });
    }
    client.on("data", (bytes) => {
      holdsActivities ||= writesTheLog.some((text) => bytes.includes(text));
      const isCommit = bytes.includes(COMMIT);
      const cut = isCommit && holdsActivities ? next : undefined;
      if (isCommit) holdsActivities = false;
      if (cut === undefined) {
        upstream.write(bytes);
        return;
      }
      next = undefined;
      done += 1;
      if (cut === "unheard") end();
      // Flushed to the server, then closed.
      else if (cut === "unlistened") upstream.end(bytes, () => client.destroy());
      else {
        answerIsLost = true;
        upstream.write(bytes);
      }
    });
    upstream.on("data", (bytes) => {
      if (answerIsLost) end();
      else client.write(bytes);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port");

  return {
    place: {
      url: `postgres://${encodeURIComponent(user ?? "")}:${encodeURIComponent(password ?? "")}@127.0.0.1:${address.port}/${database ?? ""}`,
    },
    cutNext: (cut) => (next = cut),
    done: () => done,
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
};
