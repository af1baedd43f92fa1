import type { ParsedMail } from "mailparser";

/** Whom mails of a review have reached: subject without the reference → the names before the @, once for each mail. */
export function toldByMail(mails: readonly ParsedMail[], ref: string): Record<string, string[]> {
  const told: Record<string, string[]> = {};
  for (const { subject = "", to } of mails) {
    const about = subject.replace(`${ref}: `, "");
    const addresses = [to ?? []].flat().flatMap(({ value }) => value);
    const names = addresses.map(({ address = "" }) => address.split("@")[0] ?? "");
    told[about] = [...(told[about] ?? []), ...names].sort();
  }
  return told;
}
