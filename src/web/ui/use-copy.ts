import { useEffect, useState } from "react";

/** Browsers give the clipboard only to pages served from this machine or over TLS; elsewhere the old way still works. */
const write = async (text: string): Promise<void> => {
  if (typeof navigator.clipboard?.writeText === "function") return navigator.clipboard.writeText(text);
  const area = Object.assign(document.createElement("textarea"), { value: text });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
};

/** Copies a text, and says for two seconds that it did. */
export const useCopy = () => {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  return { copied, copy: (text: string) => void write(text).then(() => setCopied(true)) };
};
