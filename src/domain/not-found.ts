import { things, type Thing } from "./company-reading-basics.ts";
import { perhaps } from "./meant.ts";
import { refusal, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";

/** What was asked for by an id that nothing has, with the nearest one that there is. */
export const notFound = (thing: Thing, found: string, all: readonly { readonly id: string }[]): Refusal =>
  refusal("not-found", `/${thing}`, {
    what: things[thing],
    found: shown(found),
    hint: perhaps(
      found,
      all.map(({ id }) => id),
    ),
  });
