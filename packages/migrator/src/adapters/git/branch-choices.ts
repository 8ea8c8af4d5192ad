import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BranchChoice, BranchChoices } from '../../ports/development/branch-choice.ts';
import { putFileAtomically } from '../fs/write-file-atomically.ts';
import { systemCode } from '../process/system-code.ts';
import { headBranch } from './head-branch.ts';

/** Relative to the root of the workspace. */
const FILE = '.braid/branches.json';
const NONE: BranchChoice = { use: null, databases: {} };

/** The choices of the workspace at `root`. A file that Braid did not write counts as missing. */
export function branchChoices(root: string): BranchChoices {
  const read = (): BranchChoice => parse(textOf(join(root, FILE)));
  return {
    read,
    write: (choice) => putFileAtomically(join(root, FILE), `${JSON.stringify(choice, undefined, 2)}\n`),
    chosen() {
      const { use, databases } = read();
      if (Object.keys(databases).length === 0) return undefined;
      const branch = use ?? headBranch(root);
      return branch !== undefined && Object.hasOwn(databases, branch) ? databases[branch] : undefined;
    },
  };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}

function parse(text: string): BranchChoice {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== 'object' || found === null) return NONE;
    const [use, databases]: readonly unknown[] = [Reflect.get(found, 'use'), Reflect.get(found, 'databases')];
    const entries: readonly (readonly [string, unknown])[] =
      typeof databases === 'object' && databases !== null ? Object.entries(databases) : [];
    const named = entries.flatMap(([branch, name]) => (typeof name === 'string' ? [[branch, name] as const] : []));
    return { use: typeof use === 'string' ? use : null, databases: Object.fromEntries(named) };
  } catch {
    return NONE;
  }
}
