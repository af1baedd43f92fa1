import type { Recipient } from "#core/sealed/recipient.ts";
import { rewrap as rewrapAt } from "#core/sealed/rewrap.ts";
import { systemChance } from "#outside/chance/chance.ts";
import { connect, type Where } from "./connect.ts";

type Asked = {
  readonly where: Where;
  readonly id: string;
  readonly identities: readonly string[];
  readonly recipients: readonly Recipient[];
  readonly isOnly: boolean;
};

/** See `core/sealed/rewrap.ts`. */
export const rewrap = ({ where, ...rest }: Asked) =>
  rewrapAt({ ...rest, server: connect(where), random: systemChance.random });
