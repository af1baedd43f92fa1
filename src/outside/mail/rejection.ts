/** Stages of nodemailer at which a 5xx speaks about this mail, and not about our login or the connection. */
const ABOUT_THE_MAIL = ["EENVELOPE", "EMESSAGE"];

/** True when the next server has refused this mail for good (RFC 5321, 4.2.1: 5yz), so that trying again is no use. */
export function isRejection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, responseCode } = error as Error & { code?: unknown; responseCode?: unknown };
  return (
    typeof code === "string" &&
    ABOUT_THE_MAIL.includes(code) &&
    typeof responseCode === "number" &&
    responseCode >= 500 &&
    responseCode < 600
  );
}
