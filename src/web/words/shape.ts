import type { en } from "./en.ts";

type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };

/** The same keys in every language. */
export type Words = Shape<typeof en>;
