/** Class names of which some depend on a condition. */
export const classNames = (...names: readonly (string | false | undefined)[]): string =>
  names.filter((name) => typeof name === "string").join(" ");
