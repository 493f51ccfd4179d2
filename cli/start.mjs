import { addressOf, choosePort } from "./address.mjs";
import { readAddressOptions } from "./address-options.mjs";
import { buildIfChanged } from "./build.mjs";
import { endWithNpm } from "./end-with-npm.mjs";
import { installDependencies } from "./install.mjs";
import { localSources, ownAddress } from "./local-defaults.mjs";
import { checkMachine, phase, readVariable, runCommand, secondsSince } from "./project.mjs";
import { serve } from "./serve.mjs";

const HELP = `npm start [-- options]: installs, builds and runs Carrel

  --host ADDRESS   where to listen; default HOST, else 127.0.0.1 (this machine only)
  --port NUMBER    default PORT, else 3000 or the next free one
  --help           this text

Every other setting is a variable: see .env.example.`;

await runCommand(async () => {
  const options = readAddressOptions(HELP);
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  checkMachine();
  await phase("Installed", installDependencies);
  await phase("Built", buildIfChanged);

  const startedAt = performance.now();
  const host = options.host ?? readVariable("HOST") ?? "127.0.0.1";
  const port = await choosePort(host, options.port ?? readVariable("PORT"));
  const url = addressOf(host, port);
  const env = { ...localSources(host), ...ownAddress(url) };
  const server = serve({ host, port, url, env });
  endWithNpm(() => server.stop());
  try {
    await server.ready;
  } catch (error) {
    server.stop();
    console.error(`\n${error.message}`);
    return (await server.ended) || 1;
  }
  console.log(`Carrel is ready at ${url} (${secondsSince(startedAt)} s)`);
  return server.ended;
});
