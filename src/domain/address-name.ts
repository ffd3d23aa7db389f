const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * What a person may be called whose address alone is known: `Mina Kim` of `mina.kim2+crm@northwind.example`. What has no letters stays as it is
 * written before the @.
 */
export const nameOfAddress = (address: string): string => {
  const local = address.slice(0, address.lastIndexOf("@"));
  const words = local
    .replace(/\+.*$/, "")
    .split(/[._-]+/)
    .map((word) => word.replace(/^\d+|\d+$/g, ""))
    .filter((word) => word !== "");
  return words.map(capital).join(" ") || local;
};
