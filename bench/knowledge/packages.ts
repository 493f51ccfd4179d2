/** A real package that ships its tests, and where it comes from. */
export interface LabelledPackage {
  /** `labels/<name>.txt` holds what a person found in it. */
  name: string;
  language: "JavaScript and TypeScript" | "Python" | "Go" | "Java";
  source: { npm: string; version: string } | { debian: string };
  /** Folders of built output, which stands in no repository. */
  leftOut?: string[];
  /** Read and labelled when the miner was done: what it was written without having seen. */
  isHeldOut?: true;
}

const npm = (name: string, spec: string, version: string, leftOut: string[] = []): LabelledPackage => ({
  name,
  language: "JavaScript and TypeScript",
  source: { npm: spec, version },
  leftOut,
});
const debian = (
  language: LabelledPackage["language"],
  name: string,
  source: string = name,
): LabelledPackage => ({ name, language, source: { debian: source } });

const heldOut = (one: LabelledPackage): LabelledPackage => ({ ...one, isHeldOut: true });

/** Debian's of the release that is labelled, bookworm: it does not change any more. */
export const labelledPackages: LabelledPackage[] = [
  npm("express-async-handler", "express-async-handler", "1.2.0"),
  npm("fastify-bearer-auth", "@fastify/bearer-auth", "10.1.3"),
  npm("fetch-retry", "fetch-retry", "6.0.0", ["dist"]),
  npm("optimism", "optimism", "0.18.1", ["lib"]),
  npm("wry-equality", "@wry/equality", "0.5.7", ["lib"]),
  npm("cra-template-typescript", "cra-template-typescript", "1.3.0"),
  npm("create-playwright", "create-playwright", "1.17.139", ["lib"]),
  debian("Python", "flask-compress"),
  debian("Python", "python-click-log"),
  debian("Python", "python-aws-requests-auth"),
  debian("Python", "django-simple-redis-admin"),
  debian("Python", "django-pglocks"),
  debian("Go", "golang-alice", "golang-github-justinas-alice"),
  debian("Go", "golang-juju-ratelimit", "golang-github-juju-ratelimit"),
  debian("Go", "golang-chi-cors", "golang-github-go-chi-cors"),
  debian("Go", "golang-multierror", "golang-github-hashicorp-go-multierror"),
  debian("Java", "libjbcrypt-java"),
  debian("Java", "spullara-cli-parser"),
  debian("Java", "externalsortinginjava", "libexternalsortinginjava-java"),
  debian("Java", "libobject-cloner-java"),
  heldOut(npm("reusify", "reusify", "1.1.0")),
  heldOut(npm("secure-json-parse", "secure-json-parse", "4.1.1")),
  heldOut(debian("Python", "django-pagination")),
  heldOut(debian("Python", "python-agate-dbf")),
  heldOut(debian("Go", "golang-wordwrap", "golang-github-mitchellh-go-wordwrap")),
  heldOut(debian("Go", "golang-gorilla-sessions", "golang-github-gorilla-sessions")),
  heldOut(debian("Java", "libmdock-java")),
];
