import { join } from 'node:path';
import { COLUMNS, line, lineOfColumns, weave } from './histories.mjs';
import { run, verify } from './measure-case.mjs';
import { bareNode, braid, floor, peers } from './tools.mjs';
import { writeHistory } from './write-history.mjs';

/** @typedef {import('./measure-case.mjs').CasePlan} CasePlan */
/** @typedef {import('./measure-case.mjs').Entry} Entry */
/** @typedef {import('./tools.mjs').Tool} Tool */
/** @typedef {import('./write-history.mjs').WrittenHistory} WrittenHistory */

const tables = '^(line|customer_relationship_events|slice\\d\\d)_\\d{4}$';

/** Through the relay a peer takes seconds, and ten times what we do: three rounds tell as much as five. */
const slowRounds = 3;

/**
 * What is measured. Histories are written, and databases where something is applied already are made, only for the cases that are run.
 *
 * @param {import('./scratch-server.mjs').ScratchServer} server
 * @param {string} folder
 * @param {{ long: number, short: number, slices: number }} sizes
 * @returns {readonly CasePlan[]}
 */
export function planCases(server, folder, { long, short, slices }) {
  const longLine = once(() => writeHistory(join(folder, 'long'), line(long)));
  const longestLine = once(() => writeHistory(join(folder, 'longest'), line(5 * long)));
  const shortLine = once(() => writeHistory(join(folder, 'short'), line(short)));
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

  /**
   * @param {number} count
   * @param {() => WrittenHistory} history
   * @param {readonly Tool[]} tools
   * @param {number} most of the bare process, which reads and hashes the same files
   * @returns {CasePlan}
   */
  const nothingToDo = (count, history, tools, most) => ({
    title: `nothing to do, ${count} applied`,
    prepare: async () => {
      const ours = await applied(braid, `long_${count}`, history(), count);
      /** @type {Entry[]} */
      const entries = [];
      for (const tool of tools) {
        const template = tool.peer ? await applied(tool, `long_${count}`, history(), count) : ours;
        const command = tool.noOp ?? tool.up;
        // What a tool keeps for the next time is there after the second time.
        for (let turn = 0; turn < 2; turn += 1) run(tool.name, command(history(), server.urlOf(template)));
        entries.push({
          ...applying(tool, history(), count),
          template,
          changesNothing: true,
          command: (url) => command(history(), url),
        });
      }
      return { turns: 3, entries, goals: [{ name: braid.name, most }] };
    },
  });

  const graph = `${slices} slices × ${long / slices}`;
  return [
    {
      title: `upgrade of ${long}`,
      prepare: async () => ({
        entries: all.map((tool) => applying(tool, longLine(), long)),
        goals: [{ name: braid.name, most: 0.95 }],
      }),
    },
    {
      title: `columns: upgrade of ${long}`,
      prepare: async () => {
        const columns = writeHistory(join(folder, 'columns'), lineOfColumns(long));
        return {
          entries: all.map((tool) => applying(tool, columns, long / COLUMNS)),
          goals: [{ name: braid.name, most: 1.2 }],
        };
      },
    },
    {
      title: `upgrade of ${short}`,
      prepare: async () => ({
        entries: all.map((tool) => applying(tool, shortLine(), short)),
        goals: [{ name: braid.name, most: 1.4 }],
      }),
    },
    {
      title: `downgrade of ${short}`,
      prepare: async () => {
        /** @type {Entry[]} */
        const entries = [];
        for (const tool of all) {
          const { name, peer, down } = tool;
          if (down === undefined) continue;
          const template = await applied(tool, 'short', shortLine(), short);
          entries.push({ name, peer, template, command: (url) => down(shortLine(), url), history: tables, tables: 0 });
        }
        return { entries, goals: [{ name: braid.name, most: 1.5 }] };
      },
    },
    {
      title: `${graph} against a line`,
      prepare: async () => {
        const woven = writeHistory(join(folder, 'woven'), weave(slices, long / slices, Math.min(30, long / slices)));
        return {
          turns: 2,
          entries: [
            { ...applying(braid, longLine(), long), name: `a line of ${long}` },
            { ...applying(braid, woven, long), name: graph },
          ],
          goals: [{ name: graph, most: 1.05 }],
        };
      },
    },
    nothingToDo(long, longLine, [bareNode, braid, ...peers], 0.75),
    // Against what no tool can be quicker than without an index: the peers take minutes to get there.
    nothingToDo(5 * long, longestLine, [bareNode, braid], 0.6),
    {
      title: `${short} through a relay of 2 ms each way`,
      prepare: async () => ({
        relay: true,
        entries: all.map((tool) => ({
          ...applying(tool, shortLine(), short),
          ...(tool.peer ? { rounds: slowRounds } : {}),
        })),
        goals: [{ name: braid.name, most: 0.15 }],
      }),
    },
  ];
}

/**
 * @template Value
 * @param {() => Value} make
 * @returns {() => Value}
 */
function once(make) {
  /** @type {{ value: Value } | undefined} */
  let made;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
