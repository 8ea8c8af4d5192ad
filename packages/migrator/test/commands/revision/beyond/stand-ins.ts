// What pgvector and PostGIS bring, as far as a catalog sees it: types with dimensions, access methods and operator classes, all of them those of `char(n)` and B-trees
// under other names. The extensions themselves are not in the embedded server.

const OPERATORS = [
  ['<', 'lt'],
  ['<=', 'le'],
  ['=', 'eq'],
  ['>=', 'ge'],
  ['>', 'gt'],
] as const;

/** A type that takes `(n)`, and can be compared. */
function type(name: string): string {
  const routine = (of: string, args: string, gives: string, from: string): string =>
    `create function ${name}_${of}(${args}) returns ${gives} language internal immutable strict parallel safe as '${from}';`;
  const both = `${name}, ${name}`;
  return [
    `create type ${name};`,
    routine('in', 'cstring, oid, integer', name, 'varcharin'),
    routine('out', name, 'cstring', 'varcharout'),
    routine('typmod_in', 'cstring[]', 'integer', 'varchartypmodin'),
    routine('typmod_out', 'integer', 'cstring', 'varchartypmodout'),
    `create type ${name} (input = ${name}_in, output = ${name}_out, typmod_in = ${name}_typmod_in, typmod_out = ${name}_typmod_out, like = varchar);`,
    ...OPERATORS.flatMap(([sign, word]) => [
      routine(word, both, 'boolean', `text_${word}`.replace('text_eq', 'texteq')),
      `create operator ${sign} (leftarg = ${name}, rightarg = ${name}, function = ${name}_${word});`,
    ]),
    routine('cmp', both, 'integer', 'bttextcmp'),
  ].join('\n');
}

function operatorClass(name: string, of: string, method: string, isDefault = false): string {
  const operators = OPERATORS.map(([sign], index) => `operator ${index + 1} ${sign}`).join(', ');
  return `create operator class ${name} ${isDefault ? 'default ' : ''}for type ${of} using ${method} as ${operators}, function 1 ${of}_cmp(${of}, ${of});`;
}

export const STAND_INS = `
  create access method hnsw type index handler bthandler;
  create access method ivfflat type index handler bthandler;
  ${type('vector')}
  ${operatorClass('vector_l2_ops', 'vector', 'hnsw')}
  ${operatorClass('vector_cosine_ops', 'vector', 'hnsw')}
  ${operatorClass('vector_ip_ops', 'vector', 'ivfflat')}
  ${type('halfvec')}
  create type geometry;
  create function geometry_in(cstring, oid, integer) returns geometry language internal immutable strict as 'varcharin';
  create function geometry_out(geometry) returns cstring language internal immutable strict as 'varcharout';
  create type geometry (input = geometry_in, output = geometry_out, like = varchar);
`;
