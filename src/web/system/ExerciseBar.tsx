import { Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Unbroken } from "../ui/Unbroken.tsx";
import classes from "./exercise.module.css";
import { exerciseQuery, useLeaveExercise, usePlayAs } from "./exerciseQuery.ts";

/** While the exercise is played: as whom, what to try next, and the way to the others and out. */
export function ExerciseBar() {
  const { data } = useQuery(exerciseQuery);
  const play = usePlayAs();
  const leave = useLeaveExercise();
  const me = data?.people.find(({ id }) => id === data.playing);
  if (!data || !me) return null;
  return (
    <aside className={classes.bar} aria-label="Worked exercise">
      <p>
        <b className="strong">
          Exercise, as {me.name}, {me.party}.
        </b>{" "}
        <Unbroken text={me.tries} />
      </p>
      <span className={classes.acts}>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button>Go on as… ▾</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {data.people.map((person) => (
              <Menu.Item
                key={person.id}
                disabled={person.id === me.id}
                onClick={() => play.mutate(person.id)}
              >
                {person.name}, {person.party}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Link to="/exercise">All people</Link>
        <Button variant="subtle" loading={leave.isPending} onClick={() => leave.mutate()}>
          Leave
        </Button>
      </span>
    </aside>
  );
}
