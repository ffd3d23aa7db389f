import { createTransport } from "nodemailer";
import type { SendMail } from "../operations/send-mails.ts";

/** Where mail is handed over, and whom it is from. */
export type MailSettings = { readonly url: string; readonly from: string };

const SECONDS = 1000;

/** Hands mail to the server of the settings, each over a connection of its own: there are few, and a kept one would be closed in the pauses. */
export const mailSender = ({ url, from }: MailSettings): SendMail => {
  const transport = createTransport({
    url,
    connectionTimeout: 10 * SECONDS,
    greetingTimeout: 10 * SECONDS,
    socketTimeout: 20 * SECONDS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, subject, text }) => {
    // Given as an address, not as a header: no name in it is read as another recipient.
    await transport.sendMail({ from, to: { name: "", address: to }, subject, text, headers: { "auto-submitted": "auto-generated" } });
  };
};
