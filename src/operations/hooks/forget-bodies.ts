import { jsonTexts } from "../../domain/json-texts.ts";
import { refusal } from "../../domain/refusal.ts";
import type { Transaction } from "../../store/database.ts";
import { matchingTexts, type Patterns } from "../../store/erasure.ts";
import { keepEvents } from "../../store/event-outbox.ts";
import { dropQuarantinedBodies, dropWaitingBodies, waitingBodies, type WaitingBody } from "../../store/hook-requests.ts";
import { parseBody } from "./read-events.ts";

/** Bodies have up to a megabyte each. */
const AT_ONCE = 50;
/** A shorter id is looked for as a whole text only: it is part of many words. */
const TELLING_LENGTH = 6;

type Sought = { readonly patterns: Patterns; readonly ids: readonly string[] };

/** Which of these tell of the person; also those that nobody can read, and those that nobody will. */
const telling = async (tx: Transaction, bodies: readonly WaitingBody[], { patterns, ids }: Sought): Promise<readonly WaitingBody[]> => {
  const texts = bodies.map(({ body, isEnded }) => {
    const read = isEnded ? undefined : parseBody(body);
    return read?.ok === true ? jsonTexts(read.value) : undefined;
  });
  const matching =
    patterns.text === null
      ? []
      : await matchingTexts(
          tx,
          patterns.text,
          texts.map((each) => each?.join("\n") ?? ""),
        );
  const matched = new Set(matching);
  const named = (found: string): boolean => {
    const text = found.toLowerCase();
    return ids.some((id) => text === id || (id.length >= TELLING_LENGTH && text.includes(id)));
  };
  return bodies.filter((_, place) => texts[place] === undefined || matched.has(place) || texts[place].some(named));
};

/**
 * Takes the raw bodies of inbound hooks away in which an erased person may stand: of what is quarantined all, since who is in it was never read; of what waits,
 * wherever it does, those that tell of them. Such a request is quarantined, so that its source can be asked to tell again; what waits of others is read as ever.
 */
export const forgetBodies = async (tx: Transaction, companyId: number, { patterns, ids }: Sought): Promise<void> => {
  await dropQuarantinedBodies(tx, companyId);
  const problem = { ...refusal("hook-body-erased", ""), event: null };
  const sought = { patterns, ids: ids.map((each) => each.toLowerCase()) };
  for (let after: bigint | undefined = 0n; after !== undefined;) {
    const bodies: readonly WaitingBody[] = await waitingBodies(tx, companyId, { after, limit: AT_ONCE });
    const dropped = await telling(tx, bodies, sought);
    await dropWaitingBodies(
      tx,
      companyId,
      dropped.map(({ number }) => number),
      problem,
    );
    await keepEvents(
      tx,
      companyId,
      dropped.map(({ endpoint, number }) => ({ type: "attain.hook.quarantined", data: { endpoint, request: Number(number) } })),
    );
    after = bodies.at(-1)?.number;
  }
};
