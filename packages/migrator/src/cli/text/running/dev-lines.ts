import type { DevEvent } from '../../../execute/event/dev-event.ts';
import type { Style } from '../style.ts';

/** `watching 12 folders on feature/prices; Ctrl-C ends it`. */
export function watchingLine(event: Extract<DevEvent, { type: 'dev-watching' }>, style: Style): string {
  const { branch, folders, polling } = event;
  const where = branch === null ? '' : ` on ${branch}`;
  const how = polling ? ', checking every half second' : '';
  return `${style.cyan('watching')} ${folders === 1 ? '1 folder' : `${folders} folders`}${where}${how}; Ctrl-C ends it`;
}

/** Why a save was not applied, where, and what to do about it. */
export function notAppliedLines(event: Extract<DevEvent, { type: 'dev-not-applied' }>, style: Style): string {
  const { waits, code, message, hint, file, line } = event;
  const what = waits ? style.yellow('waiting') : style.red('not applied');
  const place = file === null || message.includes(file) ? '' : `${file}${line === null ? '' : `:${line}`}: `;
  return [
    `${what} ${style.dim(`[${code}]`)} ${place}${message}`,
    ...(hint === null ? [] : [`  → ${style.typed(hint)}`]),
    style.dim(
      waits ? '  The next save tries again.' : '  It changed nothing in the database; the next save tries again.',
    ),
  ].join('\n');
}
