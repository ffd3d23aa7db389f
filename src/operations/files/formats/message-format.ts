import { isChatHeader, isChatText } from "./chat-lines.ts";
import { textDecoder } from "./cp949.ts";
import { isMailboxText } from "./mailbox-lines.ts";
import { encodingOf } from "./text-pieces.ts";

/** As UTF-8, or as what Korean programs write; a beginning may be cut in the middle of a character. */
const textOf = (head: Buffer): string => {
  const encoding = encodingOf(head);
  const text = new TextDecoder(encoding).decode(head);
  const isOther = encoding === "UTF-8" && text.slice(0, -3).includes("\ufffd");
  return isOther ? textDecoder("euc-kr").decode(head) : text;
};

const headBytes = 4096;

/** Whether a file is a mailbox or a chat, by its first bytes. */
export const messageFormat = (bytes: Buffer): "mbox" | "kakaotalk" | undefined => {
  const head = bytes.subarray(0, headBytes);
  if (isMailboxText(head.toString("latin1"))) return "mbox";
  const text = textOf(head);
  const [first = ""] = text.split(/\r?\n|\r/, 1);
  return isChatHeader(first.split(",")) || isChatText(text) ? "kakaotalk" : undefined;
};
