import { Link } from "@tanstack/react-router";
import { Trail } from "../../ui/Trail.tsx";

export const AdvisoryTrail = ({ of }: { readonly of: string }) => (
  <Trail>
    <Link to="/advisory">Advisories</Link>
    <span className="mono">{of}</span>
  </Trail>
);
