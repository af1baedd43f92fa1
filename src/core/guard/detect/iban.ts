import { isMod97 } from "./checksum.ts";
import { isCapital, isDigit, isSmall } from "./unit.ts";

/** Length of an IBAN by country: IBAN Registry (SWIFT), release 99. */
const LENGTHS =
  "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

export const IBAN_LENGTHS: ReadonlyMap<string, number> = new Map(
  LENGTHS.split(" ").map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const isAlphanumeric = (unit: number): boolean => isDigit(unit) || isCapital(unit) || isSmall(unit);

/** Where a text begins with an IBAN, written in groups or not: how many units it takes; else 0. */
export function ibanLength(text: string): number {
  const length = IBAN_LENGTHS.get(text.slice(0, 2).toUpperCase());
  if (length === undefined) return 0;
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (!isAlphanumeric(text.charCodeAt(at))) continue;
    count += 1;
    if (count < length) continue;
    if (isAlphanumeric(text.charCodeAt(at + 1))) return 0;
    const bare = text.slice(0, at + 1).replace(/[^A-Za-z0-9]/g, "");
    return isMod97(bare) ? at + 1 : 0;
  }
  return 0;
}
