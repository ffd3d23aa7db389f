import { PassThrough, Readable } from "node:stream";
import { attain, type Wiring } from "../src/cli/attain.ts";
import { accepted } from "../src/domain/refusal.ts";
import { newSecret } from "../src/operations/secret.ts";
import type { Database } from "../src/store/database.ts";

export type Ended = { readonly status: number; readonly stdout: string; readonly stderr: string };

const collecting = (): { readonly stream: PassThrough; readonly text: () => string } => {
  const stream = new PassThrough();
  const pieces: string[] = [];
  stream.on("data", (piece: Buffer) => pieces.push(piece.toString()));
  return { stream, text: () => pieces.join("") };
};

const notAsked = (): Promise<never> => Promise.reject(new Error("not asked"));

/** For command lines that open nothing. */
export const nothing: Wiring = { serve: notAsked, openDatabase: notAsked };

/** The database of a test, which stays open. */
export const over = (database: Database, secret = newSecret()): Wiring => ({
  ...nothing,
  openDatabase: () =>
    Promise.resolve(
      accepted({
        database,
        close: () => Promise.resolve(),
        publicUrl: new URL("https://attain.test.example"),
        readSecret: () => Promise.resolve(accepted(secret)),
        readAnySecret: () => accepted(secret),
      }),
    ),
});

/** A command line in this process, with what it says; with an `answer` somebody watches, and says that when asked. */
export const attainWith = async (
  wiring: Wiring,
  commandLine: readonly string[],
  { answer }: { readonly answer?: string } = {},
): Promise<Ended> => {
  const [out, error] = [collecting(), collecting()];
  const watched = answer === undefined ? {} : { isTTY: true };
  const status = await attain(commandLine, wiring, {
    version: "0.0.0",
    streams: {
      stdout: out.stream,
      stderr: Object.assign(error.stream, watched),
      stdin: Object.assign(Readable.from([answer ?? ""]), watched),
    },
  });
  // What was written is handed on in the next turn.
  await new Promise((resolve) => setImmediate(resolve));
  return { status, stdout: out.text(), stderr: error.text() };
};
