import type { Settings } from "../../domain/company.ts";
import type { Language } from "../../domain/language.ts";
import { languageOf } from "../../domain/notice.ts";
import type { User } from "../../store/users.ts";

/** In which an account is written to: its own, else its member's, else what the company's country speaks. */
export const languageOfUser = (
  { language, memberNumber }: Pick<User, "language" | "memberNumber">,
  { company, members }: Settings,
): Language => {
  const member = members.find(({ number }) => number === memberNumber);
  return language ?? languageOf(member ?? { language: null }, company);
};
