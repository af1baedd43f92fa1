import fc from "fast-check";
import { parse } from "tldts";
import { expect, test } from "vitest";
import { CHECKS } from "./checks.ts";

const label = fc.stringMatching(/^[a-z0-9-]{0,8}$/);
const suffix = fc.constantFrom("com", "net", "org", "co.uk", "io", "localhost", "0", "com.org");

test("an address is one where its domain ends as the list of public suffixes says, and has more than that", () => {
  fc.assert(
    fc.property(fc.array(label, { maxLength: 3 }), suffix, (labels, end) => {
      const host = [...labels, end].join(".");
      const { isIcann, domain } = parse(host, { extractHostname: false });
      const found = `ada@${host}`;
      expect(CHECKS.email?.({ found, match: found, before: "", after: "" })).toBe(
        isIcann === true && domain !== null,
      );
    }),
  );
});
