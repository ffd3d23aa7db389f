/** Of what people enter on the pages. */
export const OWN_SOURCE = "attain";

/** The source of what people enter by a decision; no other record may name it. */
export const ATTESTED_SOURCE = "attested";
