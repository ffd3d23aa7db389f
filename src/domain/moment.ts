import type { Day } from "./day.ts";
import type { Instant } from "./instant.ts";
import { offsetAt } from "./zone-offset.ts";

/** A day and how much of its working time is gone, 0 to 1. */
export type Moment = { readonly day: Day; readonly gone: number };

const secondsPerDay = 86_400;
/** Between these hours of the local clock a working day is taken to pass evenly: who works when is not known. */
export const WORK_BEGINS = 9 * 3600;
export const WORK_ENDS = 18 * 3600;

export const momentIn = (zone: string, now: Instant): Moment => {
  const second = Math.floor(Number(now) / 1_000_000);
  const local = second + offsetAt(zone, second);
  const day = Math.floor(local / secondsPerDay);
  const gone = (local - day * secondsPerDay - WORK_BEGINS) / (WORK_ENDS - WORK_BEGINS);
  return { day, gone: Math.min(1, Math.max(0, gone)) };
};
