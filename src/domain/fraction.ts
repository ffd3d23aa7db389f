/** Exact as a number while that is exact, as a bigint beyond: equal amounts are then equal in form. */
export type Whole = number | bigint;

/** `done` of `of`, in lowest terms, `of` above zero. May exceed one. */
export type Fraction = { readonly done: Whole; readonly of: Whole };

export const one: Fraction = { done: 1, of: 1 };
export const none: Fraction = { done: 0, of: 1 };

const MOST = BigInt(Number.MAX_SAFE_INTEGER);
const LEAST = -MOST;

/** The form in which a whole number is kept. */
export const whole = (value: bigint): Whole => (value <= MOST && value >= LEAST ? Number(value) : value);

const commonNumber = (a: number, b: number): number => {
  let larger = Math.abs(a);
  let smaller = b;
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
};

const commonBigint = (a: bigint, b: bigint): bigint => {
  let larger = a < 0n ? -a : a;
  let smaller = b;
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
};

const reducedNumbers = (done: number, of: number): Fraction => {
  const common = commonNumber(done, of);
  // Adding zero turns -0 into 0, which would differ from it in comparisons of form.
  return { done: done / common + 0, of: of / common };
};

const reducedBigints = (done: bigint, of: bigint): Fraction => {
  const common = commonBigint(done, of);
  return { done: whole(done / common), of: whole(of / common) };
};

/** `done / of` in lowest terms; `of` must be above zero. */
export const fraction = (done: Whole, of: Whole): Fraction => {
  if (of <= 0) throw new RangeError(`A fraction of ${of} has no value`);
  const [above, below] = [typeof done === "bigint" ? whole(done) : done, typeof of === "bigint" ? whole(of) : of];
  return typeof above === "number" && typeof below === "number"
    ? reducedNumbers(above, below)
    : reducedBigints(BigInt(above), BigInt(below));
};

/** The product where a double holds it exactly, else nothing. */
const exactProduct = (a: Whole, b: Whole): number | undefined => {
  if (typeof a !== "number" || typeof b !== "number") return undefined;
  const product = a * b;
  return Number.isSafeInteger(product) ? product : undefined;
};

/** Negative, zero or positive, by cross-multiplication: no quotient is ever rounded, so that 299,999 of 300,000 is below one. */
export const compareFractions = (a: Fraction, b: Fraction): number => {
  const left = exactProduct(a.done, b.of);
  const right = exactProduct(b.done, a.of);
  if (left !== undefined && right !== undefined) return left - right;
  const difference = BigInt(a.done) * BigInt(b.of) - BigInt(b.done) * BigInt(a.of);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

const isBelowOne = ({ done, of }: Fraction): boolean => done < of;

export const plus = (a: Fraction, b: Fraction): Fraction => {
  const [left, right, below] = [exactProduct(a.done, b.of), exactProduct(b.done, a.of), exactProduct(a.of, b.of)];
  if (left !== undefined && right !== undefined && below !== undefined && Number.isSafeInteger(left + right))
    return reducedNumbers(left + right, below);
  return reducedBigints(BigInt(a.done) * BigInt(b.of) + BigInt(b.done) * BigInt(a.of), BigInt(a.of) * BigInt(b.of));
};

export const minus = (a: Fraction, { done, of }: Fraction): Fraction => plus(a, { done: -done, of });

/** The mean of the parts, each counted as one at most: one only when every part has reached one. */
export const meanCapped = (parts: readonly Fraction[]): Fraction => {
  let complete = 0;
  let rest = none;
  for (const part of parts) {
    if (isBelowOne(part)) rest = plus(rest, part);
    else complete += 1;
  }
  if (complete === parts.length) return one;
  const total = plus(rest, { done: complete, of: 1 });
  const below = exactProduct(total.of, parts.length);
  return below === undefined ? reducedBigints(BigInt(total.done), BigInt(total.of) * BigInt(parts.length)) : fraction(total.done, below);
};

export const largest = (parts: readonly [Fraction, ...Fraction[]]): Fraction =>
  parts.reduce((most, part) => (compareFractions(part, most) > 0 ? part : most));

export const times = (a: Fraction, b: Fraction): Fraction => {
  const [done, of] = [exactProduct(a.done, b.done), exactProduct(a.of, b.of)];
  return done === undefined || of === undefined
    ? reducedBigints(BigInt(a.done) * BigInt(b.done), BigInt(a.of) * BigInt(b.of))
    : reducedNumbers(done, of);
};

export const lesser = (a: Fraction, b: Fraction): Fraction => (compareFractions(a, b) <= 0 ? a : b);
