import { expect, test } from "vitest";
import { campaign } from "../scripts/endurance/kills/campaign.ts";

test("kill -9 of server and Postgres in the middle of a batch loses nothing and doubles nothing", async () => {
  const report = await campaign({
    times: 3,
    findings: 1_500,
    random: Math.random,
    say: () => {},
  });
  expect(report.faults).toEqual([]);
  expect(report.kills).toEqual({ server: 1, postmaster: 1, backend: 1, everything: 0 });
  expect(report).toMatchObject({ acknowledged: 1_500, reports: 1_500, findings: 1_500 });
  expect(report.cases).toBeLessThan(1_500);
  expect(report.ledgerEntries).toBeGreaterThan(3_000);
  expect(report.mail.promised).toBeGreaterThan(0);
  expect(report.mail.inMailbox).toBeGreaterThanOrEqual(report.mail.promised);
});
