import type { GeneratorCallback, Tree } from '@nx/devkit';
import { type InitOptions, init } from '../../commands/init/init.ts';
import { MigratorError } from '../../errors/migrator-error.ts';
import { packageVersion } from '../../wiring/package-version.ts';
import { drizzleConfigsIn, treeFiles } from './tree-files.ts';

/**
 * `migrate init` on the files of a generator. Nx prints the files; the remaining steps follow them.
 */
export async function runInit(tree: Tree, options: InitOptions): Promise<GeneratorCallback> {
  const { next } = told(() =>
    init(
      {
        root: tree.root,
        files: treeFiles(tree),
        version: packageVersion(),
        drizzleConfigs: drizzleConfigsIn(tree),
      },
      options,
    ),
  );
  const { formatFiles } = await import('@nx/devkit');
  await formatFiles(tree);
  return () => {
    const lines = ['', 'Next:', ...next.map((step, at) => `  ${at + 1}. ${step}`)];
    process.stdout.write(`${lines.join('\n')}\n`);
  };
}

/** Nx prints only the message of an error. */
export function told<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof MigratorError)) throw error;
    throw new Error(`${error.message}\n→ ${error.hint}`, { cause: error });
  }
}
