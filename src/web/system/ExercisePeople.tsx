import { Button } from "@mantine/core";
import type { Exercise } from "#contract/system/exercise.ts";
import { Refusal } from "../ui/ErrorState.tsx";
import { Unbroken } from "../ui/Unbroken.tsx";
import classes from "./exercise.module.css";
import { usePlayAs } from "./exerciseQuery.ts";

export function ExercisePeople({ exercise }: { readonly exercise: Exercise }) {
  const play = usePlayAs();
  return (
    <>
      <p className={classes.says}>
        You play these people in turn. The exercise has a desk of its own: nothing of it reaches the
        real one, and no mail leaves this machine.
      </p>
      <ol className={classes.people}>
        {exercise.people.map((person) => (
          <li key={person.id}>
            <span>
              <b className="strong">{person.name}</b>
              <span className="dim">
                {person.party}, {person.roles.map((role) => role.replaceAll("-", " ")).join(", ")}
              </span>
            </span>
            <span>
              <Unbroken text={person.tries} />
            </span>
            {exercise.playing === person.id ? (
              <span className="dim">you are playing this one</span>
            ) : (
              <Button
                loading={play.isPending && play.variables === person.id}
                onClick={() => play.mutate(person.id)}
              >
                Go on as {person.name}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <Refusal error={play.error} />
    </>
  );
}
