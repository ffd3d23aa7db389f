import type { Role } from "./member.ts";

/**
 * What can be done, named by thing and act. An API key's scopes are of these; what a role may do is said in `grants`, and nothing that is not
 * said there may be done.
 */
export const permissions = [
  "activities:read",
  "activities:write",
  "activities:rule",
  "attainment:read",
  "audit:read",
  "boards:read",
  "closing:read",
  "closing:write",
  "commitments:write",
  "company:read",
  "contacts:write",
  "disputes:decide",
  "disputes:read",
  "disputes:write",
  "exports:read",
  "follow-ups:read",
  "follow-ups:write",
  "funnel:read",
  "hooks:read",
  "hooks:write",
  "imports:read",
  "imports:write",
  "keys:read",
  "keys:write",
  "leaves:decide",
  "leaves:read",
  "leaves:write",
  "members:write",
  "metrics:read",
  "notes:read",
  "notes:write",
  "notices:read",
  "opportunities:read",
  "opportunities:write",
  "personal-data:read",
  "personal-data:write",
  "prospects:merge",
  "prospects:read",
  "prospects:write",
  "questions:read",
  "questions:write",
  "rewards:approve",
  "rewards:dispute",
  "rewards:read",
  "rewards:write",
  "settings:read",
  "settings:write",
  "signals:attest",
  "signals:read",
  "signals:write",
  "statements:acknowledge",
  "statements:read",
  "suggestions:read",
  "suggestions:write",
  "users:read",
  "users:write",
] as const;
export type Permission = (typeof permissions)[number];

/**
 * Whose things a permission reaches: the member's own; those of the present members of the teams that they lead, 13 months back; the
 * company's. Of boards: those that one is on, of a leader those of the teams too. `sums` are the company's numbers without any person in them.
 */
export type Extent = "own" | "team" | "company" | "sums";

/**
 * What may be done with an API key: everything but what makes or changes accounts and keys and what approves money, which a person does, and what is
 * between a person and whoever leads them.
 */
export const scopes = permissions.filter(
  (permission): boolean =>
    !/^(?:users|keys|personal-data|notes):/.test(permission) && permission !== "audit:read" && permission !== "rewards:approve",
);

type Grants = { readonly [P in Permission]?: Extent };

type OfTalks = "notes:read" | "notes:write";

const ofCompany = permissions.filter((permission): permission is Exclude<Permission, OfTalks> => !permission.startsWith("notes:"));

/**
 * Of an inbox, of what somebody has seen and of what they set out to do nobody else has a say. What is noted of talks is for whoever leads the people: to
 * look after the company is not to lead them.
 */
const everything: Required<Omit<Grants, OfTalks>> = {
  ...(Object.fromEntries(ofCompany.map((permission) => [permission, "company"])) as Required<Omit<Grants, OfTalks>>), // all of them
  "commitments:write": "own",
  "notices:read": "own",
  "rewards:dispute": "own",
  "statements:acknowledge": "own",
};

const { "audit:read": _audit, "hooks:read": _hooks, "hooks:write": _hook, "keys:read": _keys, "keys:write": _key, ...others } = everything;
const {
  "metrics:read": _metrics,
  "personal-data:read": _data,
  "personal-data:write": _erasure,
  "users:read": _users,
  "users:write": _user,
  ...ofOperations
} = others;

/** What each role may do, and with whose things. */
export const grants: Readonly<Record<Role, Grants>> = {
  rep: {
    "activities:read": "own",
    "activities:write": "own",
    "attainment:read": "own",
    "boards:read": "own",
    "commitments:write": "own",
    "company:read": "company",
    "disputes:read": "own",
    "disputes:write": "own",
    "follow-ups:read": "own",
    "follow-ups:write": "own",
    "leaves:read": "own",
    "leaves:write": "own",
    "notices:read": "own",
    "opportunities:read": "own",
    "prospects:read": "own",
    "prospects:write": "own",
    "signals:attest": "own",
    "signals:read": "company",
    "rewards:dispute": "own",
    "rewards:read": "own",
    "statements:acknowledge": "own",
    "statements:read": "own",
    "suggestions:read": "own",
    "suggestions:write": "own",
  },
  manager: {
    "activities:read": "team",
    "activities:write": "own",
    "activities:rule": "team",
    "attainment:read": "team",
    "boards:read": "team",
    "commitments:write": "own",
    "company:read": "company",
    "contacts:write": "team",
    "disputes:decide": "team",
    "disputes:read": "team",
    "disputes:write": "team",
    "exports:read": "team",
    "follow-ups:read": "team",
    "follow-ups:write": "team",
    "funnel:read": "team",
    "leaves:decide": "team",
    "leaves:read": "team",
    "leaves:write": "team",
    "notes:read": "team",
    "notes:write": "team",
    "notices:read": "own",
    "opportunities:read": "team",
    "prospects:read": "team",
    "prospects:write": "team",
    "questions:read": "team",
    "questions:write": "team",
    "signals:attest": "own",
    "signals:read": "company",
    "rewards:approve": "team",
    "rewards:dispute": "own",
    "rewards:read": "team",
    "statements:acknowledge": "own",
    "statements:read": "team",
    "suggestions:read": "team",
    "suggestions:write": "team",
  },
  operations: ofOperations,
  admin: everything,
  viewer: { "attainment:read": "sums", "company:read": "company", "funnel:read": "sums" },
};

/**
 * What an account may be now. Whoever has left the company is no rep and no manager any more, whatever the account says; who looks after the
 * company without carrying a quota there keeps the other roles until an admin takes them. Without a role nobody comes in.
 */
export const rolesHeld = (roles: readonly Role[], hasLeft: boolean): readonly Role[] =>
  hasLeft ? roles.filter((role) => role !== "rep" && role !== "manager") : roles;

/** Who asks: an account that is signed in, a program with a key, or whoever sits at the computer and its database. */
export type Caller = {
  readonly companyId: number;
  /** How journals name them: an account's id, `key:` and a key's name, `local`. */
  readonly by: string;
  readonly type: "user" | "key" | "operator";
  /** Null of everybody but accounts. */
  readonly userNumber: number | null;
  /** Null of everybody but keys. */
  readonly keyNumber: number | null;
  /** The member that the account is. */
  readonly memberNumber: number | null;
  readonly roles: readonly Role[];
  /** Of a key; of an account its roles say it. */
  readonly scopes: readonly Permission[];
};

/** Who sends, by a number that is nobody else's ever: the name of a key that has ended, or an id, may be given to another. */
export const senderOf = ({ type, userNumber, keyNumber }: Caller): string => `${type} ${keyNumber ?? userNumber ?? ""}`.trim();

/** With whose things the caller may do it; empty: they may not. */
export const extentsOf = ({ type, roles, scopes: granted }: Caller, permission: Permission): ReadonlySet<Extent> => {
  if (type === "operator") return new Set(["company"]);
  if (type === "key") return new Set(granted.includes(permission) ? ["company"] : []);
  return new Set(roles.map((role) => grants[role][permission]).filter((extent) => extent !== undefined));
};

export const mayDo = (caller: Caller, permission: Permission): boolean => extentsOf(caller, permission).size > 0;
