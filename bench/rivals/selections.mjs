// Bucket selections of Variorum and of the Inngest SDK in one process, a selector made for each as handlers do:
// node selections.mjs FOLDER OURS ROUNDS. FOLDER is where the SDK is installed, OURS the address of the module that exports
// `experiment`. Prints a JSON list of {variants, ours, inngest}, in selections a second, one for each round.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder, address, rounds] = process.argv.slice(2);
const { experiment: ours } = await import(address);
const { experiment: theirs } = createRequire(join(folder, 'package.json'))('inngest');

const keys = Array.from({ length: 50_000 }, (_, place) => `user-${place}`);
const splits = [
  { current: 90, candidate: 10 },
  { current: 70, candidate: 20, cheap: 10 },
];

const measured = [];
for (const weights of splits) {
  const variants = Object.keys(weights);
  const context = { runId: 'fnr_01h455vb4pex5vsknk084sn02q', experimentId: 'assistant-model', variants };
  const ourWay = (key) => ours.bucket(key, { weights }).choose(context).variant;
  // What group.experiment() of the SDK calls.
  const theirWay = (key) => theirs.bucket(key, { weights })(variants);
  // The first round compiles.
  for (let round = 0; round <= Number(rounds); round += 1) {
    const figures = {
      variants: variants.length,
      ours: selectionsPerSecond(ourWay, weights),
      inngest: selectionsPerSecond(theirWay, weights),
    };
    if (round > 0) measured.push(figures);
  }
}
console.log(JSON.stringify(measured));

/** Chooses for every key; a way that doesn't split them by the weights, to a point or so, is no selection. */
function selectionsPerSecond(choose, weights) {
  const chosen = Object.fromEntries(Object.keys(weights).map((name) => [name, 0]));
  const started = performance.now();
  for (const key of keys) chosen[choose(key)] += 1;
  const milliseconds = performance.now() - started;
  for (const [name, weight] of Object.entries(weights)) {
    const share = (chosen[name] / keys.length) * 100;
    if (!(Math.abs(share - weight) < 1))
      throw new Error(`${name} got ${share} % of the keys, and its weight is ${weight} of 100.`);
  }
  return (keys.length * 1000) / milliseconds;
}
