import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Compiles and bundles what whole-program tests run, so that they never speak of yesterday's code. */
export default function setup(): void {
  execFileSync(process.execPath, [resolve(import.meta.dirname, '../../../../../tools/prepare.mjs')], {
    stdio: 'inherit',
  });
}
