import { useQuery } from "@tanstack/react-query";
import type { ReviewPage } from "#contract/review/reviewPage.ts";
import { OrdersSection } from "../evaluation/orders/OrdersSection.tsx";
import { useMay } from "../session.ts";
import { Asked } from "../ui/Asked.tsx";
import frame from "../ui/page.module.css";
import { ActsPart } from "./ActsPart.tsx";
import { ClockPart } from "./clock/ClockPart.tsx";
import { useDayTurn } from "./clock/useDayTurn.ts";
import { AgenciesPart } from "./door/AgenciesPart.tsx";
import { ReleasesPart } from "./door/ReleasesPart.tsx";
import { EndSection } from "./EndSection.tsx";
import { ConflictPart } from "./grants/ConflictPart.tsx";
import { GrantsPart } from "./grants/GrantsPart.tsx";
import { IncidentSection } from "./IncidentSection.tsx";
import { AccessLog } from "./live/AccessLog.tsx";
import { accessesQuery } from "./live/accessesQuery.ts";
import { useLive } from "./live/useLive.ts";
import { MaterialSection } from "./MaterialSection.tsx";
import { PartnerSection } from "./PartnerSection.tsx";
import { ResultSection } from "./ResultSection.tsx";
import { ReviewHead } from "./ReviewHead.tsx";
import classes from "./review.module.css";
import { TermsPart } from "./terms/TermsPart.tsx";

/** One review on one page: where the window stands, who has what, what was agreed, found and answered. */
export function ReviewBody({ page }: { readonly page: ReviewPage }) {
  const hasWindow = page.acts.includes("access-window");
  const mayRead = useMay()("review.examine");
  useDayTurn(page);
  return (
    <div className={frame.page}>
      <ReviewHead page={page} />
      <ActsPart page={page} />
      {/* What stops everything stands above everything. */}
      {page.isPaused && <IncidentSection page={page} />}
      {hasWindow && <ClockPart page={page} />}
      <div className={classes.columns}>
        <div>
          {hasWindow && <GrantsPart page={page} />}
          <MaterialSection page={page} />
          {hasWindow && <TermsPart page={page} />}
          <EndSection page={page} />
        </div>
        <div>
          {page.side === "lab" ? <Live page={page} /> : <Silent page={page} />}
          {hasWindow && page.side === "agency" && mayRead && <OrdersSection page={page} />}
          {hasWindow && <ResultSection page={page} />}
          {!page.isPaused && <IncidentSection page={page} />}
          <PartnerSection page={page} />
          <AgenciesPart page={page} />
          <ReleasesPart page={page} />
          {hasWindow && <ConflictPart page={page} />}
        </div>
      </div>
    </div>
  );
}

/** The lab reads what was accessed first, and then each access as it happens. */
function Live({ page }: { readonly page: ReviewPage }) {
  const query = useQuery(accessesQuery(page.ref));
  const state = useLive(page, query.data?.[0]?.seq ?? (query.data ? 0 : undefined));
  return (
    <Asked query={query} what="the accesses" lines={4}>
      {(accesses) => <AccessLog page={page} state={state} accesses={accesses} />}
    </Asked>
  );
}

/** An agency follows changes only. */
function Silent({ page }: { readonly page: ReviewPage }) {
  useLive(page, undefined);
  return null;
}
