/** Says in words what a browser reports by name. The reason of a cancelled dialog is never told by the browser. */
export function passkeyError(error: unknown): never {
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError" || name === "AbortError")
    throw new Error(
      "The passkey was not given: the dialog was closed or it took too long. Try again.",
    );
  if (name === "InvalidStateError")
    throw new Error("This device already holds a passkey for this account. Sign in with it.");
  if (name === "SecurityError")
    throw new Error(
      "Passkeys need this page’s own name over https, or localhost. Open it by the address the server printed.",
    );
  throw error;
}
