import { parseArgs } from "node:util";
import { campaign, type Report } from "./kills/campaign.ts";

/** See scripts/endurance.ts; `--times N` kills (50) in a batch of `--findings N` (10,000). */
export async function run(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      times: { type: "string", default: "50" },
      findings: { type: "string", default: "10000" },
    },
  });
  const begun = performance.now();
  const report = await campaign({
    times: Number(values.times),
    findings: Number(values.findings),
    random: Math.random,
    say: (line) => console.log(line),
  });
  print(report, (performance.now() - begun) / 1000);
  return report.faults.length === 0;
}

function print({ kills, mail, faults, ...rest }: Report, seconds: number): void {
  const figures: [string, number][] = [
    ...Object.entries(kills).map(([victim, n]): [string, number] => [`kills of: ${victim}`, n]),
    ["times the batch was sent", rest.sendings],
    ["longest outage, ms", Math.round(rest.longestOutage)],
    ["lines acknowledged", rest.acknowledged],
    ["reports", rest.reports],
    ["findings", rest.findings],
    ["cases", rest.cases],
    ["ledger entries, verified", rest.ledgerEntries],
    ["mails promised", mail.promised],
    ["  delivered when the last kill was over", mail.delivered],
    ["  still queued then", mail.queued],
    ["  taken again under the same Message-ID", mail.repeated],
    ["  in the mailbox at the end, each once", mail.inMailbox],
    ["faults", faults.length],
    ["seconds", Math.round(seconds)],
  ];
  for (const [name, value] of figures)
    console.log(`${name.padEnd(42)} ${value.toLocaleString("en").padStart(9)}`);
  for (const fault of faults.slice(0, 50)) console.log(`  ✗ ${fault}`);
}
