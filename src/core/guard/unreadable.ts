import type { Finding } from "./verdict.ts";

/** What cannot be read is held, whatever is in it. Its place is given by whoever could not read it. */
export const UNREADABLE: Omit<Finding, "start" | "end"> = {
  ruleId: "guard/unreadable",
  type: "guard.unreadable",
  action: "block",
  citation: {
    standard: "OWASP ASVS 5.0",
    clause: "2.2 Input Validation",
    url: "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x11-V2-Validation-and-Business-Logic.md",
  },
  detector: "reader",
  confidence: 1,
  message: "This cannot be read, so nothing of it leaves.",
};
