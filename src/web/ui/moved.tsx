import { createContext, use, useState, type ReactNode } from "react";

const Within = createContext("");

/** Says of what the numbers below are: of another period they are others, and have not moved. */
export const MovedWithin = ({ of, children }: { of: string; children: ReactNode }) => <Within value={of}>{children}</Within>;

/** A number that is underlined for a moment when it changes before the reader's eyes, and not when they look at something else. */
export const Moved = ({ children: text, of = "" }: { children: string; of?: string }) => {
  const within = `${use(Within)} ${of}`;
  const [last, setLast] = useState({ text, within, times: 0 });
  if (last.text !== text || last.within !== within) setLast({ text, within, times: last.within === within ? last.times + 1 : 0 });
  const { times } = last;
  // Another element, so that the underline begins anew.
  return times === 0 ? (
    text
  ) : (
    <span key={times} className="moved">
      {text}
    </span>
  );
};
