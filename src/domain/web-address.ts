/** Letters, digits, dots, hyphens and what else stands in a host and port, also of another script, before the path. */
const host = /^https?:\/\/[^\s/?#\\@<>"'`]+([/?#][^\s\\<>"`]*)?$/i;

/** Whether a text is an absolute http or https address without a user name, spaces or marks that end an attribute of a page. */
export const isWebAddress = (text: string): boolean => host.test(text);
