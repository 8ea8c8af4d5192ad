import type { TypeShape } from '../../ports/proof/table-shape.ts';

/**
 * `typical`: what anybody would write. `high`: as long, large and precise as the type allows. `low`: empty, negative,
 * zero.
 */
export type Extreme = 'typical' | 'high' | 'low';

type Value = (n: number, extreme: Extreme, type: TypeShape) => string;

const pick =
  (typical: (n: number) => string, high: (n: number) => string, low: (n: number) => string): Value =>
  (n, extreme) =>
    extreme === 'typical' ? typical(n) : extreme === 'high' ? high(n) : low(n);

const always = (typical: (n: number) => string): Value => pick(typical, typical, typical);

const integer = (high: bigint): Value =>
  pick(
    (n) => String(n + 1),
    (n) => String(high - BigInt(n)),
    (n) => String(-n - 1),
  );

/** Unlimited text; longer would not fit into an index entry. */
const longText = 200;

const text: Value = (n, extreme, { size }) => {
  const room = Math.min(size ?? longText, longText * 5);
  if (extreme === 'high') return `${n} é`.padEnd(room, 'x').slice(0, room);
  return extreme === 'low' ? '' : `seed ${n + 1}`.slice(-room);
};

/** A full `char(n)`; blanks at its end would not be part of it. */
const characters: Value = (n, _extreme, { size = 1 }) =>
  String(n + 1)
    .padStart(size, 'x')
    .slice(-size);

const numeric: Value = (n, extreme, { size, scale = 0 }) => {
  if (size === undefined)
    return extreme === 'high'
      ? `${n + 1}12345678901234567890.123456789`
      : extreme === 'low'
        ? `${-n - 1}.5`
        : `${n + 1}.25`;
  const [whole, part] = [Math.max(0, size - scale), Math.max(0, scale)];
  const point = (digits: string, fraction: string) =>
    fraction === '' ? digits || '0' : `${digits || '0'}.${fraction}`;
  if (extreme === 'high') return point('9'.repeat(whole), part === 0 ? '' : `${'9'.repeat(part - 1)}${9 - (n % 5)}`);
  const digits = whole === 0 ? '' : String((n % 9) + 1);
  return `${extreme === 'low' ? '-' : ''}${point(digits, part === 0 ? '' : `${'0'.repeat(part - 1)}${(n % 9) + 1}`)}`;
};

const two = (n: number): string => String(n).padStart(2, '0');
const day = (n: number): string => `2024-${two(1 + (Math.floor(n / 28) % 12))}-${two(1 + (n % 28))}`;
const bits: Value = (n, _extreme, { size = 1 }) => n.toString(2).padStart(size, '0').slice(-size);
const hex = (n: number, length: number): string => n.toString(16).padStart(length, '0');
const json = pick(
  (n) => `{"id": ${n + 1}, "name": "seed"}`,
  (n) => `{"id": ${n + 1}, "list": [1, "é", null], "deep": {"deeper": {"much": 12345678901234567890.5}}}`,
  () => '{}',
);

const values: Readonly<Record<string, Value>> = {
  bool: pick(
    (n) => String(n % 2 === 0),
    () => 'true',
    () => 'false',
  ),
  int2: integer(32_767n),
  int4: integer(2_147_483_647n),
  int8: integer(9_007_199_254_740_993n),
  oid: always((n) => String(n + 1)),
  numeric,
  float4: pick(
    (n) => `${n + 1}.5`,
    (n) => `${n + 1}.25e30`,
    (n) => `-${n + 1}.5`,
  ),
  float8: pick(
    (n) => `${n + 1}.5`,
    (n) => `${n + 1}.123456789012345e300`,
    (n) => `-${n + 1}.5`,
  ),
  money: pick(
    (n) => `${n + 1}.25`,
    (n) => `${n + 1}234567.89`,
    (n) => `-${n + 1}.25`,
  ),
  text,
  varchar: text,
  citext: text,
  name: (n, extreme, type) => text(n, extreme, { ...type, size: 40 }),
  bpchar: characters,
  char: always((n) => String.fromCharCode(97 + (n % 26))),
  bytea: pick(
    (n) => `\\x${hex(n, 2)}`,
    (n) => `\\x00ff${hex(n, 60)}`,
    () => '\\x',
  ),
  date: pick(
    day,
    (n) => `2999-12-${two(31 - (n % 28))}`,
    (n) => `1970-01-${two(1 + (n % 28))}`,
  ),
  time: pick(
    (n) => `${two(n % 24)}:30:00`,
    (n) => `23:59:${two(59 - (n % 50))}.999999`,
    () => '00:00:00',
  ),
  timetz: pick(
    (n) => `${two(n % 24)}:30:00+00`,
    () => '23:59:59.999999+02',
    () => '00:00:00-11',
  ),
  timestamp: pick(
    (n) => `${day(n)} 12:00:00`,
    (n) => `2024-03-31 02:30:${two(n % 60)}.123456`,
    (n) => `1969-12-${two(31 - (n % 28))} 23:59:59`,
  ),
  timestamptz: pick(
    (n) => `${day(n)} 12:00:00+00`,
    (n) => `2024-03-31 01:30:${two(n % 60)}.123456+00`,
    (n) => `1969-12-${two(31 - (n % 28))} 23:59:59+00`,
  ),
  interval: pick(
    (n) => `${n + 1} days`,
    (n) => `${n + 1} years 2 mons 3 days 04:05:06.789012`,
    () => '-00:00:01',
  ),
  uuid: always((n) => `5eed0000-0000-4000-8000-${hex(n, 12)}`),
  json,
  jsonb: json,
  jsonpath: always((n) => `$.seed${n}`),
  xml: always((n) => `<seed n="${n}"/>`),
  inet: always((n) => `10.0.${n % 256}.1`),
  cidr: always((n) => `10.${n % 256}.0.0/16`),
  macaddr: always((n) => `08:00:2b:01:02:${hex(n % 256, 2)}`),
  macaddr8: always((n) => `08:00:2b:01:02:03:04:${hex(n % 256, 2)}`),
  bit: bits,
  varbit: bits,
  point: always((n) => `(${n},${n + 1})`),
  line: always((n) => `{1,${n},2}`),
  lseg: always((n) => `[(0,0),(${n + 1},1)]`),
  box: always((n) => `(${n + 1},1),(0,0)`),
  path: always((n) => `((0,0),(${n + 1},1))`),
  polygon: always((n) => `((0,0),(1,${n + 1}),(1,0))`),
  circle: always((n) => `<(0,0),${n + 1}>`),
  tsvector: always((n) => `'seed':1 'n${n}':2`),
  tsquery: always((n) => `'seed' & 'n${n}'`),
  hstore: always((n) => `"seed"=>"${n}"`),
  ltree: always((n) => `top.seed${n}`),
  geometry: always((n) => `POINT(${n % 90} 1)`),
  geography: always((n) => `POINT(${n % 90} 1)`),
  vector: (n, _extreme, { size = 3 }) => `[${Array.from({ length: size }, (_, at) => (at + n) % 7).join(',')}]`,
};

/** See `seedValue`. */
export function baseValue(type: TypeShape, n: number, extreme: Extreme): string | undefined {
  return Object.hasOwn(values, type.base) ? values[type.base]?.(n, extreme, type) : undefined;
}
