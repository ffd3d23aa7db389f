/** Fetches the letters of texts that are said once there is no connection to fetch a part of the font by. */
export const fetchLetters = (texts: unknown): void => {
  // The font is in parts, each with some of the letters.
  void document.fonts.load('1em "Pretendard Variable"', JSON.stringify(texts)).catch(() => undefined);
};
