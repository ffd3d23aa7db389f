import type { Instant } from "../../src/domain/instant.ts";

export const now = (): Instant => BigInt(Date.now()) * 1000n;
