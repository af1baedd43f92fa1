import { createTransport } from "nodemailer";
import type { Cleared, Message } from "#core/guard/message.ts";

/** A plain-text mail. `messageId` is the same at every attempt, so that a mailbox can tell a repetition. */
export type Mail = Message & {
  readonly messageId: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string | null;
};

export type Mailer = {
  /** Resolves once the next server has taken the mail; throws when it has not, or when that is unknown. */
  readonly send: (mail: Cleared<Mail>) => Promise<void>;
  readonly close: () => void;
};

const TIMEOUT_MS = 20_000;

/** `url` is `smtp://user:password@host:587` or `smtps://…`. Takes nothing but what the guard has cleared. */
export function openMailer(url: string): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      await transport.sendMail({
        from: mail.from,
        to: [...mail.to],
        subject: mail.subject,
        text: mail.body,
        messageId: mail.messageId,
        ...(mail.replyTo === null ? {} : { replyTo: mail.replyTo }),
        headers: { "Auto-Submitted": "no" },
      });
    },
    close: () => transport.close(),
  };
}
