/** Keeps a choice of the reader for the next visit. Where storage is closed to the page the choice holds until it is left. */
export const keep = (key: "attain.language" | "attain.theme" | "attain.rail", value: string | undefined): void => {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Nothing is lost but the memory of it.
  }
};
