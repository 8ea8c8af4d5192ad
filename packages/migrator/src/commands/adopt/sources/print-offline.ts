import type { AlembicScript } from '../../../adopt/alembic/alembic-script.ts';
import { offlineArguments } from '../../../adopt/alembic/offline-commands.ts';
import { readOfflineSql } from '../../../adopt/alembic/offline-sql.ts';
import type { ForeignFile } from '../../../adopt/foreign-history.ts';
import { AlembicSqlError } from '../../../errors/adopt/alembic-errors.ts';
import type { Direction } from '../../../revision/revision.ts';
import type { AdoptBench, AdoptOptions } from '../adopt-options.ts';

/**
 * Lets the command of `--alembic-command` print the SQL of all migrations in both directions: first everything at once,
 * then, if a migration stopped that, the missing ones one by one. Without the option nothing is run. Throws an
 * `AlembicSqlError` when the command fails for a migration that needs no database.
 */
export async function printOffline(
  bench: Pick<AdoptBench, 'runProgram'>,
  { alembicCommand }: AdoptOptions,
  home: string,
  scripts: readonly AlembicScript[],
  table: string,
): Promise<readonly ForeignFile[]> {
  if (alembicCommand === undefined) return [];
  const words = alembicCommand.split(/\s+/).filter((word) => word !== '');
  const printed: ForeignFile[] = [];
  const done = new Set<string>();
  const print = async (args: readonly string[]): Promise<string | undefined> => {
    const command = [...words, ...args];
    const { output, problem } = await bench.runProgram(command, home);
    // What it printed before it failed is complete up to the last step.
    const whole = problem === undefined ? output : output.slice(0, Math.max(0, output.lastIndexOf('\n-- Running ')));
    const file = { path: command.join(' '), text: whole };
    if (!/^-- Running /m.test(whole)) return problem;
    printed.push(file);
    for (const { direction, revision } of readOfflineSql(file, table)) done.add(`${direction} ${revision}`);
    return problem;
  };
  const isMissing = (script: AlembicScript, direction: Direction): boolean =>
    script[direction].kind === 'offline' && !done.has(`${direction} ${script.id}`);
  await print(['upgrade', 'base:heads', '--sql']);
  for (const { id } of headsOf(scripts)) await print(['downgrade', `${id}:base`, '--sql']);
  for (const direction of ['upgrade', 'downgrade'] as const) {
    for (const script of scripts) {
      if (!isMissing(script, direction)) continue;
      const args = offlineArguments(script, direction);
      const said = await print(args);
      if (!isMissing(script, direction)) continue;
      const command = [...words, ...args].join(' ');
      throw new AlembicSqlError({ problem: 'failed', command, said: said ?? 'it printed no SQL of this revision' });
    }
  }
  return printed;
}

function headsOf(scripts: readonly AlembicScript[]): readonly AlembicScript[] {
  const parents = new Set(scripts.flatMap((script) => script.parents));
  return scripts.filter(({ id }) => !parents.has(id));
}
