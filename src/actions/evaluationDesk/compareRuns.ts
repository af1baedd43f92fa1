import type { Asker } from "#core/access/asker.ts";
import type { Json } from "#core/canonicalJson.ts";
import { type Comparison, compareArms, comparePairs } from "#core/evaluation/compare.ts";
import { DEFAULT_DEMAND, decideGate } from "#core/evaluation/gate.ts";
import { findDifferences } from "#core/evaluation/held/difference.ts";
import type { Rate } from "#core/evaluation/rate.ts";
import { mayPair } from "#core/evaluation/runKey.ts";
import { ok, refuse } from "#core/result.ts";
import { type Tx, withAsker } from "#store/database.ts";
import { countPairs, type PairCount } from "#store/evaluation/figure.ts";
import { findRun, type StoredRun } from "#store/evaluation/run.ts";
import type { Deps } from "../deps.ts";
import { findCalibrated } from "./calibration.ts";
import { contentOf, type DeclaredJudge } from "./content.ts";
import { noSuchEvaluation } from "./evaluator.ts";
import { type Figure, headlineOf, readFigures } from "./figures.ts";
import { findWithoutJudge, toRunLine } from "./readRuns.ts";

type Wanted = { readonly dimension?: string | undefined; readonly limit?: number | undefined };

/** A run with what a comparison looks at. */
type Side = {
  readonly run: StoredRun;
  readonly content: ReturnType<typeof contentOf>;
  readonly figures: readonly Figure[];
};

const isOf =
  ({ dimension, stance, category }: Pick<Figure, "dimension" | "stance" | "category">) =>
  (figure: Figure): boolean =>
    figure.dimension === dimension && figure.stance === stance && figure.category === category;

const NO_PAIRS = { both: 0, before: 0, after: 0, neither: 0 };

const armOf = (rate: Rate | undefined) => ({ count: rate?.yes ?? 0, n: rate?.n ?? 0 });

/** One figure of both runs, set against each other. */
function compareFigure(
  name: Pick<Figure, "dimension" | "stance" | "category">,
  [a, b]: readonly [Side, Side],
  pairs: readonly PairCount[] | null,
): Comparison {
  const [before, after] = [a, b].map(({ figures }) => armOf(figures.find(isOf(name))?.rate)) as [
    ReturnType<typeof armOf>,
    ReturnType<typeof armOf>,
  ];
  const metric = name.category ?? name.stance ?? name.dimension;
  if (pairs === null) return compareArms(metric, before, after);
  const {
    stance: _,
    category: __,
    ...counts
  } = pairs.find(
    (one) => one.stance === (name.stance ?? "") && one.category === (name.category ?? ""),
  ) ?? { stance: "", category: "", ...NO_PAIRS };
  const n = counts.both + counts.before + counts.after + counts.neither;
  return comparePairs(metric, counts, { before: before.n - n, after: after.n - n });
}

/** Whether a rule, a person, or a model that was calibrated, there or here, looks at every category. */
function isCalibrated(
  judges: readonly DeclaredJudge[],
  figures: readonly Figure[],
  here: ReadonlySet<string>,
): boolean {
  const trusted = judges.filter(
    ({ id, kind, calibrated }) => kind !== "model" || calibrated || here.has(id),
  );
  return figures.every(
    ({ dimension, category }) =>
      category === null ||
      trusted.some(
        (judge) =>
          judge.dimension === dimension && (judge.category === null || judge.category === category),
      ),
  );
}

type Deciding = {
  readonly dimension: string;
  readonly pairs: readonly PairCount[] | null;
  /** Judges that people's labels on this server speak for. */
  readonly calibrated: ReadonlySet<string>;
  readonly limit: number | undefined;
};

/** The gate looks at what nobody wants: impermissible categories, where the taxonomy has some. */
function decide([a, b]: readonly [Side, Side], { dimension, pairs, calibrated, limit }: Deciding) {
  const own = b.figures.filter((figure) => figure.dimension === dimension);
  const headline = headlineOf(own, dimension) ?? { dimension, stance: null, category: null };
  const comparison = compareFigure(headline, [a, b], pairs);
  const after = own.find(isOf(headline))?.rate ?? { yes: 0, n: 0, excluded: [] };
  const looked = own.filter(({ stance }) => headline.stance === null || stance === headline.stance);
  const demand = { ...DEFAULT_DEMAND, limit: limit ?? null };
  const answer = decideGate(
    {
      comparison,
      after,
      unscored: findWithoutJudge(looked).map(({ category }) => category),
      calibrated: isCalibrated(b.content.judges, looked, calibrated),
    },
    demand,
  );
  const bound = limit ?? Math.min(1, (comparison.rates.before ?? 0) + demand.rise);
  return { ...answer, comparison, limit: bound };
}

async function sideOf(tx: Tx, deps: Deps, asker: Asker, ref: string): Promise<Side | undefined> {
  const run = await findRun(tx, ref);
  if (!run) return undefined;
  const figures = await readFigures(tx, deps, asker, run, 0);
  return { run: (await findRun(tx, ref)) ?? run, content: contentOf(run), figures };
}

function toRows(
  sides: readonly [Side, Side],
  dimension: string,
  pairs: readonly PairCount[] | null,
) {
  const [a, b] = sides;
  const names = [...b.figures, ...a.figures.filter((one) => !b.figures.some(isOf(one)))].filter(
    (figure) => figure.dimension === dimension,
  );
  return names.map((name) => ({
    dimension,
    stance: name.stance,
    category: name.category,
    a: a.figures.find(isOf(name))?.rate ?? null,
    b: b.figures.find(isOf(name))?.rate ?? null,
    comparison: compareFigure(name, sides, pairs),
  }));
}

const judgedOf = ({ run, content }: Side) => ({
  run: content.configuration,
  judge: run.judgeKey as `sha256:${string}`,
});

const toSide = ({ run, content }: Side) => ({
  ...toRunLine(run),
  configuration: content.configuration,
});

/** Sets run B against run A: rows, pairs and the gate. Runs that cannot be paired are compared as unpaired, and say so. */
export async function compareRuns(
  deps: Deps,
  asker: Asker,
  { ref, other }: { readonly ref: string; readonly other: string },
  { dimension: wanted, limit }: Wanted,
) {
  return await withAsker(deps.db, asker, async (tx) => {
    const b = await sideOf(tx, deps, asker, ref);
    const a = b && (await sideOf(tx, deps, asker, other));
    if (!a || !b) return noSuchEvaluation();
    const dimension = wanted ?? b.run.dimension;
    const dimensions = b.content.dimensions.filter((one) => a.content.dimensions.includes(one));
    if (!dimensions.includes(dimension))
      return refuse("evaluation/no-dimension", `Not both runs have a dimension "${dimension}".`);
    const may = mayPair(judgedOf(a), judgedOf(b));
    const pairs = may.ok ? await countPairs(tx, a.run.id, b.run.id, dimension) : null;
    const calibrated = await findCalibrated(tx, [a.run, b.run], dimension);
    const whole = pairs?.find(({ stance, category }) => stance === "" && category === "");
    return ok({
      a: toSide(a),
      b: toSide(b),
      unpaired: may.ok ? null : may.refusal.detail,
      differences: findDifferences(
        a.content.configuration as unknown as Json,
        b.content.configuration as unknown as Json,
      ),
      dimension,
      dimensions,
      rows: toRows([a, b], dimension, pairs),
      gate: decide([a, b], { dimension, pairs, calibrated, limit }),
      changed: { worse: whole?.after ?? 0, better: whole?.before ?? 0 },
    });
  });
}
