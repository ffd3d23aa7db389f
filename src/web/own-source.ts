/** Where a record comes from that somebody enters by hand here. */
export const ownSource = "attain";
