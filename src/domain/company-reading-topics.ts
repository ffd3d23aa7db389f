import type { TopicEntry } from "./company-file.ts";
import { readId, refuseRepeated, type Findings } from "./company-reading-basics.ts";
import { readTopic } from "./signals/topic-reading.ts";
import type { Topic } from "./signals/topic.ts";

/** What posts are looked through for. A topic that the file no longer names finds nothing more; what was found stays. */
export const readTopics = (findings: Findings, entries: readonly TopicEntry[]): readonly Topic[] => {
  refuseRepeated(findings, entries, "topic", "/topics");
  return entries.flatMap((entry, place) => {
    readId(findings, entry.id, `/topics/${place}/id`);
    const topic = readTopic(entry);
    if (topic.ok) return [topic.value];
    findings.push(...topic.refusals.map((each) => ({ ...each, pointer: `/topics/${place}${each.pointer}` })));
    return [];
  });
};
