/** The place of a plan on the page, as the address names it. */
export const planAnchor = (plan: string): string => `plan-${plan}`;

/** Goes to a plan that is on the page: its heading has the focus then. */
export const goToPlan = (plan: string): void => document.getElementById(planAnchor(plan))?.focus();
