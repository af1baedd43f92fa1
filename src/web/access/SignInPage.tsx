import { Button } from "@mantine/core";
import { startAuthentication } from "@simplewebauthn/browser";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { beginOidc } from "#contract/access/oidc.ts";
import { beginSignIn, finishSignIn } from "#contract/access/session.ts";
import { call } from "../api.ts";
import { doorQuery, meQuery } from "../queries.ts";
import { Asked } from "../ui/Asked.tsx";
import { Refusal } from "../ui/ErrorState.tsx";
import { Door } from "./Door.tsx";
import classes from "./door.module.css";
import { passkeyError } from "./passkey.ts";
import { safeReturn } from "./return.ts";

export function SignInPage() {
  const door = useQuery(doorQuery);
  const { back } = useSearch({ strict: false }) as { back?: string };
  return (
    <Door desk={door.data?.desk.name} title="Sign in">
      <Asked query={door} what="the desk" lines={2}>
        {({ oidc, fresh }) => (
          <>
            {fresh && (
              <p>
                Nothing has come in at this desk yet. If nobody has an account, open the one-time
                link that the server printed when it started.
              </p>
            )}
            <div className={classes.acts}>
              <PasskeyButton back={safeReturn(back)} />
              {oidc && (
                <Button component="a" href={beginOidc.path}>
                  Sign in with {oidc.name}
                </Button>
              )}
            </div>
            <p className={classes.says}>
              There are no passwords here. Without a passkey, ask your desk’s administrator for an
              enrolment link. Owners who got a mail need no account: the link in the mail is enough.
            </p>
          </>
        )}
      </Asked>
    </Door>
  );
}

function PasskeyButton({ back }: { readonly back: string }) {
  const queries = useQueryClient();
  const signIn = useMutation({
    mutationFn: async () => {
      const { challengeId, options } = await call(beginSignIn, {});
      const response = await startAuthentication({ optionsJSON: options as never }).catch(
        passkeyError,
      );
      await call(finishSignIn, { body: { challengeId, response: { ...response } } });
      await queries.fetchQuery({ ...meQuery, staleTime: 0 });
    },
    onSuccess: () => location.assign(back),
  });
  return (
    <>
      <Button variant="filled" loading={signIn.isPending} onClick={() => signIn.mutate()}>
        Sign in with a passkey
      </Button>
      <Refusal error={signIn.error} />
    </>
  );
}
