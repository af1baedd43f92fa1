import { Button } from "@mantine/core";
import { startRegistration } from "@simplewebauthn/browser";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { beginEnrolment, finishEnrolment } from "#contract/access/session.ts";
import { openExercise } from "#contract/system/exercise.ts";
import { call } from "../api.ts";
import { doorQuery } from "../queries.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Refusal } from "../ui/ErrorState.tsx";
import { Door } from "./Door.tsx";
import classes from "./door.module.css";
import { passkeyError } from "./passkey.ts";

/** One-time link `/enroll#token`. What stands behind # is never sent with the address, so no log holds it. */
export function EnrolPage() {
  const [token] = useState(() => location.hash.slice(1));
  const door = useQuery(doorQuery);
  const desk = door.data?.desk.name;
  return (
    <Door desk={desk} title={desk ? `Join ${desk}` : "Join the desk"}>
      {token.length < 20 ? (
        <EmptyState page fact="This link is incomplete.">
          Open the whole enrolment link, with everything behind the # sign. If it was used already,{" "}
          <a href="/sign-in">sign in</a>, or ask your administrator for a new one.
        </EmptyState>
      ) : (
        <>
          <Enrol token={token} />
          {door.data?.fresh && <TryFirst token={token} />}
        </>
      )}
    </Door>
  );
}

/** A new installation can be walked through before anybody has a passkey; the link stays unused. */
function TryFirst({ token }: { readonly token: string }) {
  const open = useMutation({
    mutationFn: () => call(openExercise, { body: { token } }),
    onSuccess: () => location.assign("/exercise"),
  });
  return (
    <div className={classes.acts}>
      <Button loading={open.isPending} onClick={() => open.mutate()}>
        Walk through the worked exercise first
      </Button>
      <p className={classes.says}>
        Five minutes from the first report to a signed advisory, at a desk of its own. This link
        stays good for your passkey afterwards.
      </p>
      <Refusal error={open.error} />
    </div>
  );
}

function Enrol({ token }: { readonly token: string }) {
  const enrol = useMutation({
    mutationFn: async () => {
      const { challengeId, options } = await call(beginEnrolment, { body: { token } });
      const response = await startRegistration({ optionsJSON: options as never }).catch(
        passkeyError,
      );
      await call(finishEnrolment, { body: { token, challengeId, response: { ...response } } });
    },
    onSuccess: () => location.assign("/welcome"),
  });
  return (
    <>
      <p>
        Your device makes a passkey for you: a fingerprint, a face, a PIN or a security key. The key
        stays with you; the desk only keeps its public half. This link works once.
      </p>
      <div className={classes.acts}>
        <Button variant="filled" loading={enrol.isPending} onClick={() => enrol.mutate()}>
          Make a passkey and sign in
        </Button>
      </div>
      <Refusal error={enrol.error} />
    </>
  );
}
