import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isLoopbackAddress, isNetworkAddress, isPublicAddress } from "./address.ts";

const NOT_PUBLIC = [
  ["0.0.0.0", "this network"],
  ["0.1.2.3", "this network"],
  ["10.0.0.1", "private"],
  ["172.16.0.1", "private"],
  ["172.31.255.255", "private"],
  ["192.168.1.1", "private"],
  ["100.64.0.1", "shared by a carrier"],
  ["100.100.100.200", "metadata of a cloud, in the shared range"],
  ["127.0.0.1", "loopback"],
  ["127.255.255.254", "loopback"],
  ["169.254.169.254", "metadata of most clouds"],
  ["168.63.129.16", "platform service of a cloud"],
  ["192.0.0.192", "metadata of a cloud"],
  ["192.0.2.1", "documentation"],
  ["198.18.0.1", "benchmarking"],
  ["198.51.100.1", "documentation"],
  ["203.0.113.1", "documentation"],
  ["224.0.0.1", "multicast"],
  ["240.0.0.1", "reserved"],
  ["255.255.255.255", "broadcast"],
  ["::", "unspecified"],
  ["::1", "loopback"],
  ["::ffff:127.0.0.1", "IPv4-mapped"],
  ["::ffff:8.8.8.8", "IPv4-mapped, though public"],
  ["::127.0.0.1", "IPv4-compatible"],
  ["64:ff9b::a00:1", "translated to IPv4"],
  ["64:ff9b:1::1", "translated to IPv4 locally"],
  ["2002:7f00:1::", "6to4"],
  ["2001:0:1::1", "Teredo"],
  ["2001:db8::1", "documentation"],
  ["fc00::1", "unique local"],
  ["fd00:ec2::254", "metadata of a cloud"],
  ["fe80::1", "link-local"],
  ["fe80::1%eth0", "link-local with a zone"],
  ["fec0::1", "site-local"],
  ["ff02::1", "multicast"],
  ["5f00::1", "segment routing"],
  ["4000::1", "not given to anybody"],
  ["127.1", "a short form"],
  ["0177.0.0.1", "octal"],
  ["2130706433", "a number"],
  ["", "nothing"],
  ["example.org", "a name"],
] as const;

describe("the public internet", () => {
  test.each(NOT_PUBLIC)("does not hold %s (%s)", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  test.each(["1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"])(
    "holds %s",
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  test("has no address of 10/8, 127/8, 169.254/16 or fc00::/7, whatever the rest", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.constantFrom("10", "127"), octet, octet, octet, (first, b, c, d) => {
        expect(isPublicAddress(`${first}.${b}.${c}.${d}`)).toBe(false);
        expect(isPublicAddress(`169.254.${c}.${d}`)).toBe(false);
        expect(isPublicAddress(`fd${b.toString(16).padStart(2, "0")}::${c}:${d}`)).toBe(false);
      }),
    );
  });

  test("throws at no text at all", () => {
    fc.assert(fc.property(fc.string(), (text) => typeof isPublicAddress(text) === "boolean"));
  });
});

test("one's own network is the public internet and the private ranges, and not the machine or its metadata", () => {
  for (const address of ["10.0.0.1", "192.168.1.1", "fd12::1", "8.8.8.8"])
    expect(isNetworkAddress(address)).toBe(true);
  for (const address of [
    "127.0.0.1",
    "::1",
    "169.254.169.254",
    "168.63.129.16",
    "fe80::1",
    "0.0.0.0",
  ])
    expect(isNetworkAddress(address)).toBe(false);
});

test("the loopback is this machine alone", () => {
  for (const address of ["127.0.0.1", "127.9.9.9", "::1"])
    expect(isLoopbackAddress(address)).toBe(true);
  for (const address of ["10.0.0.1", "0.0.0.0", "::ffff:127.0.0.1", "localhost"])
    expect(isLoopbackAddress(address)).toBe(false);
});
