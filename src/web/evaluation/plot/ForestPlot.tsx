import { outcomeSays } from "../outcomeSays.ts";
import classes from "./forest.module.css";
import {
  type Arm,
  reasonOf,
  type Scale,
  toBounds,
  toPercent,
  toPlace,
  toScale,
  toShareOf,
} from "./forest.ts";

export type PlotRow = {
  readonly key: string;
  readonly label: string;
  readonly isTotal?: boolean;
  /** A and B, or the one run; null where a run has no such row. */
  readonly arms: readonly (Arm | null)[];
};

export type PlotGroup = {
  readonly title: string;
  /** What may be reached at most, as a share. */
  readonly bound?: number | null;
  readonly rows: readonly PlotRow[];
};

type Props = {
  readonly label: string;
  readonly groups: readonly PlotGroup[];
  /** Key of the row that is chosen. */
  readonly chosen?: string | undefined;
  readonly onChoose?: (key: string) => void;
};

/** Rates with their intervals on one axis. A is a hollow square and B a filled circle; a single run is drawn as B is. */
export function ForestPlot({ label, groups, chosen, onChoose }: Props) {
  const arms = groups.flatMap(({ rows }) => rows.flatMap((row) => row.arms));
  const bounds = groups.flatMap(({ bound }) => bound ?? []);
  const scale = toScale(
    arms.filter((arm) => arm !== null),
    bounds,
  );
  return (
    <table className={classes.plot} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">
            <span className="gone">Category</span>
          </th>
          <td className={classes.figure}>
            <Axis scale={scale} />
          </td>
          <th scope="col" className="num">
            rate, %
          </th>
          <th scope="col" className="num">
            95% interval
          </th>
          <th scope="col" className="num">
            n
          </th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.title}>
          <tr className={classes.group}>
            <th scope="rowgroup">{group.title}</th>
            <td className={classes.figure}>
              <Figure scale={scale} arms={[]} bound={null} />
            </td>
            <td colSpan={3} />
          </tr>
          {group.rows.map((row) => (
            <Row
              key={row.key}
              row={row}
              scale={scale}
              bound={group.bound ?? null}
              isChosen={row.key === chosen}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Axis({ scale }: { readonly scale: Scale }) {
  return (
    <svg aria-hidden="true">
      {scale.ticks.map(({ at, label }) => (
        <text key={label} x={`${at}%`} y="70%" textAnchor="middle">
          {label}
        </text>
      ))}
    </svg>
  );
}

function Row(props: {
  readonly row: PlotRow;
  readonly scale: Scale;
  readonly bound: number | null;
  readonly isChosen: boolean;
  readonly onChoose: ((key: string) => void) | undefined;
}) {
  const { row, onChoose } = props;
  const arms = row.arms.filter((arm) => arm !== null);
  const sizes = [...new Set(arms.map(({ n }) => n))];
  const state = row.isTotal ? classes.total : props.isChosen ? classes.chosen : undefined;
  return (
    <tr className={state} data-pair={row.arms.length > 1}>
      <th scope="row">
        {onChoose && !row.isTotal ? (
          <button type="button" aria-pressed={props.isChosen} onClick={() => onChoose(row.key)}>
            {row.label}
          </button>
        ) : (
          row.label
        )}
      </th>
      <td className={classes.figure}>
        <Figure scale={props.scale} arms={row.arms} bound={props.bound} />
      </td>
      <td className="num">
        {row.arms.map((arm, at) => (
          <span key={nameOf(row.arms, at)} className={`${classes.value} ${inkOf(row.arms, at)}`}>
            {row.arms.length > 1 && <b className="gone">{nameOf(row.arms, at)} </b>}
            {arm === null || arm.rate === null ? "–" : toPercent(arm.rate)}
          </span>
        ))}
      </td>
      <td className={`num ${classes.bounds}`}>
        {row.arms.map((arm, at) => (
          <span key={nameOf(row.arms, at)} className={classes.value}>
            {row.arms.length > 1 && <b className="gone">{nameOf(row.arms, at)} </b>}
            <Bounds arm={arm} />
          </span>
        ))}
      </td>
      <td className={`num ${classes.n}`}>
        {sizes.length === 0 ? "0" : sizes.map((n) => figure.format(n)).join(", ")}
      </td>
    </tr>
  );
}

function Bounds({ arm }: { readonly arm: Arm | null }) {
  if (arm === null) return "no trial";
  if (arm.rate !== null) return toBounds(arm.interval);
  return <span className="unk">{outcomeSays(reasonOf(arm), "")}</span>;
}

const figure = new Intl.NumberFormat("en");
const nameOf = (arms: readonly unknown[], at: number): string =>
  arms.length === 1 ? "run" : at === 0 ? "A" : "B";
const inkOf = (arms: readonly unknown[], at: number) =>
  arms.length > 1 && at === 0 ? classes.inkA : classes.inkB;

/** The rates of one row, in pixels about its middle. */
const PAIR_Y = [-6.5, 6.5] as const;

function Figure(props: {
  readonly scale: Scale;
  readonly arms: readonly (Arm | null)[];
  readonly bound: number | null;
}) {
  const { scale, arms, bound } = props;
  return (
    <svg aria-hidden="true">
      {scale.ticks.map(({ at, label }) => (
        <line
          key={label}
          x1={`${at}%`}
          x2={`${at}%`}
          y1="0"
          y2="100%"
          className={at === 0 ? classes.zero : classes.grid}
        />
      ))}
      {bound !== null && arms.length > 0 && (
        <line
          x1={`${toShareOf(bound, scale)}%`}
          x2={`${toShareOf(bound, scale)}%`}
          y1="0"
          y2="100%"
          className={classes.bound}
        />
      )}
      {arms.map((arm, at) => (
        <Mark
          key={nameOf(arms, at)}
          arm={arm}
          scale={scale}
          isA={arms.length > 1 && at === 0}
          y={arms.length > 1 ? (PAIR_Y[at] ?? 0) : 0}
        />
      ))}
    </svg>
  );
}

function Mark(props: {
  readonly arm: Arm | null;
  readonly scale: Scale;
  readonly isA: boolean;
  readonly y: number;
}) {
  const place = props.arm && toPlace(props.arm, props.scale);
  if (place === null) return null;
  const { y, isA } = props;
  return (
    <svg y="50%" overflow="visible" aria-hidden="true">
      <line
        x1={`${place.lower}%`}
        x2={`${place.upper}%`}
        y1={y}
        y2={y}
        className={isA ? classes.intervalA : classes.intervalB}
      />
      <svg x={`${place.at}%`} overflow="visible" aria-hidden="true">
        {isA ? (
          <rect x={-3.5} y={y - 3.5} width={7} height={7} className={classes.pointA} />
        ) : (
          <circle cy={y} r={3.8} className={classes.pointB} />
        )}
      </svg>
    </svg>
  );
}

/** The signs of the plot in words, and what is not in it. */
export const PlotKey = (props: {
  readonly isPair: boolean;
  readonly bound: number | null;
  readonly children?: React.ReactNode;
}) => (
  <div className={classes.key}>
    {props.isPair && (
      <>
        <span className={classes.item}>
          <SignA />A
        </span>
        <span className={classes.item}>
          <SignB />B
        </span>
      </>
    )}
    {props.bound !== null && (
      <span className={classes.item}>
        <i className={classes.dashes} />
        absolute bound, {toPercent(props.bound)}%
      </span>
    )}
    <span className="push">{props.children}</span>
  </div>
);

export const SignA = () => <i className={classes.signA} aria-hidden="true" />;
export const SignB = () => <i className={classes.signB} aria-hidden="true" />;
