import type { Caller, Permission } from "../domain/access.ts";
import type { Settings } from "../domain/company.ts";
import { sightOf, wholeSight, type Sight } from "../domain/sight.ts";
import { nowOf, todayOf } from "./company-today.ts";

/** What the caller sees by this permission now. Without a caller it is the operator, at the computer and its database. */
export const sightIn = (settings: Settings, caller: Caller | undefined, permission: Permission): Sight =>
  caller === undefined ? wholeSight : sightOf(caller, permission, settings, todayOf(settings, nowOf()));

/** Who asks; left out: the operator. */
export type AskedBy = { readonly caller?: Caller };
