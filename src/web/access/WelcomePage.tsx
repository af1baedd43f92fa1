import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { getCounts } from "#contract/clearinghouse/report.ts";
import { startExercise } from "#contract/system/exercise.ts";
import { call } from "../api.ts";
import { useMe } from "../session.ts";
import { ExercisePeople } from "../system/ExercisePeople.tsx";
import { exerciseQuery } from "../system/exerciseQuery.ts";
import { Asked } from "../ui/Asked.tsx";
import { Refusal } from "../ui/ErrorState.tsx";
import { Page, Section } from "../ui/Page.tsx";
import classes from "./welcome.module.css";

/** Where an administrator starts: the worked exercise while the desk is empty, and the first steps of a real one. */
export function WelcomePage() {
  const me = useMe();
  const counts = useQuery({
    queryKey: ["counts"],
    queryFn: ({ signal }) => call(getCounts, { signal }),
  });
  return (
    <Page title={me.desk.name} about={`signed in as ${me.name}`}>
      <Asked query={counts} what="the counts of this desk" lines={4}>
        {({ reports, findings, cases }) =>
          reports === 0 ? (
            <>
              <StartExercise />
              <Section title="Or set up your own desk">
                <Steps />
              </Section>
            </>
          ) : (
            <Section
              title="This desk"
              fact={`${counted(reports, "report")}, ${counted(findings, "finding")}, ${counted(cases, "case")}`}
            >
              <Steps />
            </Section>
          )
        }
      </Asked>
    </Page>
  );
}

const figure = new Intl.NumberFormat("en");
const counted = (count: number, noun: string) =>
  `${figure.format(count)} ${noun}${count === 1 ? "" : "s"}`;

const Steps = () => (
  <ol className={classes.steps}>
    <li>
      <Link to="/parties">Add the parties</Link>{" "}
      <span className="dim">labs, owners, operators: whoever takes part</span>
    </li>
    <li>
      <Link to="/people">Add the people</Link>{" "}
      <span className="dim">each gets a one-time link and makes a passkey</span>
    </li>
    <li>
      <Link to="/tokens">Make an API token</Link>{" "}
      <span className="dim">for agents and for the command line</span>
    </li>
    <li>
      <Link to="/ledger">Look at the ledger</Link>{" "}
      <span className="dim">every decision from now on stands there</span>
    </li>
  </ol>
);

function StartExercise() {
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: () => call(startExercise, {}),
    onSuccess: (exercise) => queries.setQueryData(exerciseQuery.queryKey, exercise),
  });
  if (start.data)
    return (
      <Section title="The exercise is ready">
        <ExercisePeople exercise={start.data} />
      </Section>
    );
  return (
    <section className={classes.box}>
      <h2>Walk through a worked exercise</h2>
      <p className={classes.says}>
        A lab, an owner, a bank, an analyst and an overseer, with findings about small vulnerable
        programs written for this purpose. From the first report to a signed advisory in five
        minutes. It has a desk of its own, and nothing leaves this machine.
      </p>
      <Button variant="filled" loading={start.isPending} onClick={() => start.mutate()}>
        Set up the exercise
      </Button>
      <Refusal error={start.error} />
    </section>
  );
}
