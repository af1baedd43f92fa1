import { expect, test } from "vitest";
import { parseContentDigest, toContentDigest } from "./contentDigest.ts";

// RFC 9530, appendix B.1.
const RFC = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";

test("the RFC's own digest is read and written", () => {
  const bytes = parseContentDigest(RFC);
  expect(bytes && toContentDigest(bytes)).toBe(RFC);
});

test("it is found beside another", () =>
  expect(parseContentDigest(`sha-512=:AAAA:, ${RFC}`)).toHaveLength(32));

test.each([
  undefined,
  "",
  "sha-256=RK/0",
  "md5=:AAAA:",
  RFC.replace(":RK", ":R"),
  RFC.slice(0, -2),
])("%j holds none", (header) => expect(parseContentDigest(header)).toBeUndefined());
