import type { Advisory } from "./advisory.ts";
import { toCsaf } from "./toCsaf.ts";
import { toCve } from "./toCve.ts";
import { toMarkdown } from "./toMarkdown.ts";
import { toOpenVex } from "./toOpenVex.ts";
import { toOsv } from "./toOsv.ts";
import { toText } from "./toText.ts";

/** One version in every format, as the text of a file. Made once, when it is published, and kept. */
export type Renderings = {
  readonly csaf: string;
  readonly osv: string;
  /** `null` where no CVE record may be made. */
  readonly cve: string | null;
  readonly openvex: string;
  readonly markdown: string;
  readonly text: string;
};

const file = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;

export function renderAdvisory(advisory: Advisory): Renderings {
  const cve = toCve(advisory);
  return {
    csaf: file(toCsaf(advisory)),
    osv: file(toOsv(advisory)),
    cve: cve.ok ? file(cve.value) : null,
    openvex: file(toOpenVex(advisory)),
    markdown: toMarkdown(advisory),
    text: toText(advisory),
  };
}
