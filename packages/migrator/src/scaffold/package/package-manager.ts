/** How a package manager is spoken to. */
export interface PackageManager {
  readonly name: 'npm' | 'pnpm' | 'yarn' | 'bun';
  /** Installs what package.json says. */
  readonly install: string;
  /** Adds packages at the root of a workspace. */
  readonly add: string;
  /**
   * Runs the command line of this workspace, and never one from the registry. Whatever follows is passed on: without
   * `--`, npm takes `--help`, `--version` and `--slice` for options of its own.
   */
  readonly migrate: string;
}

const NPM: PackageManager = {
  name: 'npm',
  install: 'npm install',
  add: 'npm install',
  migrate: 'npx --no -- braid',
};

const MANAGERS: readonly PackageManager[] = [
  NPM,
  {
    name: 'pnpm',
    install: 'pnpm install',
    add: 'pnpm add',
    migrate: 'pnpm exec braid',
  },
  { name: 'yarn', install: 'yarn install', add: 'yarn add', migrate: 'yarn run braid' },
  {
    name: 'bun',
    install: 'bun install',
    add: 'bun add',
    migrate: 'bunx --no-install braid',
  },
];

const FILES: Readonly<Record<string, PackageManager['name']>> = {
  'pnpm-workspace.yaml': 'pnpm',
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
  'package-lock.json': 'npm',
};

/**
 * The package manager of a workspace: what `packageManager` in package.json names, otherwise whose files are there,
 * else npm.
 *
 * @param names of the files at its root
 */
export function packageManagerOf(packageManager: unknown, names: readonly string[]): PackageManager {
  const named = typeof packageManager === 'string' ? packageManager.split('@')[0] : undefined;
  const [, found] = Object.entries(FILES).find(([file]) => names.includes(file)) ?? [];
  return MANAGERS.find(({ name }) => name === named) ?? MANAGERS.find(({ name }) => name === found) ?? NPM;
}
