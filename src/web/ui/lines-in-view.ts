import { useEffect, useLayoutEffect, useState, type RefObject } from "react";
import { flushSync } from "react-dom";

/** Up to this many lines are all in the page, so that the browser's own search sees them. */
const shownWhole = 120;

type Place = { readonly width: number; readonly top: number };

/** How wide a table is, and where its lines begin on the page. */
export const usePlaceOnPage = (frame: RefObject<HTMLElement | null>, body: RefObject<HTMLElement | null>): Place => {
  const [place, setPlace] = useState<Place>({ width: 0, top: 0 });
  useLayoutEffect(() => {
    const measure = () => {
      if (frame.current === null || body.current === null) return;
      const next = { width: frame.current.clientWidth, top: Math.round(body.current.getBoundingClientRect().top + window.scrollY) };
      setPlace((last) => (last.width === next.width && last.top === next.top ? last : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    if (frame.current !== null) observer.observe(frame.current);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [frame, body]);
  return place;
};

/** On paper nothing scrolls: all lines are there before it is printed. */
const useIsPrinted = (): boolean => {
  const [isPrinted, setPrinted] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinted(true));
    const end = () => setPrinted(false);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  return isPrinted;
};

type Lines = {
  readonly count: number;
  readonly keyOf: (index: number) => string | number;
  readonly estimateSize: () => number;
  /** Where they begin on the page. */
  readonly top: number;
};

/** How thousands of lines are put into the page: those that are in sight, and a few around them; on paper all. */
export const useLinesInView = ({ count, keyOf, estimateSize, top }: Lines) => {
  const isPrinted = useIsPrinted();
  const isWhole = isPrinted || count <= shownWhole;
  return {
    /** All of them are there, at once. */
    isWhole,
    count,
    estimateSize,
    overscan: isWhole ? count : 4,
    useFlushSync: isPrinted,
    scrollMargin: top,
    getItemKey: keyOf,
  };
};
