// Prints the creation bytecode of DemoToken.sol: `NODE_PATH=<where solc is>/node_modules node compile.cjs`.
const fs = require("fs");
const path = require("path");
const solc = require("solc");

const input = JSON.parse(fs.readFileSync(path.join(__dirname, "settings.json"), "utf8"));
for (const [name, source] of Object.entries(input.sources)) {
  source.content = fs.readFileSync(path.join(__dirname, name), "utf8");
  delete source.urls;
}
const output = JSON.parse(solc.compile(JSON.stringify(input)));
for (const problem of output.errors ?? []) console.error(problem.formattedMessage);
const bytecode = output.contracts?.["DemoToken.sol"]?.DemoToken?.evm.bytecode.object;
if (!bytecode) process.exit(1);
console.log(bytecode);
