import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Loader, Plugin } from 'esbuild';

// In parts, or the tool that bundles the command line would replace it here.
const META = 'import.meta';

/**
 * What a file knows about its own place, by the names that replace it in a bundle, where all files have the same place.
 */
export const FILE_GLOBALS: Readonly<Record<string, string>> = {
  __dirname: 'braidDirname',
  __filename: 'braidFilename',
  [`${META}.dirname`]: 'braidDirname',
  [`${META}.filename`]: 'braidFilename',
  [`${META}.url`]: 'braidUrl',
};

const NAMES = ['braidDirname', 'braidFilename', 'braidUrl'] as const;
const USED = new RegExp(`\\b(?:${NAMES.join('|')})\\b`);
const ASKED = /\b__dirname\b|\b__filename\b|\bimport\.meta\.(?:url|dirname|filename)\b/;

export function usesFileGlobals(code: string): boolean {
  return USED.test(code);
}

/** Lets each file that needs it say where it is, in its first line, so that line numbers stay the same. */
export function fileGlobals(): Plugin {
  return {
    name: 'braid-file-globals',
    setup(build) {
      build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        if (!ASKED.test(text)) return undefined;
        const values = [dirname(path), path, pathToFileURL(path).href].map((value) => JSON.stringify(value));
        const own = NAMES.map((name, index) => `${name} = ${values[index]}`).join(', ');
        const loader: Loader = /x$/.test(path)
          ? path.endsWith('tsx')
            ? 'tsx'
            : 'jsx'
          : /\.[cm]?ts$/.test(path)
            ? 'ts'
            : 'js';
        return { contents: `var ${own};${text.replace(/^#!/, '//')}`, loader };
      });
    },
  };
}
