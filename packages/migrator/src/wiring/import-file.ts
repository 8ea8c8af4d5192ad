import type { ImportFile } from '../config/file/load-config.ts';
import { ConfigIsCodeError } from '../errors/workspace/config-is-code-error.ts';

/** Runs a file (absolute path) of a workspace, TypeScript or JavaScript, and returns what it exports. */
export async function importFile(path: string, root: string): Promise<unknown> {
  const { bundleFile } = await import('../adapters/module/bundle-file.ts');
  return await (await bundleFile(path, root)).run();
}

/** The replacement for commands that run no code of the workspace. */
export function noImport(code: 'refuse' | 'ignore', command: string): ImportFile {
  return async (_path, _root, file) => {
    if (code === 'refuse') throw new ConfigIsCodeError({ file, command });
    return { default: {} };
  };
}
