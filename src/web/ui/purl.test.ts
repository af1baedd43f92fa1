import { expect, test } from "vitest";
import { purlParts } from "./purl.ts";

test.each([
  ["pkg:npm/%40quayside/gateway@8.0.2", null, "npm/%40quayside/", "gateway", "@8.0.2"],
  ["pkg:generic/libharbor", "3.2.1", "generic/", "libharbor", "@3.2.1"],
  ["pkg:deb/debian/openlatch@2.11-3?arch=amd64", null, "deb/debian/", "openlatch", "@2.11-3"],
  ["pkg:golang/relay.example/relayd#cmd/relayd", null, "golang/relay.example/", "relayd", ""],
  ["the firmware of the gate", null, "", "the firmware of the gate", ""],
])("%s is cut before its name", (purl, version, namespace, name, shown) => {
  expect(purlParts(purl, version)).toEqual({ namespace, name, version: shown });
});
