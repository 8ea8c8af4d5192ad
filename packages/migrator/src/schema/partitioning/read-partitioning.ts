import { DeclarationProblem, DeclarationWords } from '../../sql/declaration/declaration-words.ts';
import { partitionComment } from '../../sql/declaration/partition-comment.ts';
import { cutName, MAX_NAME_BYTES } from '../../sql/names/cut-name.ts';
import { TableKey } from '../entity/table-key.ts';
import { readDuration } from './duration.ts';
import { partitionNames } from './partition-name.ts';
import {
  type HashPartitioning,
  type Hypertable,
  type ListPartition,
  type ListPartitioning,
  type Partitioning,
  PERIOD_UNITS,
  type TimeRanges,
} from './partitioning.ts';

/** Reads `-- partition: …` or `-- hypertable: …`; for a malformed one, returns the rest of the error's sentence. */
export function readPartitioning(comment: string): Partitioning | { readonly problem: string } {
  const marker = partitionComment(comment);
  if (marker === undefined) return { problem: 'is neither "-- partition:" nor "-- hypertable:"' };
  try {
    const words = new DeclarationWords(marker.rest);
    const table = tableIn(words);
    const read = marker.word === 'hypertable' ? hypertable(table, words) : partitioned(table, words);
    if (!words.atEnd) throw new DeclarationProblem(`ends before ${words.shown}`);
    checkNames(read);
    return read;
  } catch (error) {
    if (error instanceof DeclarationProblem) return { problem: error.message };
    throw error;
  }
}

function tableIn(words: DeclarationWords): TableKey {
  const first = words.name('the name of a table');
  return words.accept('.') ? TableKey.of(first, words.name('the name of a table')) : TableKey.of('public', first);
}

function partitioned(table: TableKey, words: DeclarationWords): Partitioning {
  words.expect('by');
  if (words.accept('list')) return list(table, words);
  if (words.accept('hash')) return hash(table, words);
  if (!words.accept('range')) throw new DeclarationProblem(`needs list, range or hash where ${words.shown} is`);
  const columns = columnsIn(words);
  oneColumn(columns, 'range');
  return { by: 'range', table, columns, ...ranges(words) };
}

function columnsIn(words: DeclarationWords): readonly string[] {
  words.expect('(');
  const columns: string[] = [];
  do columns.push(words.name('the name of a column'));
  while (words.accept(','));
  words.expect(')');
  return columns;
}

function oneColumn({ length }: readonly string[], by: string): void {
  if (length !== 1) throw new DeclarationProblem(`has ${length} columns; ${by} takes one`);
}

function list(table: TableKey, words: DeclarationWords): ListPartitioning {
  const columns = columnsIn(words);
  oneColumn(columns, 'list');
  const partitions: ListPartition[] = [];
  let hasDefault = !words.accept('values');
  if (!hasDefault) {
    do {
      if (words.accept('default')) hasDefault = true;
      else partitions.push(listPartition(words));
    } while (words.accept(','));
  }
  const values = partitions.flatMap((each) => each.values);
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw new DeclarationProblem(`has ${twice} in two partitions`);
  return { by: 'list', table, columns, partitions, hasDefault };
}

function listPartition(words: DeclarationWords): ListPartition {
  const name = words.name('the name of a partition, or default,');
  words.expect('(');
  const values: string[] = [];
  do values.push(words.literal());
  while (words.accept(','));
  words.expect(')');
  return { name, values };
}

function hash(table: TableKey, words: DeclarationWords): HashPartitioning {
  const columns = columnsIn(words);
  words.expect('into');
  const modulus = words.count('partitions');
  if (modulus < 1) throw new DeclarationProblem('is into no partition');
  return { by: 'hash', table, columns, modulus };
}

function ranges(words: DeclarationWords): TimeRanges {
  words.expect('every');
  const every = words.oneOf(PERIOD_UNITS);
  if (every === undefined) throw new DeclarationProblem(`needs ${PERIOD_UNITS.join(', ')} where ${words.shown} is`);
  let read: TimeRanges = { every, ahead: 0, hasDefault: false };
  const seen = new Set<string>();
  for (;;) {
    const option = words.oneOf(['from', 'ahead', 'retain', 'default']);
    if (option === undefined) {
      if (!seen.has('ahead')) throw new DeclarationProblem(`does not say how many ${every}s ahead, such as: ahead 12`);
      return read;
    }
    if (seen.has(option)) throw new DeclarationProblem(`says ${option} twice`);
    seen.add(option);
    if (option === 'from') read = { ...read, from: words.day() };
    else if (option === 'ahead') read = { ...read, ahead: words.count(`${every}s`) };
    else if (option === 'retain') read = { ...read, retain: atLeastOne(words.count(`${every}s`)) };
    else read = { ...read, hasDefault: true };
  }
}

function atLeastOne(count: number): number {
  if (count < 1) throw new DeclarationProblem('would retain nothing');
  return count;
}

function hypertable(table: TableKey, words: DeclarationWords): Hypertable {
  words.expect('by');
  const columns = [words.name('the name of a column')];
  let read: Hypertable = { by: 'hypertable', table, columns, chunk: '7 days' };
  const seen = new Set<string>();
  while (words.accept(',')) {
    const option = words.oneOf(['chunk', 'compress', 'segment', 'retain', 'else']);
    if (option === undefined)
      throw new DeclarationProblem(`needs chunk, compress after, segment by, retain or else where ${words.shown} is`);
    if (seen.has(option)) throw new DeclarationProblem(`says ${option} twice`);
    seen.add(option);
    if (option === 'chunk') read = { ...read, chunk: readDuration(words) };
    else if (option === 'retain') read = { ...read, retain: readDuration(words) };
    else if (option === 'else') read = { ...read, otherwise: ranges(words) };
    else if (option === 'segment') {
      words.expect('by');
      read = { ...read, segmentBy: columnsIn(words) };
    } else {
      words.expect('after');
      read = { ...read, compressAfter: readDuration(words) };
    }
  }
  if (read.segmentBy !== undefined && read.compressAfter === undefined)
    throw new DeclarationProblem('says segment by without compress after');
  return read;
}

/** PostgreSQL truncates long names, and two may then be equal. */
function checkNames(partitioning: Partitioning): void {
  const names = partitionNames(partitioning);
  const long = names.find((name) => cutName(name) !== name);
  if (long !== undefined)
    throw new DeclarationProblem(`would call a partition ${long}, which is longer than ${MAX_NAME_BYTES} bytes`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new DeclarationProblem(`would call two partitions ${twice}`);
}
