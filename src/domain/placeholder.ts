/** What programs and spreadsheets write when there is nothing: each would make one key or one value of many. */
const placeholders: ReadonlySet<string> = new Set([
  "null",
  "undefined",
  "nan",
  "none",
  "nil",
  "n/a",
  "(null)",
  "(none)",
  "(blank)",
  "<null>",
  "[object object]",
  "-",
  "--",
  "?",
  "#ref!",
  "#n/a",
  "#value!",
  "#div/0!",
  "#name?",
  "#null!",
  "#num!",
  "#spill!",
  "#calc!",
  "#field!",
  "#getting_data",
  "#blocked!",
  "#connect!",
  "#error!",
]);

const longest = "[object object]".length;

export const isPlaceholder = (text: string): boolean => text.length <= longest && placeholders.has(text.toLowerCase());
