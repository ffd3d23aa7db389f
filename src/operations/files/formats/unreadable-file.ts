import { refused, type Outcome, type Refusal } from "../../../domain/refusal.ts";

/** Ends a reading from deep inside of it, with what to say to whoever sent the file. Does not leave the reading of files. */
export class UnreadableFile extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** What a reading gives, or why it ended. */
export const orRefused = async <T>(read: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableFile) return refused(error.refusal);
    throw error;
  }
};
