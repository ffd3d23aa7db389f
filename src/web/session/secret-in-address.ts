import { useState } from "react";

/** What stands after # in a one-time link. It goes to no server by itself; kept in the address, so that a reload does not lose it. */
export const useSecretInAddress = (): string => useState(() => location.hash.slice(1))[0];
