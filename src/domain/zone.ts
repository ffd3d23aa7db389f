import { accepted, refusal, refused, type Outcome } from "./refusal.ts";
import { isMissing, refuseType } from "./value-type.ts";
export const parseZone = (value: unknown, pointer: string): Outcome<string> =>
  typeof value === "string" ? accepted(value) : refused(isMissing(value) ? refusal("required", pointer) : refuseType(value, "string", "Asia/Seoul", pointer));
