import { createTransport } from "nodemailer";
import { bad, type Check, good, warning } from "#core/system/check.ts";

export type Queue = {
  readonly waiting: number;
  readonly failed: number;
  readonly oldest: Date | null;
};

const words = ({ waiting, failed, oldest }: Queue): string => {
  const since = oldest ? `, the oldest since ${oldest.toISOString()}` : "";
  return `${waiting} waiting${since}, ${failed} failed`;
};

/** Connects and signs in, and sends nothing. */
export async function checkMail(url: string | null, queue: Queue): Promise<Check> {
  if (url === null) {
    const detail = `no mail server is set: messages stay queued (${words(queue)})`;
    return warning("mail", detail, "Set ASSAY_MAIL_URL and ASSAY_MAIL_FROM.");
  }
  const host = new URL(url).host;
  const timeouts = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 5_000 };
  const transport = createTransport(url, {});
  Object.assign(transport.options, timeouts);
  try {
    await transport.verify();
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return bad(
      "mail",
      `${host} does not take mail (${said}); ${words(queue)}`,
      "Check ASSAY_MAIL_URL and that this machine may reach that server.",
    );
  } finally {
    transport.close();
  }
  return queue.failed > 0
    ? warning(
        "mail",
        `${host} answers; ${words(queue)}`,
        "Look at the failed messages in the desk.",
      )
    : good("mail", `${host} answers; ${words(queue)}`);
}
