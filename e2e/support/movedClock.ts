/**
 * Preloaded into a server (`node --import`): its clock runs ahead by the milliseconds that stand in the file MOVED_CLOCK
 * names. The product has no such switch; timers keep real time.
 */
import { readFileSync } from "node:fs";

const file = process.env.MOVED_CLOCK;
const RealDate = Date;

const ahead = (): number => {
  try {
    return Number(readFileSync(file ?? "", "utf8"));
  } catch {
    return 0; // nobody has moved it yet
  }
};

class MovedDate extends RealDate {
  constructor(...given: readonly unknown[]) {
    if (given.length === 0) super(RealDate.now() + ahead());
    else super(...(given as [number]));
  }
  static override now(): number {
    return RealDate.now() + ahead();
  }
}

if (file !== undefined) globalThis.Date = MovedDate as DateConstructor;
