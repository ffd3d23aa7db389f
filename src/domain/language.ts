export const languages = ["en", "ko"] as const;
export type Language = (typeof languages)[number];

/** What a company calls something, in one language or several; at least one is there. */
export type Name = Readonly<Partial<Record<Language, string>>>;

/** The name in the reader's language, else in another one that there is. */
export const nameIn = (name: Name, language: Language): string => name[language] ?? name.en ?? name.ko ?? "";
