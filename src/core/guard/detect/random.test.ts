import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isExpression, isName, isPassword, isPlaceholder, isRandom } from "./random.ts";

describe("what a generator made", () => {
  test("is told from names and words", () => {
    const words = [
      "RevocationTokenHandler",
      "the-name-of-a-thing-2",
      "constant_time_compare",
      "application/json",
    ];
    expect(words.filter(isRandom)).toEqual([]);
  });
  test("is known by its digits and capitals", () => {
    const made = [
      "38bb7b318cc6898c80317decb34525844bc9db55",
      "q7Zc4KmW9tRxB2vLp8Ns",
      "xbzsovaw9ix4qfhi14an",
    ];
    expect(made.filter((text) => !isRandom(text))).toEqual([]);
  });
  test("nearly never goes unnoticed", () => {
    const texts = fc.sample(fc.stringMatching(/^[A-Za-z0-9]{32}$/), { numRuns: 400, seed: 7 });
    expect(texts.filter((text) => !isRandom(text)).length).toBeLessThan(20);
  });
});

describe("a password", () => {
  test.each(["D1fficult", "gT#!$LdgMj6$Vmg", "$kTjdOX$c5JH", "RSKkykwP", "password123"])(
    "may be %s",
    (text) => {
      expect(isPassword(text)).toBe(true);
    },
  );
  test.each([
    "required",
    "String",
    "get_password(user)",
    "args.password",
    "$PASSWORD",
    "[PASSWORD]",
    "newPassword2",
    "abc",
  ])("is not %s", (text) => {
    expect(isPassword(text)).toBe(false);
  });
});

describe("a name in a program", () => {
  test.each(["Ed25519PrivateKey", "round1Secret", "Base64URLString", "CompositePrivateKey_1"])(
    "is %s",
    (text) => {
      expect(isName(text)).toBe(true);
    },
  );
  test("is nearly never what a generator made", () => {
    const made = ["[A-Za-z0-9]{24}", "[a-z0-9]{20}", "[0-9a-f]{32}"].flatMap((of) =>
      fc.sample(fc.stringMatching(new RegExp(`^${of}$`)), { numRuns: 300, seed: 11 }),
    );
    expect(made.filter(isName).length).toBeLessThan(9);
  });
});

test("expressions of programs and places to fill in are known", () => {
  const expressions = [
    "self.token",
    "os.environ['X']",
    "Foo::bar(1)",
    "./path/to",
    "https://example.com",
  ];
  expect(expressions.filter((text) => !isExpression(text))).toEqual([]);
  expect(
    ["<token>", "your-key", "xxxxxxxx", "{{ key }}", "[GITHUB-TOKEN]"].filter(
      (text) => !isPlaceholder(text),
    ),
  ).toEqual([]);
});

test("no text takes long or throws", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 4000 }), (text) => {
      for (const judge of [isRandom, isPassword, isExpression, isPlaceholder])
        expect(typeof judge(text)).toBe("boolean");
    }),
    { numRuns: 50 },
  );
});
