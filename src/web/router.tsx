import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import type { Permission } from "#core/access/permission.ts";
import { ApiError } from "./api.ts";
import { readSearch } from "./clearinghouse/queue/view.ts";
import { doorQuery, meQuery, queryClient } from "./queries.ts";
import { homeOf } from "./shell/navigation.ts";
import { NotFound, RouteFailed, RouteWaiting } from "./shell/RouteStates.tsx";
import { Shell } from "./shell/Shell.tsx";
import { exerciseQuery } from "./system/exerciseQuery.ts";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

/** How long a page waits to know whether the exercise is played, in milliseconds: its bar would push the page down later. */
const MOST_MS = 300;
const knowOfExercise = () =>
  Promise.race([
    queryClient.prefetchQuery(exerciseQuery),
    new Promise((resolve) => setTimeout(resolve, MOST_MS)),
  ]);

/** Signed in, or sent to the door and back. */
async function someone(href: string) {
  try {
    if (queryClient.getQueryData(meQuery.queryKey) === undefined) {
      const door = await queryClient.fetchQuery({ ...doorQuery, staleTime: 1_000 });
      if (!door.signedIn) throw redirect({ to: "/sign-in", search: { back: href } });
    }
    const [me] = await Promise.all([queryClient.ensureQueryData(meQuery), knowOfExercise()]);
    return me;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401)
      throw redirect({ to: "/sign-in", search: { back: href } });
    throw error;
  }
}

const desk = createRoute({
  getParentRoute: () => root,
  id: "desk",
  component: Shell,
  beforeLoad: async ({ location }) => {
    await someone(location.href);
  },
});

const home = async () => {
  const { permissions } = await someone("/welcome");
  if (!permissions.includes("exercise.start"))
    throw redirect({ to: homeOf((permission) => permissions.includes(permission)) });
};
const start = createRoute({ getParentRoute: () => root, path: "/", beforeLoad: home });

/** A page of the desk, and the permission without which its address says so instead of asking the server. */
const page = <const P extends string>(
  path: P,
  needs: Permission | undefined,
  component: ReturnType<typeof lazyRouteComponent>,
) => createRoute({ getParentRoute: () => desk, path, component, staticData: { needs } });
const strings = (raw: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );

const pages = [
  createRoute({
    getParentRoute: () => desk,
    path: "/work",
    staticData: { needs: "case.work" },
    validateSearch: readSearch,
    component: lazyRouteComponent(() => import("./clearinghouse/queue/WorkPage.tsx"), "WorkPage"),
  }),
  createRoute({
    getParentRoute: () => desk,
    path: "/queue",
    staticData: { needs: "case.read" },
    validateSearch: readSearch,
    component: lazyRouteComponent(
      () => import("./clearinghouse/queue/WholeQueuePage.tsx"),
      "WholeQueuePage",
    ),
  }),
  page(
    "/cases/$ref",
    "case.read",
    lazyRouteComponent(() => import("./clearinghouse/case/CasePage.tsx"), "CasePage"),
  ),
  page(
    "/cases/$ref/record",
    "case.read",
    lazyRouteComponent(() => import("./clearinghouse/case/RecordPage.tsx"), "RecordPage"),
  ),
  page(
    "/proposals",
    "case.work",
    lazyRouteComponent(() => import("./clearinghouse/ProposalsPage.tsx"), "ProposalsPage"),
  ),
  page(
    "/intake",
    "report.follow",
    lazyRouteComponent(() => import("./clearinghouse/intake/IntakePage.tsx"), "IntakePage"),
  ),
  page(
    "/intake/$id",
    "report.follow",
    lazyRouteComponent(() => import("./clearinghouse/intake/BatchPage.tsx"), "BatchPage"),
  ),
  page(
    "/findings",
    "report.follow",
    lazyRouteComponent(() => import("./clearinghouse/FindingsPage.tsx"), "FindingsPage"),
  ),
  page(
    "/advisory",
    "advisory.edit",
    lazyRouteComponent(
      () => import("./clearinghouse/advisory/AdvisoriesPage.tsx"),
      "AdvisoriesPage",
    ),
  ),
  page(
    "/advisory/$ref",
    "advisory.edit",
    lazyRouteComponent(() => import("./clearinghouse/advisory/AdvisoryPage.tsx"), "AdvisoryPage"),
  ),
  page(
    "/reviews",
    "review.read",
    lazyRouteComponent(() => import("./review/ReviewsPage.tsx"), "ReviewsPage"),
  ),
  page(
    "/reviews/new",
    "review.lead",
    lazyRouteComponent(() => import("./review/OpenReviewPage.tsx"), "OpenReviewPage"),
  ),
  page(
    "/reviews/$ref",
    "review.read",
    lazyRouteComponent(() => import("./review/ReviewPage.tsx"), "ReviewPage"),
  ),
  page(
    "/reviews/$ref/record",
    "review.read",
    lazyRouteComponent(() => import("./review/RecordPage.tsx"), "RecordPage"),
  ),
  page(
    "/reviews/$ref/terms",
    "review.read",
    lazyRouteComponent(() => import("./review/terms/TermsPage.tsx"), "TermsPage"),
  ),
  page(
    "/reviews/$ref/accesses",
    "review.lead",
    lazyRouteComponent(() => import("./review/live/AccessesPage.tsx"), "AccessesPage"),
  ),
  page(
    "/evaluations",
    "evaluation.read",
    lazyRouteComponent(() => import("./evaluation/EvaluationsPage.tsx"), "EvaluationsPage"),
  ),
  page(
    "/evaluations/$ref",
    "evaluation.read",
    lazyRouteComponent(() => import("./evaluation/run/RunPage.tsx"), "RunPage"),
  ),
  page(
    "/evaluations/$ref/trials",
    "evaluation.read",
    lazyRouteComponent(() => import("./evaluation/trials/TrialsPage.tsx"), "TrialsPage"),
  ),
  page(
    "/evaluations/$ref/labels",
    "evaluation.label",
    lazyRouteComponent(() => import("./evaluation/labels/LabelsPage.tsx"), "LabelsPage"),
  ),
  page(
    "/evaluations/compare",
    "evaluation.read",
    lazyRouteComponent(() => import("./evaluation/compare/ComparePage.tsx"), "ComparePage"),
  ),
  page(
    "/guard",
    "guard.read",
    lazyRouteComponent(() => import("./guard/packs/GuardPage.tsx"), "GuardPage"),
  ),
  page(
    "/guard/packs/$pack",
    "guard.read",
    lazyRouteComponent(() => import("./guard/packs/PackPage.tsx"), "PackPage"),
  ),
  page(
    "/guard/add",
    "guard.keep",
    lazyRouteComponent(() => import("./guard/packs/AddPackPage.tsx"), "AddPackPage"),
  ),
  page(
    "/guard/try",
    "guard.read",
    lazyRouteComponent(() => import("./guard/tryout/TryPage.tsx"), "TryPage"),
  ),
  page(
    "/guard/held",
    "guard.decide",
    lazyRouteComponent(() => import("./guard/held/HeldPage.tsx"), "HeldPage"),
  ),
  page(
    "/guard/records",
    "guard.read",
    lazyRouteComponent(() => import("./guard/record/RecordsPage.tsx"), "RecordsPage"),
  ),
  page(
    "/guard/records/$id",
    "guard.read",
    lazyRouteComponent(() => import("./guard/record/RecordPage.tsx"), "RecordPage"),
  ),
  page(
    "/guard/figures",
    "guard.read",
    lazyRouteComponent(() => import("./guard/record/FiguresPage.tsx"), "FiguresPage"),
  ),
  page(
    "/guard/terms",
    "guard.register",
    lazyRouteComponent(() => import("./guard/register/TermsPage.tsx"), "TermsPage"),
  ),
  page(
    "/guard/erased",
    "guard.erase",
    lazyRouteComponent(() => import("./guard/register/ErasedPage.tsx"), "ErasedPage"),
  ),
  page(
    "/cases/$ref/guard",
    "case.work",
    lazyRouteComponent(() => import("./guard/register/CaseGuardPage.tsx"), "CaseGuardPage"),
  ),
  page(
    "/keys",
    "review.read",
    lazyRouteComponent(() => import("./review/KeysPage.tsx"), "KeysPage"),
  ),
  page(
    "/coverage",
    "review.cover",
    lazyRouteComponent(() => import("./review/CoveragePage.tsx"), "CoveragePage"),
  ),
  page(
    "/oversight",
    "review.oversee",
    lazyRouteComponent(() => import("./review/OversightPage.tsx"), "OversightPage"),
  ),
  page(
    "/parties",
    "party.read",
    lazyRouteComponent(() => import("./access/PartiesPage.tsx"), "PartiesPage"),
  ),
  page(
    "/people",
    "person.manage",
    lazyRouteComponent(() => import("./access/PeoplePage.tsx"), "PeoplePage"),
  ),
  page(
    "/tokens",
    undefined,
    lazyRouteComponent(() => import("./access/TokensPage.tsx"), "TokensPage"),
  ),
  page(
    "/ledger",
    "ledger.read",
    lazyRouteComponent(() => import("./ledger/LedgerPage.tsx"), "LedgerPage"),
  ),
  page(
    "/figures",
    "figures.read",
    lazyRouteComponent(() => import("./ledger/FiguresPage.tsx"), "FiguresPage"),
  ),
  page(
    "/exercise",
    undefined,
    lazyRouteComponent(() => import("./system/ExercisePage.tsx"), "ExercisePage"),
  ),
  createRoute({
    getParentRoute: () => desk,
    path: "/welcome",
    beforeLoad: home,
    component: lazyRouteComponent(() => import("./access/WelcomePage.tsx"), "WelcomePage"),
  }),
];

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: strings,
  component: lazyRouteComponent(() => import("./access/SignInPage.tsx"), "SignInPage"),
});
const enroll = createRoute({
  getParentRoute: () => root,
  path: "/enroll",
  component: lazyRouteComponent(() => import("./access/EnrolPage.tsx"), "EnrolPage"),
});
const owner = createRoute({
  getParentRoute: () => root,
  path: "/o",
  component: lazyRouteComponent(() => import("./clearinghouse/owner/OwnerPage.tsx"), "OwnerPage"),
});

/** Addresses are plain `name=value`; nothing in them is JSON. */
export const router = createRouter({
  routeTree: root.addChildren([start, desk.addChildren(pages), signIn, enroll, owner]),
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(strings(search)).toString();
    return text === "" ? "" : `?${text}`;
  },
  defaultPreload: "intent",
  defaultPendingMs: 150,
  defaultPendingComponent: RouteWaiting,
  defaultErrorComponent: RouteFailed,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    needs?: Permission | undefined;
  }
}
