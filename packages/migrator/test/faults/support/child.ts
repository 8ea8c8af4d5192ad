/** A migrator process for the fault suite: runs what its one argument says, and writes one JSON line at its end. */
import { MigratorError } from '../../../src/errors/migrator-error.ts';
import { dataCodeIn } from '../../../src/wiring/data-runner.ts';
import { runner } from '../../execute/support/runner.ts';
import { parseChildTask } from './child-task.ts';

const task = parseChildTask(process.argv[2] ?? '');
const { upgrade, downgrade, work, stop } = runner(task.revisions, {
  url: task.url,
  options: task.options,
  ...(task.root === undefined ? {} : { code: dataCodeIn(task.root, {}) }),
  dataRunner: async ({ session, before }) => {
    for (const sql of task.code ?? []) {
      await before();
      await session.execute(sql);
    }
  },
  ...(task.tellEvents
    ? { onEvent: (event) => process.stdout.write(`${JSON.stringify({ event: event.type })}\n`) }
    : {}),
});
process.on('SIGTERM', () => stop.raise());
process.stdout.write('ready\n');
try {
  if (task.action === 'work') {
    const { finished } = await work();
    process.stdout.write(`${JSON.stringify({ ok: true, ran: finished.length })}\n`);
  } else {
    const { ran, heads } = await (task.action === 'upgrade' ? upgrade() : downgrade());
    process.stdout.write(`${JSON.stringify({ ok: true, ran: ran.length, heads })}\n`);
  }
} catch (error) {
  const code = error instanceof MigratorError ? error.code : String(error);
  process.stdout.write(`${JSON.stringify({ ok: false, code, message: String(error) })}\n`);
  process.exitCode = 1;
}
