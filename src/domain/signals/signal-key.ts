import type { SignalKey } from "../activity.ts";
import { readExternalId, readSource } from "../key.ts";
import { refusal, refused, type Outcome } from "../refusal.ts";
import { shown } from "../shown.ts";
import { refuseType } from "../value-type.ts";

/** `newsletter:click-1042`: what stands before the first colon is the source. */
export const readSignalKey = (value: unknown): Outcome<SignalKey> => {
  if (typeof value !== "string") return refused(refuseType(value, "string", '"newsletter:click-1042"', "/signal"));
  const colon = value.indexOf(":");
  if (colon < 1 || colon === value.length - 1) return refused(refusal("signal-key", "/signal", { found: shown(value) }));
  const source = readSource(value.slice(0, colon), "/signal");
  if (!source.ok) return source;
  const externalId = readExternalId(value.slice(colon + 1), "/signal");
  return externalId.ok ? { ok: true, value: { source: source.value, externalId: externalId.value } } : externalId;
};

/** As it is read. */
export const signalKeyText = ({ source, externalId }: SignalKey): string => `${source}:${externalId}`;
