import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findDrizzleConfigs } from '../adapters/fs/foreign/find-drizzle-configs.ts';
import { openRevisionFiles } from '../adapters/fs/revision-files.ts';
import { findWorkspaceRoot } from '../adapters/fs/workspace-root.ts';
import type { InitPlace } from '../commands/init/init.ts';
import { CONFIG_FILES } from '../config/file/load-config.ts';
import { UsageError } from '../errors/usage/usage-error.ts';
import { packageVersion } from './package-version.ts';

/**
 * Where `init` works: the folder that is named, otherwise the workspace that the current folder is in when it has a
 * configuration already, otherwise the current folder.
 */
export function initPlace(cwd: string, folder: string | undefined): InitPlace {
  const root = folder === undefined ? configured(cwd) : resolve(cwd, folder);
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new UsageError({ problem: 'not-a-folder', folder: root });
  }
  return {
    root,
    files: {
      ...openRevisionFiles(root),
      exists: (path) => existsSync(join(root, path)),
      readAsWritten: (file) => textAsWritten(root, file),
    },
    version: packageVersion(),
    drizzleConfigs: findDrizzleConfigs(root),
  };
}

function textAsWritten(root: string, file: string): string | undefined {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function configured(cwd: string): string {
  const root = findWorkspaceRoot(cwd);
  return CONFIG_FILES.some((file) => existsSync(join(root, file))) ? root : resolve(cwd);
}
