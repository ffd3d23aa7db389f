/** To the second, and saying whose clock it is. */
export const moment = (instant: string): string => `${instant.slice(0, 19).replace("T", " ")} UTC`;
