import { stepRewardStatements } from "./step-reward-statements.ts";

/** The two approvals are steps like the others, with a permission of their own: a program may publish, a person approves. */
export const approveRewardStatements = stepRewardStatements;
