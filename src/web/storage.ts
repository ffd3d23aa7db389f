type Key = "attain.language" | "attain.theme" | "attain.rail" | "attain.shortcuts";

/** Keeps a choice of the reader for the next visit. Where storage is closed to the page the choice holds until it is left. */
export const keep = (key: Key, value: string | undefined): void => {
  if (value === undefined) here.delete(key);
  else here.set(key, value);
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Nothing is lost but the memory of it.
  }
};

const here = new Map<Key, string>();

export const kept = (key: Key): string | undefined => {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return here.get(key);
  }
};
