import type { LiveTopic } from "../../domain/live.ts";

/** What the server tells: that something of these topics changed; `all`: that anything may have. */
export type LiveEvent =
  | { readonly type: "here" | "all" | "ended"; readonly id: string }
  | { readonly type: "changed"; readonly id: string; readonly topics: readonly LiveTopic[] };

const fieldOf = (text: string, name: string): string => new RegExp(`^${name}: ?(.*)$`, "m").exec(text)?.[1] ?? "";

const read = (text: string): LiveEvent | undefined => {
  const [type, id] = [fieldOf(text, "event"), fieldOf(text, "id")];
  if (type === "here" || type === "all" || type === "ended") return { type, id };
  // The page and the server are one release.
  if (type === "changed") return { type, id, ...(JSON.parse(fieldOf(text, "data")) as { readonly topics: readonly LiveTopic[] }) };
  return undefined;
};

/** The events of a stream as they come; `alive` is called with every sign of life, also one that says nothing. */
export const readEvents = async function* (body: ReadableStream<Uint8Array>, alive: () => void): AsyncGenerator<LiveEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    alive();
    text += decoder.decode(value, { stream: true });
    for (let end = text.indexOf("\n\n"); end !== -1; end = text.indexOf("\n\n")) {
      const event = read(text.slice(0, end));
      text = text.slice(end + 2);
      if (event !== undefined) yield event;
    }
  }
};
