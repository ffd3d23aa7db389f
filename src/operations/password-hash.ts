import { hash, verify } from "@node-rs/argon2";

/** Argon2id as OWASP asks for it: 19 MiB, two passes, one lane. Its PHC form says so, and an older one is read by what it says. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashOfPassword = (password: string): Promise<string> => hash(password, cost);

/** Of no password: whoever has none, or is not there, is compared with it, and takes as long as everybody else. */
const ofNobody = hash(crypto.randomUUID(), cost);

/** Whether it is the password of this hash; of no hash it is none, after as long. */
export const isPassword = async (passwordHash: string | null, password: string): Promise<boolean> =>
  (await verify(passwordHash ?? (await ofNobody), password)) && passwordHash !== null;
