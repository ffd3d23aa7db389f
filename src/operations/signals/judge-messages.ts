import type { Settings } from "../../domain/company.ts";
import { judgeHits } from "../../domain/signals/click.ts";
import { LINK_SOURCE } from "../../domain/signals/link-name.ts";
import type { SignalReport } from "../../domain/signals/signal-reading.ts";
import type { Instant } from "../../domain/instant.ts";
import { recountAnswers } from "../../store/answers.ts";
import { noteTouched } from "../../store/changes.ts";
import type { Transaction } from "../../store/database.ts";
import { capAuthors, voidSignals } from "../../store/signals.ts";
import { classHits, hitsAround, judgedMessages, type KeptHit, type MessageJudged } from "../../store/tracked-links.ts";
import { authorLimits, recordSignalReports } from "../record-signals.ts";

const keyOf = ({ id }: Pick<KeptHit, "id">) => ({ source: LINK_SOURCE, externalId: `hit-${id}` });

const clickOf = (hit: KeptHit, { recipient }: MessageJudged, { company }: Settings): SignalReport => ({
  signal: {
    ...keyOf(hit),
    kind: "click",
    occurredAt: hit.at,
    author: recipient,
    // A topic that is no more is none.
    topic: company.topics.some(({ id }) => id === hit.topic) ? hit.topic : null,
    url: hit.url,
    excerpt: null,
    evidence: null,
    revisedAt: null,
    purgedAt: null,
  },
  text: null,
});

/**
 * Judges all hits of these messages anew: what is a person's click becomes a signal, and one that turns out to be a machine's is voided. The signals are owned.
 */
export const judgeMessages = async (tx: Transaction, settings: Settings, numbers: readonly bigint[], now: Instant): Promise<void> => {
  const { companyId } = settings;
  const messages = await judgedMessages(tx, companyId, numbers);
  const around = await hitsAround(tx, companyId, numbers);
  const judged = messages.flatMap((message) => {
    const own = new Set(message.hits.map(({ id }) => id));
    const elsewhere = around.filter(({ id }) => !own.has(id));
    const classes = new Map(judgeHits({ message: message.message, hits: message.hits, elsewhere }).map((each) => [each.id, each]));
    return message.hits.flatMap((hit) => {
      const is = classes.get(hit.id);
      return is === undefined ? [] : [{ hit, message, is }];
    });
  });
  await classHits(
    tx,
    companyId,
    judged.map(({ is }) => is),
  );
  const isHuman = ({ is }: (typeof judged)[number]): boolean => is.class === "human";
  await recordSignalReports(
    tx,
    settings,
    judged.filter((each) => isHuman(each) && each.hit.class !== "human").map(({ hit, message }) => clickOf(hit, message, settings)),
  );
  const keysOf = (which: (each: (typeof judged)[number]) => boolean) => judged.filter(which).map(({ hit }) => keyOf(hit));
  const machines = keysOf((each) => each.hit.class === "human" && !isHuman(each));
  const persons = keysOf((each) => each.hit.class !== "human" && isHuman(each));
  await recountAnswers(tx, settings, [...machines, ...persons], async () => {
    const changed = [...(await voidSignals(tx, companyId, machines, now)), ...(await voidSignals(tx, companyId, persons, null))];
    await capAuthors(tx, companyId, changed, authorLimits(settings.company));
    if (changed.length > 0) noteTouched(tx, ["signals"], "all");
  });
};
