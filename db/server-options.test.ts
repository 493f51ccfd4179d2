import pg from "pg";
import { expect, test } from "vitest";
import { driverOf, withOption } from "./server-options";

const optionsOf = (connectionString: string) =>
  (new pg.Client({ connectionString }) as unknown as { connectionParameters: { options?: string } })
    .connectionParameters.options;

test("an address at neon.tech takes Neon's driver unless another is asked for", () => {
  const neon = "postgres://ada:secret@ep-cool-sun-1.eu-central-1.aws.neon.tech/carrel";
  expect(driverOf({ url: neon })).toBe("neon");
  expect(driverOf({ url: neon, driver: "pg" })).toBe("pg");
  expect(driverOf({ url: "postgres://ada:secret@neon.tech.example.org/carrel" })).toBe("pg");
  expect(driverOf({ url: "postgres://ada:secret@localhost/carrel", driver: "neon" })).toBe("neon");
});

test("an option joins those of the address, and password, host and database stay as they were", () => {
  const url =
    "postgres://ada:p%40ss%2Fword@db.example.org:5433/carrel?options=-c%20statement_timeout%3D5s&sslmode=disable";
  const changed = withOption(url, "role=app_login");
  expect(optionsOf(changed)).toBe("-c statement_timeout=5s -c role=app_login");
  expect(optionsOf(withOption("postgres://ada@localhost/carrel", "role=app_login"))).toBe(
    "-c role=app_login",
  );
  const client = new pg.Client({ connectionString: changed });
  expect(client).toMatchObject({
    user: "ada",
    password: "p@ss/word",
    host: "db.example.org",
    port: 5433,
    database: "carrel",
  });
});
