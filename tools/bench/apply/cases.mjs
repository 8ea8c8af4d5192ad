import { join } from 'node:path';
import { line, weave } from './histories.mjs';
import { run, verify } from './measure-case.mjs';
import { bareNode, braid, floor, peers } from './tools.mjs';
import { writeHistory } from './write-history.mjs';

/** @typedef {import('./measure-case.mjs').Case} Case */
/** @typedef {import('./measure-case.mjs').Entry} Entry */
/** @typedef {import('./tools.mjs').Tool} Tool */
/** @typedef {import('./write-history.mjs').WrittenHistory} WrittenHistory */

const tables = '^(line|slice\\d\\d)_\\d{4}$';

/**
 * Writes the histories and prepares the databases that are there already when a tool begins.
 *
 * @param {import('./scratch-server.mjs').ScratchServer} server
 * @param {string} folder
 * @param {{ long: number, short: number, slices: number }} sizes
 * @returns {Promise<readonly Case[]>}
 */
export async function prepareCases(server, folder, { long, short, slices }) {
  const longLine = writeHistory(join(folder, 'long'), line(long));
  const shortLine = writeHistory(join(folder, 'short'), line(short));
  const woven = writeHistory(join(folder, 'woven'), weave(slices, long / slices, Math.min(30, long / slices)));
  // The bare process stands among the others unless it is the floor itself.
  const yardsticks = floor === bareNode ? [floor] : [floor, bareNode];
  const all = [...yardsticks, braid, ...peers];

  /**
   * @param {Tool} tool
   * @param {WrittenHistory} history
   * @param {number} count
   * @returns {Entry}
   */
  const applying = ({ name, peer, up }, history, count) => ({
    name,
    peer,
    command: (url) => up(history, url),
    history: tables,
    tables: count,
  });

  /**
   * A database where the tool has applied everything already.
   *
   * @param {Tool} tool
   * @param {string} made
   * @param {WrittenHistory} history
   * @param {number} count
   */
  const applied = async (tool, made, history, count) => {
    const name = `${tool.name.replaceAll(/\W+/g, '_')}_${made}`.toLowerCase();
    run(tool.name, tool.up(history, await server.createDatabase(name)));
    await verify(server, applying(tool, history, count), name);
    return name;
  };

  /** @type {Entry[]} */
  const downgrades = [];
  for (const tool of all) {
    const { name, peer, down } = tool;
    if (down === undefined) continue;
    const template = await applied(tool, 'short', shortLine, short);
    downgrades.push({ name, peer, template, command: (url) => down(shortLine, url), history: tables, tables: 0 });
  }
  const ours = await applied(braid, 'long', longLine, long);
  /** @type {Entry[]} */
  const noOps = [];
  for (const tool of [bareNode, braid, ...peers]) {
    const template = tool.peer ? await applied(tool, 'long', longLine, long) : ours;
    const command = tool.noOp ?? tool.up;
    noOps.push({ ...applying(tool, longLine, long), template, command: (url) => command(longLine, url) });
  }

  const graph = `${slices} slices × ${long / slices}`;
  const straight = `a line of ${long}`;
  return [
    {
      title: `upgrade of ${long}`,
      entries: all.map((tool) => applying(tool, longLine, long)),
      goals: [{ name: braid.name, most: 1 }],
    },
    {
      title: `upgrade of ${short}`,
      entries: all.map((tool) => applying(tool, shortLine, short)),
      goals: [{ name: braid.name, most: 1.5 }],
    },
    {
      title: `downgrade of ${short}`,
      entries: downgrades,
      goals: [{ name: braid.name, most: 1.5 }],
    },
    {
      title: `${graph} against a line`,
      turns: 2,
      entries: [
        { ...applying(braid, longLine, long), name: straight },
        { ...applying(braid, woven, long), name: graph },
      ],
      goals: [{ name: graph, most: 1.05 }],
    },
    {
      title: `nothing to do, ${long} applied`,
      turns: 3,
      entries: noOps,
      goals: [{ name: braid.name, most: 1.25 }],
    },
    {
      title: `upgrade of ${short} through a relay of 2 ms each way`,
      relay: true,
      entries: all.map((tool) => applying(tool, shortLine, short)),
      goals: [{ name: braid.name, most: 0.15 }],
    },
  ];
}
