/** What a member did in one past week, in credits, and how many days were worked in it. */
export type WorkedWeek = { readonly credits: number; readonly days: number };

/** What people did before, of one metric: in credits for each working day. */
export type Rates = {
  readonly mean: number;
  /** Between members, of their own rates; null when there are too few to tell. */
  readonly variance: number | null;
};

/**
 * What is believed of a member's rate before the period begins: Gamma(shape, days), in acts for each day of average weight. `days` is how
 * much working time the belief is worth. `perEvent` is how many credits one act stands for.
 */
export type Prior = { readonly shape: number; readonly days: number; readonly perEvent: number };

type Worked = { readonly credits: number; readonly days: number };

const together = (weeks: readonly WorkedWeek[]): Worked =>
  weeks.reduce<Worked>((sum, { credits, days }) => (days > 0 ? { credits: sum.credits + credits, days: sum.days + days } : sum), {
    credits: 0,
    days: 0,
  });

/** With fewer weeks beyond the first of each member nothing is said of how unevenly acts come. */
const FEWEST_WEEKS = 12;

/**
 * How many credits come at once: the variance of a member's weeks over their mean (Pearson), at least `least`. Calls that come one by one
 * give one call, however many there are; deals of ten thousand each give ten thousand; a clustered count lies between. Null with too
 * little history, or when nothing was done.
 */
export const perEventOf = (members: readonly (readonly WorkedWeek[])[], least: number): number | null => {
  let squares = 0;
  let means = 0;
  let weeksMore = 0;
  for (const weeks of members) {
    const all = together(weeks);
    if (all.days <= 0) continue;
    const rate = all.credits / all.days;
    let worked = 0;
    for (const { credits, days } of weeks) {
      if (days <= 0) continue;
      worked += 1;
      squares += (credits - rate * days) ** 2 / days;
    }
    means += rate * (worked - 1);
    weeksMore += worked - 1;
  }
  return weeksMore < FEWEST_WEEKS || means <= 0 ? null : Math.max(least, squares / means);
};

/** Fewer members say nothing of how people differ. */
const FEWEST_MEMBERS = 5;
/** So few days say nothing of a member. */
const FEWEST_DAYS = 5;

/**
 * The mean of all and the variance between members, by moments: what the spread of their rates exceeds the spread that acts coming by
 * chance would give. Null when nobody worked, or nothing was done.
 */
export const ratesOf = (members: readonly (readonly WorkedWeek[])[], perEvent: number): Rates | null => {
  const known = members.map(together).filter(({ days }) => days >= FEWEST_DAYS);
  const days = known.reduce((sum, each) => sum + each.days, 0);
  const credits = known.reduce((sum, each) => sum + each.credits, 0);
  if (days <= 0 || credits <= 0) return null;
  const mean = credits / days;
  if (known.length < FEWEST_MEMBERS) return { mean, variance: null };
  const spread = known.reduce((sum, each) => sum + each.days * (each.credits / each.days - mean) ** 2, 0);
  const weight = days - known.reduce((sum, each) => sum + each.days ** 2, 0) / days;
  return { mean, variance: Math.max(0, (spread - (known.length - 1) * perEvent * mean) / weight) };
};

/** Where nobody knows how people differ: half of the mean either way. */
const USUAL_SHAPE = 4;
/** However alike they were: a tenth of the mean either way. However unlike: twice the mean. */
const LARGEST_SHAPE = 100;
const SMALLEST_SHAPE = 0.25;

/** The belief about a member of those whose rates these are. `asked` is the rate that the target asks for: what is believed where there is no history. */
export const priorOf = (rates: Rates | null, asked: number, perEvent: number): Prior => {
  const mean = rates?.mean ?? asked;
  const variance = rates?.variance ?? null;
  const shape = variance === null ? USUAL_SHAPE : Math.min(LARGEST_SHAPE, Math.max(SMALLEST_SHAPE, mean ** 2 / Math.max(variance, 1e-12)));
  return { shape, days: (shape * perEvent) / mean, perEvent };
};
