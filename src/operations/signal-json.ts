import { isoInstant } from "../domain/instant.ts";
import type { ListedSignal } from "../store/signals.ts";

/** A signal as it is told: why it is on a topic, and whether its author has taken it back. */
export const signalJson = ({ signal, revision, topics }: ListedSignal) => ({
  source: signal.source,
  externalId: signal.externalId,
  kind: signal.kind,
  occurredAt: isoInstant(signal.occurredAt),
  author: signal.author,
  topics,
  url: signal.url,
  excerpt: signal.excerpt,
  evidence: signal.evidence,
  revision,
  purgedAt: signal.purgedAt === null ? null : isoInstant(signal.purgedAt),
});
export type SignalJson = ReturnType<typeof signalJson>;
