import type { Pack } from "../pack.ts";
import { markRule } from "./markRule.ts";

const URL =
  "https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022";
const criterion = (clause: string) => ({
  standard: "AICPA Trust Services Criteria 2017 (revised 2022)",
  clause,
  url: URL,
});
const IDENTIFIES = criterion("C1.1 Identifies and maintains confidential information");
const TRANSMITS = criterion(
  "CC6.7 Restricts the transmission, movement and removal of information",
);

/** What an organisation has promised its clients to keep confidential, as far as a text gives it away by its form. */
export const soc2Pack: Pack = {
  id: "soc2",
  version: "1",
  title: "SOC 2 confidentiality",
  rules: [
    markRule("soc2/marking", IDENTIFIES, {
      type: "confidential.marking",
      action: "escalate",
      widest: "organisation",
      pattern:
        "\\b(?:(?:strictly|company|client|customer|highly|commercially|commercial in) confiden(?:tial|ce)|(?:for )?internal use only|not for (?:external|public|further) (?:use|distribution|release)|do not (?:distribute|forward|share externally)|restricted distribution|classification\\s?:\\s?(?:confidential|restricted|internal|secret))\\b",
      message: "The text is marked as confidential.",
      examples: ["STRICTLY CONFIDENTIAL", "For internal use only", "Classification: Restricted"],
      counterExamples: ["We keep reports confidential.", "an internal only to the module"],
    }),
    markRule("soc2/agreement", IDENTIFIES, {
      type: "confidential.agreement",
      action: "escalate",
      widest: "clients",
      pattern:
        "\\b(?:under|subject to|covered by|protected by)(?: an?| our| the| your)? (?:nda|non-?disclosure agreement|mutual nda|confidentiality agreement)\\b",
      message: "The text says that it is covered by an agreement of confidentiality.",
      examples: ["shared under NDA", "subject to our non-disclosure agreement"],
      counterExamples: ["We sign an NDA with every vendor."],
    }),
    markRule("soc2/internal-host", TRANSMITS, {
      type: "confidential.internal-host",
      action: "rewrite",
      widest: "organisation",
      pattern:
        "\\b(?:[a-z0-9][a-z0-9-]{0,62}\\.){1,6}(?:internal|corp|intranet|lan|local|svc\\.cluster\\.local)\\b(?::\\d{2,5})?(?:/[\\w./?=&%-]{0,200})?",
      message: "The text names a machine of the inner network.",
      examples: [
        "https://wiki.eng.corp/runbook",
        "db-3.prod.internal:5432",
        "api.default.svc.cluster.local",
      ],
      counterExamples: ["internal errors", "corp. news", "example.com"],
    }),
    markRule("soc2/file-share", TRANSMITS, {
      type: "confidential.file-share",
      action: "rewrite",
      widest: "organisation",
      pattern:
        "\\\\\\\\[a-z0-9][a-z0-9.-]{1,62}\\\\[a-z0-9$._-]{1,80}(?:\\\\[a-z0-9$ ._-]{1,80}){0,8}",
      message: "The text names a shared folder of the inner network.",
      examples: ["\\\\filer01\\finance\\q3"],
      counterExamples: ["C:\\Users\\ada"],
    }),
    markRule("soc2/client-list", IDENTIFIES, {
      type: "confidential.client-list",
      action: "escalate",
      widest: "organisation",
      pattern:
        "\\b(?:our|the) (?:clients?|customers?)(?: list)? (?:includes?|are|is|:)\\s?:? [^.\\n]{3,120},",
      message: "The text lists clients.",
      confidence: 0.5,
      examples: ["Our customers include First Bank, Second Bank and a utility."],
      counterExamples: ["Our customers are happy."],
    }),
    markRule("soc2/penetration-test", IDENTIFIES, {
      type: "confidential.security-report",
      action: "escalate",
      widest: "clients",
      pattern:
        "\\b(?:penetration test(?:ing)?|pentest|soc 2 type (?:ii|i|1|2)|audit) report\\b[^.\\n]{0,60}\\b(?:attached|enclosed|below|finding|exception)s?\\b",
      message: "The text passes on a security report.",
      examples: ["The penetration test report is attached."],
      counterExamples: ["We publish an audit report each year."],
    }),
  ],
};
