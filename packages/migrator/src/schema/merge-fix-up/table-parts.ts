import { quoteLiteral } from '../../sql/names/quote-literal.ts';
import { withoutSemicolon } from '../../sql/text/without-semicolon.ts';
import type { CatalogEntity } from '../entity/catalog.ts';
import { type Guarded, path, type RANKS, rank, relation, textOrNull } from './guarded.ts';
import { policyDefinition, policyText } from './policy.ts';
import type { Variant } from './variants.ts';

/** How one kind of table part is found, dropped and created. */
interface PartKind {
  /** Facts in the definition; other facts, except comments, cannot be fixed. */
  readonly facts: readonly string[];
  /** SQL for its definition in the catalog as text, NULL if it does not exist. */
  now(part: Variant): string;
  /** The text that `now` returns if it is right. */
  text(entity: CatalogEntity): string;
  create(entity: CatalogEntity): string;
  drop(part: Variant): string;
  rank(form: CatalogEntity): (typeof RANKS)[number];
}

const definition = ({ facts }: CatalogEntity): string => String(facts.definition ?? '');
const table = ({ schema, relation: name }: Pick<Variant, 'schema' | 'relation'>): string => path(schema, name);
const oid = ({ schema, relation: name }: Variant): string => relation(schema, name);
const named = ({ name }: Variant): string => quoteLiteral(name);

const KINDS: Readonly<Record<string, PartKind>> = {
  constraint: {
    facts: ['definition'],
    now: (part) =>
      `(select pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = ${oid(part)} and k.conname = ${named(part)})`,
    text: definition,
    create: (part) => `alter table ${table(part)} add constraint ${path(part.name)} ${definition(part)}`,
    drop: (part) => `alter table ${table(part)} drop constraint ${path(part.name)}`,
    rank: (form) => {
      const text = definition(form);
      return text.startsWith('FOREIGN KEY') ? 'foreign key' : text.startsWith('CHECK') ? 'check' : 'key';
    },
  },
  index: {
    facts: ['definition'],
    now: (part) =>
      `(select regexp_replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') from pg_index i where i.indexrelid = ${relation(part.schema, part.name)})`,
    text: definition,
    create: definition,
    drop: (part) => `drop index ${path(part.schema, part.name)}`,
    rank: () => 'index',
  },
  trigger: {
    facts: ['definition'],
    now: (part) =>
      `(select pg_get_triggerdef(g.oid) from pg_trigger g where g.tgrelid = ${oid(part)} and g.tgname = ${named(part)})`,
    text: definition,
    create: definition,
    drop: (part) => `drop trigger ${path(part.name)} on ${table(part)}`,
    rank: () => 'trigger',
  },
  rule: {
    facts: ['definition'],
    now: (part) =>
      `(select pg_get_ruledef(r.oid) from pg_rewrite r where r.ev_class = ${oid(part)} and r.rulename = ${named(part)})`,
    text: definition,
    create: (part) => withoutSemicolon(definition(part)),
    drop: (part) => `drop rule ${path(part.name)} on ${table(part)}`,
    rank: () => 'rule',
  },
  policy: {
    facts: ['command', 'restrictive', 'roles', 'using', 'check'],
    now: (part) =>
      `(select ${policyText} from pg_policy p where p.polrelid = ${oid(part)} and p.polname = ${named(part)})`,
    text: ({ facts }) =>
      [
        facts.command,
        facts.restrictive === true,
        Array.isArray(facts.roles) ? facts.roles.join(',') : '',
        facts.using ?? '',
        facts.check ?? '',
      ]
        .map(String)
        .join('|'),
    create: (part) => `create policy ${path(part.name)} on ${table(part)} ${policyDefinition(part)}`,
    drop: (part) => `drop policy ${path(part.name)} on ${table(part)}`,
    rank: () => 'policy',
  },
};

/**
 * Constraints, indexes, triggers, rules and policies: the wrong one is dropped first, and the right one created last.
 */
export function partFixes(variant: Variant): readonly Guarded[] | undefined {
  const kind = KINDS[variant.kind];
  const { target, others, facts } = variant;
  if (kind === undefined) return undefined;
  const forms = [target, ...others].filter((form) => form !== undefined);
  const isKnown = (fact: string): boolean => kind.facts.includes(fact) || fact === 'comment';
  if (forms.some((form) => !Object.keys(form.facts).every(isKnown)) || ![...facts].every(isKnown)) return undefined;
  // Only the comment differs.
  if (variant.isEverywhere && !kind.facts.some((fact) => facts.has(fact))) return [];
  const now = kind.now(variant);
  const ranks = forms.map((form) => rank(kind.rank(form)));
  const wrong = target === undefined ? `${now} is not null` : `${now} <> ${textOrNull(kind.text(target))}`;
  const drop: Guarded = { phase: 'drop', rank: Math.max(...ranks), when: wrong, statements: [kind.drop(variant)] };
  const isDropped = others.some((form) => form !== undefined);
  if (target === undefined) return [drop];
  const create: Guarded = {
    phase: 'create',
    rank: rank(kind.rank(target)),
    when: `${now} is null`,
    statements: [kind.create(target)],
  };
  return isDropped ? [drop, create] : [create];
}
