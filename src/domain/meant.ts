import { nearest } from "./nearest.ts";
import type { Words } from "./refusals/words.ts";

export const noHint: Words = { en: "", ko: "" };

/** The end of a sentence that offers a name; with the space before it, so that nothing is left over when there is none. */
export const didYouMean = (name: string | undefined): Words =>
  name === undefined ? noHint : { en: ` Did you mean "${name}"?`, ko: ` "${name}"인가요?` };

/** The same for the name among several that comes nearest to what was found. */
export const perhaps = (found: string, names: Iterable<string>): Words => didYouMean(nearest(found, names));
