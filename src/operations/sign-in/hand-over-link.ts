import { accountMail } from "../../domain/account-mail.ts";
import type { Settings } from "../../domain/company.ts";
import type { LinkPurpose } from "../../store/account-links.ts";
import type { User } from "../../store/users.ts";
import type { SendMail } from "../send-mails.ts";
import { languageOfUser } from "./language-of-user.ts";
import { linkUrl } from "./links.ts";

/** How a link reaches its owner. */
export type HandOver = {
  readonly publicUrl: URL;
  /** Left out: by hand. */
  readonly sendMail?: SendMail;
  readonly hearFault?: (error: unknown) => void;
};

/** By mail where one can be sent, and then it is shown to nobody else; else it is there to be handed on. */
export const handOverLink = async (
  token: string,
  {
    user,
    purpose,
    settings,
  }: { readonly user: Pick<User, "email" | "language" | "memberNumber">; readonly purpose: LinkPurpose; readonly settings: Settings },
  { publicUrl, sendMail, hearFault }: HandOver,
): Promise<{ readonly link: string | null; readonly mailed: boolean }> => {
  const link = linkUrl(publicUrl, token);
  if (sendMail === undefined || user.email === null) return { link, mailed: false };
  try {
    await sendMail(accountMail(user.email, { purpose, company: settings.company.name, link, language: languageOfUser(user, settings) }));
    return { link: null, mailed: true };
  } catch (error) {
    hearFault?.(error);
    return { link, mailed: false };
  }
};
