import { identityOfPrf, toPrfInput } from "#core/sealed/prfIdentity.ts";

/** A passkey that answers, in a browser that hands the answer on; `undefined` where one of them cannot. */
export async function askPasskey(): Promise<string | undefined> {
  const { hostname } = location;
  const given = (await navigator.credentials.get({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      rpId: hostname,
      // The answer differs with and without the person's verification; so it is always asked for.
      userVerification: "required",
      extensions: { prf: { eval: { first: toPrfInput(hostname) as Uint8Array<ArrayBuffer> } } },
    },
  })) as PublicKeyCredential | null;
  const answer = given?.getClientExtensionResults().prf?.results?.first;
  if (answer === undefined) return undefined;
  const bytes = ArrayBuffer.isView(answer)
    ? new Uint8Array(answer.buffer, answer.byteOffset, answer.byteLength)
    : new Uint8Array(answer);
  return bytes.length === 32 ? identityOfPrf(bytes) : undefined;
}
