type Given<T> = { readonly [Name in keyof T]?: Exclude<T[Name], undefined> };

/** Without what was left out: for functions whose options may be missing but not undefined. */
export const given = <T extends object>(values: T): Given<T> =>
  // Only keys without a value are gone, which the type lets be missing.
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
