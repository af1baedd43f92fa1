import { describe, expect, test } from "vitest";
import { parsePasswd } from "./account.ts";
import { parsePostmaster } from "./postmaster.ts";
import { readFailure } from "./server.ts";

describe("what Postgres says of itself", () => {
  test("is its process, its port and whether it is ready", () => {
    const lines = [
      "123",
      "/data",
      "1700000000",
      "20000",
      "",
      "127.0.0.1",
      "  1  2",
      "ready   ",
      "",
    ];
    expect(parsePostmaster(lines.join("\n"))).toEqual({ pid: 123, port: 20_000, status: "ready" });
    expect(parsePostmaster(lines.slice(0, 6).join("\n"))?.status).toBe("starting");
  });

  test.each(["", "x", "0\n", "\n\n"])("is nothing while its file holds %j", (text) => {
    expect(parsePostmaster(text)).toBeUndefined();
  });

  test.each([
    ['FATAL:  lock file "postmaster.pid" already exists', "already running"],
    ["FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use", "leftovers"],
    ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use', "port taken"],
    ["FATAL:  could not create any TCP/IP sockets", "port taken"],
    ['FATAL:  could not open file "global/pg_control"', "other"],
  ])("when it does not start, %j, is told apart", (log, failure) => {
    expect(readFailure(log)).toBe(failure);
  });
});

test("users are read from passwd, and lines that are none are left out", () => {
  const text =
    "root:x:0:0:root:/root:/bin/sh\n# none\nassay-pg:x:998:997::/nonexistent:/bin/false\n+::::::\n";
  expect(parsePasswd(text)).toEqual([
    { name: "root", uid: 0, gid: 0 },
    { name: "assay-pg", uid: 998, gid: 997 },
  ]);
});
