import type { Settings } from "../domain/company.ts";
import { lookalikeOf } from "../domain/lookalikes.ts";
import type { Role } from "../domain/member.ts";
import { emailKeyOf } from "../domain/sign-in-reading.ts";
import type { ListedUser } from "../store/users.ts";

export type UserJson = {
  readonly id: string;
  readonly email: string | null;
  readonly roles: readonly Role[];
  /** The id of the member that it is. */
  readonly member: string | null;
  readonly hasLeft: boolean;
  readonly version: number;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly lastSeenAt: string | null;
  readonly endedAt: string | null;
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly passkeys: number;
  /** The address that this one looks like, and is not. */
  readonly looksLike: { readonly email: string } | null;
};

export const userJson = (user: ListedUser, { members }: Settings): UserJson => {
  const { id, email, roles, memberNumber, hasLeft, version, createdAt, createdBy, lastSeenAt, endedAt, hasPassword, hasSecondFactor } =
    user;
  const lookalike = email === null ? null : lookalikeOf(emailKeyOf(email));
  return {
    id,
    email,
    roles,
    member: members.find(({ number }) => number === memberNumber)?.id ?? null,
    hasLeft,
    version,
    createdAt,
    createdBy,
    lastSeenAt,
    endedAt,
    hasPassword,
    hasSecondFactor,
    passkeys: user.passkeys,
    looksLike: lookalike === null ? null : { email: lookalike },
  };
};
