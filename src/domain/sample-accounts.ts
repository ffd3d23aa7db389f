import type { Role } from "./member.ts";

export type SampleAccount = { readonly email: string; readonly role: Role; readonly member: string | null };

/** Who may be signed in as in the sample company. What lets one in is made when it is loaded, and stands nowhere. */
export const sampleAccounts: readonly SampleAccount[] = [
  { email: "raj@morning-calm.example", role: "rep", member: "raj" },
  { email: "jung-minjeong@morning-calm.example", role: "manager", member: "jung-minjeong" },
  { email: "operations@morning-calm.example", role: "operations", member: null },
  { email: "viewer@morning-calm.example", role: "viewer", member: null },
  { email: "admin@morning-calm.example", role: "admin", member: null },
];
