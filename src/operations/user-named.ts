import { perhaps } from "../domain/meant.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { emailKeyOf } from "../domain/sign-in-reading.ts";
import type { Transaction } from "../store/database.ts";
import { listedUser, userIds, type ListedUser } from "../store/users.ts";

const noUser = async (tx: Transaction, companyId: number, found: string): Promise<Outcome<never>> =>
  refused(
    refusal("not-found", "/user", {
      what: { en: "account", ko: "계정" },
      found: shown(found),
      hint: perhaps(found, await userIds(tx, companyId)),
    }),
  );

/** An account that has not ended, by its id or its e-mail address. */
export const userNamed = async (tx: Transaction, companyId: number, found: string): Promise<Outcome<ListedUser>> => {
  const name = found.normalize("NFC").trim();
  const user = await listedUser(tx, companyId, { id: name, emailKey: emailKeyOf(name) });
  return user === undefined || user.endedAt !== null ? noUser(tx, companyId, found) : accepted(user);
};
