/** For doors, which know who asks. */
export { asDoer } from "../store/doer.ts";
