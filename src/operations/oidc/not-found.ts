import { perhaps } from "../../domain/meant.ts";
import { refusal, type Refusal } from "../../domain/refusal.ts";
import { shown } from "../../domain/shown.ts";

/** A provider that there is not, with the nearest that there is. */
export const notFoundNamed = (id: string, all: readonly { readonly id: string }[]): Refusal =>
  refusal("not-found", "/id", {
    what: { en: "sign-in provider", ko: "로그인 제공자" },
    found: shown(id),
    hint: perhaps(
      id,
      all.map((each) => each.id),
    ),
  });
