import { useEffect, useRef, type RefObject } from "react";

/** For the field that is filled first, where a person has just opened what it stands in. */
export const useFirstFocus = <T extends HTMLElement = HTMLInputElement>(): RefObject<T | null> => {
  const first = useRef<T>(null);
  useEffect(() => first.current?.focus({ preventScroll: true }), []);
  return first;
};
