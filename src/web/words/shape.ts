import type { accessEn } from "./access-en.ts";
import type { en } from "./en.ts";
import type { importEn } from "./import-en.ts";
import type { oneToOneEn } from "./one-to-one-en.ts";
import type { resultsEn } from "./results-en.ts";
import type { rulesEn } from "./rules-en.ts";
import type { rewardsEn } from "./rewards-en.ts";
import type { todayEn } from "./today-en.ts";
import type { teamEn } from "./team-en.ts";
import type { signalsEn } from "./signals-en.ts";
import type { operationsEn } from "./operations-en.ts";

type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };

/** The same keys in every language. */
export type Words = Shape<typeof en>;
export type ImportWording = Shape<typeof importEn>;
export type TeamWording = Shape<typeof teamEn>;
export type OneToOneWording = Shape<typeof oneToOneEn>;
export type OperationsWording = Shape<typeof operationsEn>;
export type AccessWording = Shape<typeof accessEn>;
export type ResultsWording = Shape<typeof resultsEn>;
export type RulesWording = Shape<typeof rulesEn>;
export type SignalsWording = Shape<typeof signalsEn>;
export type TodayWording = Shape<typeof todayEn>;
export type RewardsWording = Shape<typeof rewardsEn>;
