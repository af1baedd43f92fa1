import { isIP } from "node:net";

/** A setting's value read from text, or what is wrong with the text and how it should look. */
export type Parsed<T> = { readonly value: T } | { readonly fault: string };
export type Parse<T> = (text: string) => Parsed<T>;

export const anyText: Parse<string> = (text) => ({ value: text });

export const oneOf =
  <const V extends readonly string[]>(values: V): Parse<V[number]> =>
  (text) =>
    values.includes(text) ? { value: text } : { fault: `is not one of ${values.join(", ")}` };

export const wholeNumber =
  (least: number, most: number): Parse<number> =>
  (text) => {
    const value = Number(text);
    return /^\d+$/.test(text) && value >= least && value <= most
      ? { value }
      : { fault: `is not a whole number from ${least} to ${most}` };
  };

const UNITS: Record<string, number> = { "": 1, kb: 1e3, mb: 1e6, gb: 1e9 };

/** `50000000`, `50 MB` */
export const byteCount: Parse<number> = (text) => {
  const [, digits, unit = ""] = /^(\d{1,12})\s*([kmg]b)?$/i.exec(text) ?? [];
  const value = Number(digits) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  return value > 0 ? { value } : { fault: "is not a number of bytes such as 50000000 or 50 MB" };
};

export function urlOf(text: string, protocols: readonly string[]): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && protocols.includes(url.protocol) ? url : undefined;
}

export const urlWith =
  (...protocols: readonly string[]): Parse<string> =>
  (text) =>
    urlOf(text, protocols)
      ? { value: text }
      : { fault: `is not a URL beginning with ${protocols.map((p) => `${p}//`).join(" or ")}` };

const isLocalName = (host: string): boolean => host === "localhost" || host.endsWith(".localhost");

/** Passkeys belong to a name, never to an IP address, and exist only over https or on localhost. */
export const origin: Parse<string> = (text) => {
  const url = urlOf(text, ["http:", "https:"]);
  if (!url || url.origin !== text.replace(/\/$/, "")) {
    return { fault: "is not an origin such as https://assay.example (no path after the name)" };
  }
  if (isIP(url.hostname.replace(/^\[|\]$/g, ""))) {
    return { fault: "is a bare IP address, which passkeys refuse; use a name, such as localhost" };
  }
  if (url.protocol === "http:" && !isLocalName(url.hostname)) {
    return { fault: "must begin with https://; plain http is for localhost alone" };
  }
  return { value: url.origin };
};

/** Names or addresses to listen on, separated by commas. */
export const hosts: Parse<readonly string[]> = (text) => {
  const value = text.split(",").map((host) => host.trim().replace(/^\[|\]$/g, ""));
  return value.every((host) => isIP(host) > 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(host))
    ? { value }
    : { fault: "is not a list of addresses such as 0.0.0.0 or 127.0.0.1,::1" };
};

/** `Desk <desk@example.org>` or the address alone. */
export const mailAddress: Parse<string> = (text) =>
  /^(?:[^<>@\r\n]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text)
    ? { value: text }
    : { fault: "is not a mail address such as Desk <desk@example.org>" };
