/** Letters and digits that stand for five bits each; which of five characters are capitals makes one of them. */
const marks = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

const isCapital = (code: number): boolean => code >= 65 && code <= 90;

/** Fifteen letters and digits of which at least one is a digit: `Kim Min Ji` and a long name are none. */
const shortId = /^(?=[A-Za-z]*\d)[A-Za-z0-9]{15}$/;

/**
 * A record's id of Salesforce in its 18 characters. Reports write the first 15 alone, in which capitals count; the three behind them say
 * which of these are capitals, so that the id survives where they are lost. Whatever is not 15 letters and digits stays as it is.
 */
export const fullSalesforceId = (text: string): string => {
  if (!shortId.test(text)) return text;
  let suffix = "";
  for (let group = 0; group < 15; group += 5) {
    let bits = 0;
    for (let at = 0; at < 5; at += 1) if (isCapital(text.charCodeAt(group + at))) bits |= 1 << at;
    suffix += marks.charAt(bits);
  }
  return text + suffix;
};
