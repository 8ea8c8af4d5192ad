import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { RunProgram } from '../../ports/workspace/run-program.ts';

const TIMEOUT = 600_000;
const MAX_OUTPUT = 256 * 1024 * 1024;

/** See `RunProgram`. A program that takes longer than ten minutes or prints more than 256 MB is ended. */
export function openRunProgram(root: string, variables: Readonly<Record<string, string | undefined>>): RunProgram {
  return async ([program = '', ...args], folder) => {
    const options = { cwd: join(root, folder), env: variables, timeout: TIMEOUT, maxBuffer: MAX_OUTPUT };
    return await new Promise((resolve) => {
      execFile(program, args, options, (error, output, complaint) => {
        if (error === null) return resolve({ output, problem: undefined });
        const last = complaint.trimEnd().split('\n').at(-1)?.trim();
        resolve({ output, problem: last === undefined || last === '' ? error.message : last });
      }).stdin?.end();
    });
  };
}
