// `node in-process.mjs <workspace>`: reads and plans one workspace with the compiled migrator, once and cold as a command does, and prints
// the CPU time of each step (all threads, in ms) and the peak memory of the process as JSON.
import process from 'node:process';

const dist = new URL('../../../packages/migrator/dist/', import.meta.url);
/** @param {string} file @returns {Promise<any>} */
const load = (file) => import(new URL(file, dist).href);

const { openWorkspace } = await load('adapters/fs/workspace.js');
const { buildGraph } = await load('graph/build/build-graph.js');
const { history } = await load('graph/order/history.js');
const { planUpgrade } = await load('plan/plan-upgrade.js');

/** @type {Record<string, number>} */
const cpu = {};

/**
 * @template T
 * @param {string} name
 * @param {() => T} action
 * @returns {T}
 */
function timed(name, action) {
  const start = process.cpuUsage();
  const result = action();
  const { user, system } = process.cpuUsage(start);
  cpu[name] = (user + system) / 1000;
  return result;
}

const root = process.argv[2] ?? '.';
const workspace = timed('slices', () => openWorkspace(root));
const revisions = timed('headers', () => workspace.readHeaders());
const graph = timed('graph', () => buildGraph(revisions));
const plan = timed('plan from empty', () => planUpgrade(graph, [], 'heads'));
timed('heads', () => [graph.heads, graph.effectiveHeads]);
timed('history', () => history(graph));
const middle = headsInTheMiddle();
timed('plan from middle', () => planUpgrade(graph, middle, 'heads'));

process.stdout.write(
  `${JSON.stringify({ revisions: graph.size, steps: plan.steps.length, cpu, megabytes: process.resourceUsage().maxRSS / 1024 })}\n`,
);

/** The heads after half of the plan. */
function headsInTheMiddle() {
  const heads = new Set();
  for (const step of plan.steps.slice(0, plan.steps.length >> 1)) {
    for (const id of step.headsRemoved) heads.delete(id);
    for (const id of step.headsAdded) heads.add(id);
  }
  return [...heads];
}
