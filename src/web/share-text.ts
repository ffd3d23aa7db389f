/** A share as it is read: two digits below one percent, else a tenth. */
export const shareText = (share: number, language: string): string =>
  share.toLocaleString(
    language,
    share > 0 && share < 0.01 ? { style: "percent", maximumSignificantDigits: 2 } : { style: "percent", maximumFractionDigits: 1 },
  );
