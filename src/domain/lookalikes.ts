/** Letters of other alphabets that are drawn like these of the Latin one, small as in an address (confusable in the sense of UTS 39). */
const latinOf: Readonly<Record<string, string>> = {
  ...{ а: "a", с: "c", ԁ: "d", е: "e", һ: "h", і: "i", ј: "j", о: "o", р: "p", ԛ: "q", ѕ: "s", ѵ: "v", ԝ: "w", х: "x", у: "y" },
  ...{ α: "a", ι: "i", ν: "v", ο: "o", ρ: "p", υ: "u" },
  ...{ օ: "o", ս: "u", հ: "h" },
};

/** The Latin address that one with letters of other alphabets looks like; null for an address that looks like itself. */
export const lookalikeOf = (email: string): string | null => {
  const seen = Array.from(email, (letter) => latinOf[letter] ?? letter).join("");
  // Where a letter is left that no Latin one looks like, it is a word of its language, and is read as one.
  return seen !== email && !/(?!\p{Script=Latin})\p{L}/u.test(seen) ? seen : null;
};
