/** The path of an address as its sender meant it, for answers and logs: what stands escaped there is seen by nobody who looks for it. */
export const plainPath = (url: string): string => {
  const path = url.split("?")[0] ?? "";
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};
