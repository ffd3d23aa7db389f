import type { Outcome, Refusal } from "../domain/refusal.ts";

type Refusals = readonly [Refusal, ...Refusal[]];

/** Ends a request from within a hook or a parser, where nothing can be returned; the error handler makes the answer of it. */
export class RefusedRequest extends Error {
  override readonly name = "RefusedRequest";
  readonly refusals: Refusals;
  /** Headers that the answer needs beside the problem: `Allow`, `Connection`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(refusals: Refusals, headers: Readonly<Record<string, string>> = {}) {
    super(refusals.map((each) => each.code).join(", "));
    this.refusals = refusals;
    this.headers = headers;
  }
}

export const refuse = (refusal: Refusal, headers?: Readonly<Record<string, string>>): never => {
  throw new RefusedRequest([refusal], headers);
};

/** The value of an outcome; a refusal ends the request. */
export const valueOf = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value;
  throw new RefusedRequest(outcome.refusals);
};
