import {
  checkAnchorSet,
  freezeAnchorSet,
  readAnchorSet,
  readAnchorSets,
} from "#actions/evaluationDesk/anchors.ts";
import { readCalibration } from "#actions/evaluationDesk/calibration.ts";
import { drawLabelSample, putLabel, readLabelSamples } from "#actions/evaluationDesk/labels.ts";
import { readTrial, readTrialNumbers, readTrials } from "#actions/evaluationDesk/readTrials.ts";
import { reportTrial } from "#actions/evaluationDesk/reportTrial.ts";
import * as anchor from "#contract/evaluation/anchor.ts";
import * as label from "#contract/evaluation/label.ts";
import * as contract from "#contract/evaluation/trial.ts";
import { on } from "../bind.ts";

export const trialRoutes = [
  on(contract.listTrials, ({ deps, asker, params, query }) =>
    readTrials(deps, asker, params.ref, query),
  ),
  on(contract.listTrialNumbers, ({ deps, asker, params, query }) =>
    readTrialNumbers(deps, asker, params.ref, query),
  ),
  on(contract.getTrial, ({ deps, asker, params, query }) =>
    readTrial(deps, asker, params, query.against),
  ),
  on(contract.reportFromTrial, ({ deps, asker, params, body }) =>
    reportTrial(deps, asker, params, body),
  ),
  on(label.drawLabelSample, ({ deps, asker, params, body }) =>
    drawLabelSample(deps, asker, params.ref, body),
  ),
  on(label.listLabelSamples, ({ deps, asker, params }) =>
    readLabelSamples(deps, asker, params.ref),
  ),
  on(label.putLabel, ({ deps, asker, params, body }) => putLabel(deps, asker, params, body)),
  on(label.getCalibration, ({ deps, asker, params, query }) =>
    readCalibration(deps, asker, params.ref, query),
  ),
  on(anchor.freezeAnchorSet, ({ deps, asker, params, body }) =>
    freezeAnchorSet(deps, asker, params.ref, body),
  ),
  on(anchor.listAnchorSets, ({ deps, asker, query }) => readAnchorSets(deps, asker, query)),
  on(anchor.getAnchorSet, ({ deps, asker, params }) => readAnchorSet(deps, asker, params.id)),
  on(anchor.checkAnchorSet, ({ deps, asker, params, body }) =>
    checkAnchorSet(deps, asker, params.id, body),
  ),
];
