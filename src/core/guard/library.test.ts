import { openGuard, readPack, readRegistry } from "assay/guard";
import { describe, expect, test } from "vitest";

describe("the library assay/guard", () => {
  const guard = openGuard();

  test("scans texts and JSON, and streams, as the command line does", () => {
    const text = "Ask ada@example.com 😀";
    expect(guard.scan(text)).toMatchObject({ action: "rewrite", output: "Ask [EMAIL] 😀" });
    expect(guard.scanJson('{"to":"ada@example.com"}')?.output).toBe('{"to":"[EMAIL]"}');
    expect(guard.scanJson("no JSON")).toBeUndefined();
    const stream = guard.openStream();
    expect([...text].map(stream.push).join("") + stream.end()).toBe("Ask [EMAIL] 😀");
    expect(guard.scan("TLP:AMBER", "public").action).toBe("escalate");
    expect(guard.scan("TLP:AMBER", { kind: "clients" }).action).toBe("pass");
  });

  test("reads bytes cut in the middle of characters, and lets nothing out behind what is none", () => {
    const bytes = new TextEncoder().encode("é 😀 ada@example.com.");
    const stream = guard.openByteStream();
    const out = [...bytes].map((byte) => stream.push(Uint8Array.of(byte))).join("") + stream.end();
    expect(out).toBe("é 😀 [EMAIL].");
    const torn = guard.openByteStream();
    const before = torn.push(bytes.subarray(0, 5)) + torn.end();
    expect({ before, halted: torn.isHalted(), ...torn.verdict() }).toMatchObject({
      action: "block",
      halted: true,
      findings: [{ ruleId: "guard/unreadable" }],
    });
    expect("é ".startsWith(before)).toBe(true);
  });

  test("takes packs and registries of one's own", () => {
    const citation = { standard: "ACME", clause: "1", url: "https://acme.example" };
    const rules = [
      {
        id: "badge",
        type: "person.badge",
        citation,
        action: "rewrite",
        detector: { pattern: "ACME-\\d{6}" },
        examples: ["ACME-123456"],
      },
    ];
    const pack = readPack(JSON.stringify({ rules }), "acme.json");
    const registry = readRegistry('{"embargoed":[{"caseId":"C-1","keys":["left-padder@2.0.1"]}]}');
    if (!pack.ok || !registry.ok) throw new Error("Both are sound.");
    const own = openGuard({ packs: [pack.pack, "embargo"], registry: registry.registry });
    expect(own.scan("ada@example.com has ACME-123456").output).toBe("ada@example.com has [BADGE]");
    expect(own.scan("left-padder@2.0.1").action).toBe("block");
    expect(own.scan("left-padder@2.0.1", { kind: "named", caseId: "C-1" }).action).toBe("pass");
    expect(own.policyHash()).not.toBe(guard.policyHash());
  });

  test("says what there is where something is asked for that there is not", () => {
    expect(() => openGuard({ packs: ["nothing"] })).toThrow("personal-data");
    expect(() => guard.scan("x", "nobody" as "public")).toThrow("participants");
  });
});
