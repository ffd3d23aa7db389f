import { useCallback, useSyncExternalStore } from "react";

export const useMedia = (query: string): boolean => {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
};

/** Wide enough for the records to stand beside the table; the same width as the `desk` breakpoint. */
export const useDesk = (): boolean => useMedia("(min-width: 1120px)");
