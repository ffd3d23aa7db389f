import { AsyncLocalStorage } from "node:async_hooks";

const doers = new AsyncLocalStorage<string>();

/** Lets everything that `work` begins be done by this account or key. Said at the door, once, so that no operation can name somebody else. */
export const asDoer = <T>(by: string, work: () => T): T => doers.run(by, work);

/** Who does what is being done, as journals name them; of what nobody asked for, whoever sits at the computer. */
export const doer = (): string => doers.getStore() ?? "local";
