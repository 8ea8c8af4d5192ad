/** Types, access methods and operator classes of the extensions that schema files use most, by extension. */
const NAMES: readonly (readonly [extension: string, names: RegExp])[] = [
  ['vector', /^(?:vector|halfvec|sparsevec|hnsw|ivfflat|(?:vector|halfvec|sparsevec|bit)_\w+_ops)$/],
  ['postgis', /^(?:geometry|geography|box2d|box3d|(?:gist|spgist|brin)_geo\w+_ops\w*)$/],
  ['citext', /^(?:citext|citext_\w*ops)$/],
  ['hstore', /^(?:hstore|\w+_hstore_ops)$/],
  ['ltree', /^(?:ltree|lquery|ltxtquery|\w+_ltree_ops|gist__ltree_ops)$/],
  ['cube', /^(?:cube|gist_cube_ops)$/],
  ['pg_trgm', /^(?:gin|gist)_trgm_ops$/],
  ['bloom', /^bloom$/],
];

/** PostgreSQL's error for a TimescaleDB statement when the extension is not installed. */
export function isTimescaledbMissing(said: string): boolean {
  return TIMESCALEDB.test(said);
}

const TIMESCALEDB =
  /\bfunction (?:create_hypertable|set_chunk_time_interval|(?:add|remove)_(?:compression|retention|continuous_aggregate)_policy)\(.*\) does not exist|unrecognized parameter namespace "timescaledb"/;

/** The extension of the type, access method or operator class that the server does not know. */
export function extensionLacking(said: string): string | undefined {
  const [, name = ''] =
    /\b(?:type|access method|operator class) "(?:[^"]*\.)?([^".]+)" does not exist/.exec(said) ?? [];
  return NAMES.find(([, names]) => names.test(name))?.[0];
}
