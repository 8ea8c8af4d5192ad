import { storedName } from '../../sql/names/stored-name.ts';
import { type Token, TokenList } from '../../sql/tokens/token-list.ts';
import { durationMs } from '../duration.ts';
import { BATCH_DEFAULTS, type Batch, type BatchVerification } from './batch.ts';
import { readThrottles } from './throttle.ts';

/** The options of a marker that say how its section runs in batches; their values are kept as written. */
export const BATCH_OPTIONS = [
  'batch',
  'done',
  'verify',
  'batch-size',
  'batch-target',
  'max-failed',
  'throttle',
] as const;

/** `table(column, …)`: the table as written, and the columns as PostgreSQL stores them; `undefined` for all else. */
export function readBatchKey(text: string): Pick<Batch, 'table' | 'key'> | undefined {
  const tokens = [...new TokenList(text)];
  const open = tokens.findIndex(({ key }) => key === '(');
  const name = tokens.slice(0, open);
  const columns = tokens.slice(open + 1, -1);
  if (open < 1 || tokens.at(-1)?.key !== ')' || !isList(name, '.') || name.length > 3 || !isList(columns, ','))
    return undefined;
  const key = columns.filter(({ key }) => key !== ',').map(({ text }) => storedName(text));
  if (new Set(key).size !== key.length) return undefined;
  return { table: name.map(({ text }) => text).join(''), key };
}

/** Names with this between them. */
function isList(tokens: readonly Token[], separator: string): boolean {
  return (
    tokens.length % 2 === 1 &&
    tokens.every(({ kind, key }, at) => {
      return at % 2 === 0 ? kind === 'word' || kind === 'quoted-identifier' : key === separator;
    })
  );
}

/** The arrow between a query and what it must answer. */
const ARROW = '→';

/** `select … → value`; a text without the arrow is a condition that must hold. */
export function readVerification(text: string): BatchVerification {
  const at = text.lastIndexOf(ARROW);
  if (at < 0) return { query: `select case when (${text}) then 'true' else 'false' end`, expected: 'true' };
  return { query: text.slice(0, at).trim(), expected: text.slice(at + ARROW.length).trim() };
}

/** The options of a marker, each of which was checked. */
export function readBatch(options: Readonly<Record<string, string>>): Batch | undefined {
  const key = readBatchKey(options.batch ?? '');
  if (key === undefined) return undefined;
  const { done, verify, throttle } = options;
  const targetMs = durationMs(options['batch-target']);
  const throttles = throttle === undefined ? [] : readThrottles(throttle);
  return {
    ...key,
    ...(done === undefined ? {} : { done }),
    ...(verify === undefined ? {} : { verify: readVerification(verify) }),
    size: Number(options['batch-size'] ?? BATCH_DEFAULTS.size),
    ...(targetMs === undefined ? {} : { targetMs }),
    throttles: 'part' in throttles ? [] : throttles,
    maxFailed: Number(options['max-failed'] ?? BATCH_DEFAULTS.maxFailed),
  };
}
