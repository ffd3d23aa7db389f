import type { VirtualItem } from "@tanstack/react-virtual";
import { useEffect, useMemo, useState } from "react";

/** A line of a table is some forty elements: more of them than this are no work for one frame. */
const perFrame = 8;

/**
 * The lines of those that are wanted that are put into the page now: whatever stands there already and a few new ones, the others in the frames
 * that follow. A drag of the bar brings a screen of new lines at once, which is longer than a scroll may stand still.
 */
export const useFewAtOnce = (wanted: readonly VirtualItem[]): readonly VirtualItem[] => {
  const [drawn, setDrawn] = useState<ReadonlySet<VirtualItem["key"]>>(new Set());
  const shown = useMemo(() => {
    const added = new Set(
      wanted
        .map(({ key }) => key)
        .filter((key) => !drawn.has(key))
        .slice(0, perFrame),
    );
    return wanted.filter(({ key }) => drawn.has(key) || added.has(key));
  }, [wanted, drawn]);
  useEffect(() => {
    if (shown.every(({ key }) => drawn.has(key))) return;
    const frame = requestAnimationFrame(() => setDrawn(new Set(shown.map(({ key }) => key))));
    return () => cancelAnimationFrame(frame);
  }, [shown, drawn]);
  return shown;
};
