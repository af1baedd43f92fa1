import {
  changePolicy,
  readPack,
  readPacks,
  readPolicy,
  uploadPack,
} from "#actions/guard/keepPackFiles.ts";
import { tryText } from "#actions/guard/tryText.ts";
import * as contract from "#contract/guard/pack.ts";
import { on, refuseCall } from "../bind.ts";

export const packRoutes = [
  on(contract.listGuardPacks, ({ deps, asker }) => readPacks(deps, asker)),
  on(contract.getGuardPack, ({ deps, asker, params }) => readPack(deps, asker, params.pack)),
  on(contract.uploadGuardPack, async ({ deps, asker, body, reply }) => {
    const { result, problems } = await uploadPack(deps, asker, body);
    if (!result.ok && problems.length > 0) refuseCall(reply, result.refusal, problems);
    return result;
  }),
  on(contract.getGuardPolicy, ({ deps, asker }) => readPolicy(deps, asker)),
  on(contract.changeGuardPolicy, ({ deps, asker, params, body }) =>
    changePolicy(deps, asker, params.channel, body),
  ),
  on(contract.tryGuard, ({ deps, asker, body }) => tryText(deps, asker, body)),
];
