import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";

/** Where passkeys belong: `rpId` is the host name (never a bare IP address), `origin` the whole origin. */
export type RelyingParty = {
  readonly name: string;
  readonly rpId: string;
  readonly origin: string;
};

export const registrationOptions = async (
  party: RelyingParty,
  person: { id: string; name: string; passkeys: readonly string[] },
) =>
  await generateRegistrationOptions({
    rpName: party.name,
    rpID: party.rpId,
    userName: person.name,
    userDisplayName: person.name,
    userID: new TextEncoder().encode(person.id) as Uint8Array<ArrayBuffer>,
    attestationType: "none",
    excludeCredentials: person.passkeys.map((id) => ({ id })),
    authenticatorSelection: { residentKey: "required", userVerification: "preferred" },
    // Some devices give a passkey a key to open sealed material with only when they are asked at its making.
    extensions: { prf: {} },
  });

export const signInOptions = async (party: RelyingParty) =>
  await generateAuthenticationOptions({ rpID: party.rpId, userVerification: "preferred" });

/** The new passkey, or undefined when the response does not hold. A malformed response is a response that does not hold. */
export async function verifyRegistration(
  party: RelyingParty,
  challenge: string,
  response: unknown,
) {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: response as RegistrationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.rpId,
      requireUserVerification: false,
    });
    if (!verified) return undefined;
    const { id, publicKey, counter, transports } = registrationInfo.credential;
    return { id, publicKey, counter, transports: transports ?? [] };
  } catch {
    return undefined;
  }
}

/** The new signature counter, or undefined when the assertion does not hold. */
export async function verifySignIn(
  party: RelyingParty,
  challenge: string,
  response: unknown,
  key: { id: string; publicKey: Uint8Array; counter: number },
): Promise<number | undefined> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: response as AuthenticationResponseJSON,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.rpId,
      requireUserVerification: false,
      credential: {
        id: key.id,
        publicKey: new Uint8Array(key.publicKey),
        counter: key.counter,
      },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}
