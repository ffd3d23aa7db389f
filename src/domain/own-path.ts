const LONGEST = 2_000;
/** One slash, and not two nor a backslash, which browsers read as one: `//evil.example` is another site. They leave out tabs and line breaks. */
const own = /^\/(?![/\\])[^\\\p{Cc}]*$/u;

/** Where to go on after signing in: the path, if it is one of this site; else the first page. */
export const ownPath = (found: unknown): string => (typeof found === "string" && found.length <= LONGEST && own.test(found) ? found : "/");
