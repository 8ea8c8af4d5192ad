import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { shellWord } from '../../errors/shell-word.ts';

/** Names of the program, the one of the documentation first. */
const NAMES = ['migrate', 'braid'];

/** The variable with which a wrapper sets the name that people type. */
const VARIABLE = 'BRAID_CALLED_AS';

export interface CallFacts {
  /** The file that runs: the second word of the process. */
  readonly script: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * How users type the program in this shell, for messages that can be copied: `migrate` if PATH leads to this program
 * (not to another tool of that name), otherwise the command for the project's copy (`npx braid`), otherwise the file.
 */
export function calledAs({ script, cwd, env }: CallFacts): string {
  const said = env[VARIABLE]?.trim();
  if (said) return said;
  const own = realPath(script);
  const folders = pathOf(env);
  const onPath = NAMES.find((name) => {
    const first = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
    return first !== undefined && realPath(first) === own;
  });
  if (onPath !== undefined) return onPath;
  if (isInstalledAbove(cwd, own)) return `${runnerOf(env)} braid`;
  // A copy that npx fetched is not in a project.
  if (/[\\/]_npx[\\/]/.test(script)) return 'npx -p @braid/migrator braid';
  return `node ${shellWord(script)}`;
}

/** Runners add the project's programs to the PATH of their children; the user's shell does not have them. */
function pathOf(env: CallFacts['env']): readonly string[] {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  const underRunner = ['npm_execpath', 'npm_lifecycle_event', 'npm_command', 'NX_TASK_TARGET_PROJECT'].some(
    (name) => env[name] !== undefined,
  );
  return underRunner ? folders.filter((folder) => !/[\\/]node_modules[\\/]\.bin[\\/]?$/.test(folder)) : folders;
}

function isInstalledAbove(cwd: string, own: string): boolean {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const bin = join(folder, 'node_modules', '.bin');
    if (existsSync(join(bin, 'braid.cmd')) || realPath(join(bin, 'braid')) === own) return true;
    if (folder === dirname(folder)) return false;
  }
}

function runnerOf({ npm_config_user_agent: agent = '' }: CallFacts['env']): string {
  if (agent.startsWith('pnpm/')) return 'pnpm exec';
  if (agent.startsWith('yarn/')) return 'yarn';
  return agent.startsWith('bun/') ? 'bunx' : 'npx';
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
