/**
 * What a file may hold, so that one made to do harm is refused in flat memory, before it is unpacked or soon after. All rows that Excel has are
 * within them.
 */

const megabyte = 1_048_576;

/** As Excel has it: 1,048,575 records below a header. */
export const MOST_ROWS = 1_048_576;
/** As Excel has it: up to column XFD. */
export const MOST_COLUMNS = 16_384;
/** With the empty ones before the last of each row: a full sheet of 114 columns. */
export const MOST_CELLS = 120_000_000;
export const MOST_SHEETS = 1_000;

/** What a workbook unpacks to, in bytes, and the text that its cells come to, in characters. */
export const MOST_UNPACKED = 4096 * megabyte;
/** How many times its size a part may unpack to; sheets come to 5 to 30. */
export const MOST_RATIO = 250;
/** Small parts may be anything. */
export const RATIO_FROM = 16 * megabyte;
export const MOST_PARTS = 10_000;
/** In bytes: what the list of contents says of all parts. */
export const LONGEST_LIST = 8 * megabyte;

/** Tags inside of tags; a sheet has 7. */
export const DEEPEST_XML = 64;
/** Web pages leave tags open. */
export const DEEPEST_HTML = 10_000;
export const MOST_ATTRIBUTES = 256;
/** In characters: one tag, comment or instruction. */
export const LONGEST_TAG = megabyte;

/** Texts that a workbook shares among its cells. */
export const MOST_SHARED_TEXTS = 8_000_000;
/** In bytes of UTF-8; what is beyond lies in a file while the workbook is read. */
export const SHARED_TEXTS_IN_MEMORY = 64 * megabyte;
export const MOST_STYLES = 100_000;
