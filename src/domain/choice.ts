import { perhaps } from "./meant.ts";
import { accepted, refusal, refused, type Outcome } from "./refusal.ts";
import { shown } from "./shown.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** One of a closed set of texts; another one is refused with all that there are, and the nearest. */
export const readChoice = <const T extends string>(value: unknown, choices: readonly T[], pointer: string): Outcome<T> => {
  if (typeof value !== "string")
    return refused(isMissing(value) ? refusal("required", pointer) : refuseType(value, "string", `"${choices[0] ?? ""}"`, pointer));
  const choice = choices.find((each) => each === value);
  return choice === undefined
    ? refused(refusal("enum", pointer, { found: shown(value), choices: choices.join(", "), hint: perhaps(value, choices) }))
    : accepted(choice);
};
