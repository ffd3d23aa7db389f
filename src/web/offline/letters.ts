/** Fetches the letters of texts that are said once there is no connection to fetch a part of the font by. */
export const fetchLetters = (texts: unknown): void => {
  // As wide as the font is named; a part of it comes for the letters that are asked for.
  void document.fonts.load('1em "Pretendard Variable"', JSON.stringify(texts)).catch(() => undefined);
};
