import { z } from "zod";
import { refusal } from "../domain/refusal.ts";
import { readLimit } from "./parameters.ts";
import { refuse } from "./refused-request.ts";
import { cursorParameter } from "./schemas.ts";

const MOST = 1_000;

/** What a list that is worked out whole takes. */
export const pageParameters = {
  cursor: cursorParameter,
  limit: z
    .string()
    .optional()
    .meta({ type: "integer", minimum: 1, maximum: MOST, description: `How many at most; 1 to ${MOST}, which it is if left out` }),
};

/** Where a page ended: after which item, and where that was, in case it is gone. */
const placeOf = (cursor: string): { readonly at: number; readonly key: string } => {
  const [, at, key] = /^(\d{1,9}) ([^]*)$/.exec(cursor) ?? [];
  return at === undefined || key === undefined ? refuse(refusal("cursor-invalid", "?cursor")) : { at: Number(at), key };
};

/** A page of a list that is worked out whole, and where it goes on. */
export const pageOf = <T>(
  items: readonly T[],
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit?: string | undefined },
  keyOf: (item: T) => string,
): { readonly page: readonly T[]; readonly nextCursor: string | null } => {
  const most = readLimit(limit, MOST) ?? MOST;
  const place = cursor === undefined ? undefined : placeOf(cursor);
  const found = place === undefined ? -1 : items.findIndex((item) => keyOf(item) === place.key);
  const from = place === undefined ? 0 : found < 0 ? place.at : found + 1;
  const page = items.slice(from, from + most);
  const last = page.at(-1);
  const isMore = last !== undefined && from + page.length < items.length;
  return { page, nextCursor: isMore ? `${from + page.length} ${keyOf(last)}` : null };
};
