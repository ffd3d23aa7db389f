import { Temporal } from "temporal-polyfill";
import type { Settings } from "../domain/company.ts";
import type { Day } from "../domain/day.ts";
import { dayIn, type Instant } from "../domain/instant.ts";

export const nowOf = (): Instant => BigInt(Temporal.Now.instant().epochMilliseconds) * 1000n;

/** The company's day at a moment. */
export const todayOf = ({ company }: Settings, now: Instant): Day => dayIn(company.timeZone, now);
