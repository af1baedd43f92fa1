import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** What a browser would put in, and what an attacker might instead. */
export type Ceremony = {
  readonly challenge: string;
  readonly origin: string;
  readonly rpId: string;
  /** User present and verified unless told. */
  readonly flags?: number;
  readonly type?: string;
  readonly counter?: number;
};

const PRESENT_AND_VERIFIED = 0x05;
const HAS_CREDENTIAL = 0x40;

/** CBOR (RFC 8949), as much of it as WebAuthn needs. */
function cbor(value: unknown): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") {
    const bytes = Buffer.from(value);
    return Buffer.concat([head(3, bytes.length), bytes]);
  }
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Map) {
    const parts = [...value].flatMap(([key, inner]) => [cbor(key), cbor(inner)]);
    return Buffer.concat([head(5, value.size), ...parts]);
  }
  throw new TypeError(`No CBOR for ${String(value)}.`);
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 0xff]);
}

const sha256 = (bytes: Uint8Array | string): Buffer => createHash("sha256").update(bytes).digest();

const clientData = ({ type, challenge, origin }: Ceremony, usual: string): Buffer =>
  Buffer.from(JSON.stringify({ type: type ?? usual, challenge, origin, crossOrigin: false }));

/** RP id hash, flags, signature counter. */
function authenticatorData({ rpId, flags, counter = 0 }: Ceremony, more = 0): Buffer {
  const rest = Buffer.alloc(5);
  rest.writeUInt8((flags ?? PRESENT_AND_VERIFIED) | more, 0);
  rest.writeUInt32BE(counter, 1);
  return Buffer.concat([sha256(rpId), rest]);
}

/** The public key as COSE (RFC 9053): EC2, ES256, P-256. */
function coseKey(publicKey: KeyObject): Buffer {
  const { x = "", y = "" } = publicKey.export({ format: "jwk" }) as { x?: string; y?: string };
  const fields: [number, unknown][] = [
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, Buffer.from(x, "base64url")],
    [-3, Buffer.from(y, "base64url")],
  ];
  return cbor(new Map(fields));
}

export type Authenticator = ReturnType<typeof newAuthenticator>;

/** An authenticator of its own making: one passkey, ES256, attestation "none". */
export function newAuthenticator() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(16);
  const named = { id: id.toString("base64url"), rawId: id.toString("base64url") };
  const common = { ...named, type: "public-key", clientExtensionResults: {} };
  return {
    id: named.id,
    /** The answer to creation options. */
    create: (ceremony: Ceremony) => {
      const length = Buffer.from([0, id.length]);
      const data = Buffer.concat([
        authenticatorData(ceremony, HAS_CREDENTIAL),
        Buffer.alloc(16),
        length,
        id,
        coseKey(publicKey),
      ]);
      const attestation = new Map<string, unknown>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", data],
      ]);
      return {
        ...common,
        response: {
          clientDataJSON: clientData(ceremony, "webauthn.create").toString("base64url"),
          attestationObject: cbor(attestation).toString("base64url"),
          transports: ["internal"],
        },
      };
    },
    /** The answer to request options. */
    get: (ceremony: Ceremony) => {
      const data = authenticatorData(ceremony);
      const client = clientData(ceremony, "webauthn.get");
      const signature = sign("sha256", Buffer.concat([data, sha256(client)]), privateKey);
      return {
        ...common,
        response: {
          clientDataJSON: client.toString("base64url"),
          authenticatorData: data.toString("base64url"),
          signature: signature.toString("base64url"),
        },
      };
    },
  };
}
