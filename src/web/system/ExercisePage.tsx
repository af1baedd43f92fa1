import { useQuery } from "@tanstack/react-query";
import { Asked } from "../ui/Asked.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Page } from "../ui/Page.tsx";
import { ExercisePeople } from "./ExercisePeople.tsx";
import { exerciseQuery } from "./exerciseQuery.ts";

/** The people of the worked exercise, each with what to try. */
export function ExercisePage() {
  const query = useQuery(exerciseQuery);
  return (
    <Page title="Worked exercise" about="from the first report to a signed advisory">
      <Asked query={query} what="the exercise" lines={6}>
        {(exercise) =>
          exercise.people.length === 0 ? (
            <EmptyState page fact="No exercise is set up.">
              An administrator sets it up on the start page.
            </EmptyState>
          ) : (
            <ExercisePeople exercise={exercise} />
          )
        }
      </Asked>
    </Page>
  );
}
