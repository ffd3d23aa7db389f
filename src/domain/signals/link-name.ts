/** The source of the clicks on our own links. */
export const LINK_SOURCE = "links";

/**
 * The name of one of our own links, `/r/{id}.{mac}`: the id finds the address that it leads to, which is kept here and never stands in the
 * link; the MAC shows that the id is of our making, so that nobody clicks for others by guessing.
 */
export type LinkName = { readonly id: string; readonly mac: string };

/** 128 random bits, and half of an HMAC-SHA-256, each in base64url. */
const name = /^([\w-]{22})\.([\w-]{22})$/;

export const linkNameText = ({ id, mac }: LinkName): string => `${id}.${mac}`;

/** Undefined for what no link of ours can be called. Whether the MAC is right is for who has the key. */
export const parseLinkName = (text: string): LinkName | undefined => {
  const [, id, mac] = name.exec(text) ?? [];
  return id === undefined || mac === undefined ? undefined : { id, mac };
};

/** What is signed: nothing that is signed for another purpose or another company reads the same. */
export const signedText = (companyId: number, linkId: string): string => `attain link ${companyId} ${linkId}`;
