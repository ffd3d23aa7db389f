/**
 * The same texts in memory of their own. A cell that was cut out of a piece of a file holds on to the whole piece: two thousand rows from all over
 * a file would keep all of it.
 */
export const ownTexts = (cells: readonly string[]): readonly string[] => JSON.parse(JSON.stringify(cells)) as string[];

export const ownText = (text: string): string => JSON.parse(JSON.stringify(text)) as string;
