import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** A certificate with its key, both in PEM. */
export interface Certificate {
  certificate: string;
  key: string;
}

/**
 * A certificate authority of one's own and a certificate for 127.0.0.1 and localhost, good for a day. Written out byte by
 * byte (X.509 in DER, ECDSA on P-256), because Node makes none and a bare machine has no openssl.
 */
export function makeAuthority(): { authority: string; server: Certificate } {
  const root = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const leaf = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const rootName = name("Carrel test authority");
  const signedBy = { issuer: rootName, key: root.privateKey };
  const authority = certificate(signedBy, {
    ...{ subject: rootName, publicKey: root.publicKey },
    extensions: [extension("551d13", sequence(Buffer.from([0x01, 0x01, 0xff])), true)],
  });
  const names = [tagged(0x82, Buffer.from("localhost")), tagged(0x87, Buffer.from([127, 0, 0, 1]))];
  const server = certificate(signedBy, {
    ...{ subject: name("127.0.0.1"), publicKey: leaf.publicKey },
    extensions: [extension("551d11", sequence(...names), false)],
  });
  const key = leaf.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { authority, server: { certificate: server, key } };
}

type Holder = { subject: Buffer; publicKey: KeyObject; extensions: Buffer[] };

function certificate({ issuer, key }: { issuer: Buffer; key: KeyObject }, holder: Holder): string {
  const ecdsaWithSha256 = sequence(tagged(0x06, Buffer.from("2a8648ce3d040302", "hex")));
  const day = 24 * 60 * 60 * 1000;
  const content = sequence(
    // Version 3.
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    issuer,
    sequence(time(Date.now() - day), time(Date.now() + day)),
    holder.subject,
    holder.publicKey.export({ type: "spki", format: "der" }),
    tagged(0xa3, sequence(...holder.extensions)),
  );
  const signature = sign("sha256", content, key);
  const der = sequence(content, ecdsaWithSha256, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: Buffer[]) => tagged(0x30, Buffer.concat(parts));

const name = (commonName: string) =>
  sequence(
    tagged(0x31, sequence(tagged(0x06, Buffer.from("550403", "hex")), tagged(0x0c, Buffer.from(commonName)))),
  );

const time = (ms: number) =>
  tagged(0x17, Buffer.from(`${new Date(ms).toISOString().replace(/[-:T]/g, "").slice(2, 14)}Z`));

const extension = (oid: string, content: Buffer, isCritical: boolean) =>
  sequence(
    tagged(0x06, Buffer.from(oid, "hex")),
    ...(isCritical ? [tagged(0x01, Buffer.from([0xff]))] : []),
    tagged(0x04, content),
  );
