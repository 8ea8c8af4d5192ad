import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { array, type Fields, fields, string, strings } from './fields.ts';

/** A revision as the corpus writes it; `revisions` of a case are in the order of loading. */
export interface OracleRevision {
  readonly id: string;
  readonly down: readonly string[];
  readonly dependsOn: readonly string[];
  readonly labels: readonly string[];
  readonly slice: string;
}

/** One question and the answer of Alembic; the arguments depend on `op`. */
export interface Query {
  readonly op: string;
  readonly args: Fields;
  readonly expect: Fields;
}

export interface OracleCase {
  readonly name: string;
  readonly revisions: readonly OracleRevision[];
  readonly queries: readonly Query[];
}

export interface Corpus {
  readonly alembic: string;
  readonly cases: readonly OracleCase[];
}

/** Reads a corpus file, plain or `.gz`. The format is described in `packages/migrator/test/fixtures/oracle/README.md`. */
export function readCorpus(file: string): Corpus {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const corpus = fields(JSON.parse(text), file);
  if (corpus.format !== 1) throw new Error(`${file}: format 1 was expected, not ${JSON.stringify(corpus.format)}`);
  return { alembic: string(corpus.alembic, 'alembic'), cases: array(corpus.cases, 'cases').map(readCase) };
}

function readCase(value: unknown): OracleCase {
  const source = fields(value, 'case');
  const name = string(source.name, 'name');
  return {
    name,
    revisions: array(source.revisions, name).map(readRevision),
    queries: array(source.queries, name).map((query) => {
      const args = fields(query, name);
      return { op: string(args.op, name), args, expect: fields(args.expect, name) };
    }),
  };
}

function readRevision(value: unknown): OracleRevision {
  const source = fields(value, 'revision');
  return {
    id: string(source.id, 'id'),
    down: strings(source.down, 'down'),
    dependsOn: strings(source.dependsOn, 'dependsOn'),
    labels: strings(source.labels, 'labels'),
    slice: string(source.slice, 'slice'),
  };
}
