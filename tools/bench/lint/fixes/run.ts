// `npm run bench:lint-fixes`, or `npm run bench:lint -- --fixes`: see fixes.ts. Exits with 1 when a fix is wrong or holds somebody up.
// BRAID_BENCH_ROWS (2000000), BRAID_BENCH_FIXES (rules, separated by commas; all).
import { EMBEDDED, record } from '../../record.mjs';
import { fixes } from './fixes.ts';

const { isRight, table } = await fixes();
const goal = 'fixes leave the same, and nobody waits for their locks for more than 100 ms';
console.log(`${isRight ? 'ok  ' : 'MISS'} ${goal}`);
if (!isRight) process.exitCode = 1;
record('lint-fixes', { rounds: 1, missed: isRight ? [] : [goal], tables: [table], server: EMBEDDED });
