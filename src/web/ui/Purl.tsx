import classes from "./purl.module.css";
import { purlParts } from "./purl.ts";
import { Unknown } from "./Tag.tsx";

/** A component on one line; where the space ends, the namespace is cut. */
export function Purl(props: { readonly purl: string | null; readonly version?: string | null }) {
  if (props.purl === null) return <Unknown>component unknown</Unknown>;
  const { namespace, name, version } = purlParts(props.purl, props.version);
  return (
    <span
      className={classes.purl}
      title={props.purl + (version && !props.purl.includes(version) ? version : "")}
    >
      <span className={classes.namespace}>{namespace}</span>
      <span>{name}</span>
      <span className={classes.version}>{version}</span>
    </span>
  );
}
