import * as api from './api.ts';
import type { Canon } from './canon.ts';
import { comparePlan } from './compare-plan.ts';
import { compareStamp } from './compare-stamp.ts';
import type { OracleCase, OracleRevision, Query } from './corpus.ts';
import { array, fields, string, strings, symbols } from './fields.ts';
import { first, same, sameSet, type Verdict } from './same.ts';

/** What a question is asked of. */
export interface Subject {
  readonly source: OracleCase;
  readonly canon: Canon;
  readonly graph: api.RevisionGraph;
}

/**
 * Asks the public graph API (whose errors pass through) and gives the comparison of its answer with `expect`, which is made only when an
 * answer was to be expected.
 */
export type Operation = (subject: Subject, query: Query) => () => Verdict;

/** The corpus writes base as `null`, or as `<base>` where a walk ended exactly there. */
function symbol(value: unknown): unknown {
  return value === '<base>' ? null : value;
}

function ids(revisions: readonly (api.Revision | null)[]): (string | null)[] {
  return revisions.map((revision) => revision?.id ?? null);
}

/** Newest first: nothing comes before something that needs it. */
function newestFirst(canon: Canon, got: readonly (string | null)[]): Verdict {
  const seen = new Set<string>();
  for (const id of got) {
    if (id === null) return 'base in a list of revisions';
    const late = (canon.up.get(id) ?? []).find((child) => got.includes(child) && !seen.has(child));
    if (late !== undefined) return `${id} comes before ${late}`;
    seen.add(id);
  }
  return undefined;
}

const load: Operation =
  ({ graph }, { expect }) =>
  () =>
    first(
      sameSet('bases', graph.bases, array(expect.bases, 'bases')),
      sameSet('heads', graph.heads, array(expect.heads, 'heads')),
      sameSet('realBases', graph.realBases, array(expect.realBases, 'realBases')),
      sameSet('realHeads', graph.effectiveHeads, array(expect.realHeads, 'realHeads')),
    );

const nodes: Operation =
  ({ graph, source }, { expect }) =>
  () => {
    const table = (
      name: string,
      has: (revision: OracleRevision) => boolean,
      get: (id: string) => readonly string[],
    ): Verdict => {
      const expected = fields(expect[name], name);
      const wanted = source.revisions.filter(has).map((revision) => revision.id);
      return first(
        sameSet(`ids of ${name}`, wanted, Object.keys(expected)),
        ...wanted.map((id) => sameSet(`${name} of ${id}`, get(id), array(expected[id] ?? [], name))),
      );
    };
    return first(
      sameSet('branchPoints', graph.branchPoints, array(expect.branchPoints, 'branchPoints')),
      sameSet('realBranchPoints', graph.realBranchPoints, array(expect.realBranchPoints, 'realBranchPoints')),
      sameSet('mergePoints', graph.mergePoints, array(expect.mergePoints, 'mergePoints')),
      table(
        'labels',
        ({ id }) => graph.labels(id).length > 0,
        (id) => graph.labels(id),
      ),
      table(
        'next',
        ({ id }) => graph.children(id).length > 0,
        (id) => graph.children(id),
      ),
      table(
        'normalizedDown',
        ({ dependsOn }) => dependsOn.length > 0,
        (id) => graph.normalizedDown(id),
      ),
    );
  };

const resolve: Operation = ({ graph }, { args, expect }) => {
  const got = api.resolve(graph, string(args.symbol, 'symbol'));
  return () => same('value', got?.id ?? null, symbol(expect.value));
};

const resolveAll: Operation = ({ graph }, { args, expect }) => {
  const got = ids(api.resolveAll(graph, string(args.symbol, 'symbol')));
  return () => sameSet('value', got, array(expect.value, 'value').map(symbol));
};

const currentHead: Operation = ({ graph }, { args, expect }) => {
  const got = api.currentHead(graph, args.branch === null ? undefined : string(args.branch, 'branch'));
  return () => same('value', got?.id ?? null, expect.value);
};

const lineage: Operation = ({ graph }, { args, expect }) => {
  const options = { dependencies: args.includeDeps === true };
  const got = api.lineage(graph, strings(args.targets, 'targets'), string(args.against, 'against'), options);
  return () => same('value', got, expect.value);
};

const iterate: Operation = ({ graph, canon }, { args, expect }) => {
  const got = ids(
    api.iterate(graph, {
      upper: symbols(args.upper, 'upper'),
      lower: symbols(args.lower, 'lower'),
      inclusive: args.inclusive === true,
      implicitBase: args.implicitBase === true,
      forDowngrade: args.forDowngrade === true,
    }),
  );
  return () => first(sameSet('value', got, array(expect.value, 'value')), newestFirst(canon, got));
};

const history: Operation = ({ graph, canon }, { args, expect }) => {
  const got = ids(api.history(graph, { base: symbols(args.base, 'base'), head: symbols(args.head, 'head') }));
  return () => first(sameSet('value', got, array(expect.value, 'value')), newestFirst(canon, got));
};

const upgrade: Operation = ({ graph, canon }, { args, expect }) => {
  const current = strings(args.current, 'current');
  const plan = api.planUpgrade(graph, current, string(args.target, 'target'));
  return () => comparePlan(canon, plan, current, expect);
};

const downgrade: Operation = ({ graph, canon }, { args, expect }) => {
  const current = strings(args.current, 'current');
  const plan = api.planDowngrade(graph, current, string(args.target, 'target'));
  return () => comparePlan(canon, plan, current, expect);
};

const upgradeRange: Operation = ({ graph, canon }, { args, expect }) => {
  const plan = api.planUpgradeRange(graph, string(args.range, 'range'));
  return () => comparePlan(canon, plan, plan.headsBefore, expect);
};

const downgradeRange: Operation = ({ graph, canon }, { args, expect }) => {
  const plan = api.planDowngradeRange(graph, string(args.range, 'range'));
  return () => comparePlan(canon, plan, plan.headsBefore, expect);
};

const allCurrent: Operation = ({ graph }, { args, expect }) => {
  const got = ids(api.allCurrent(graph, strings(args.current, 'current')));
  return () => sameSet('value', got, array(expect.value, 'value'));
};

const checkHeads: Operation = ({ graph }, { args, expect }) => {
  const got = api.checkHeads(graph, strings(args.current, 'current'));
  return () => same('value', got, expect.value);
};

const upToDate: Operation = ({ graph }, { args, expect }) => {
  const got = api.upToDate(graph, strings(args.current, 'current'));
  return () => same('value', got, expect.value);
};

/** The configured directories are those that the files of the case are in. */
const placement: Operation = ({ graph, source }, { op, args, expect }) => {
  const slices =
    source.revisions.length === 0 ? ['main'] : [...new Set(source.revisions.map((revision) => revision.slice))];
  const head = symbols(args.head, 'head');
  const heads = typeof head === 'string' ? [head] : head;
  const request = {
    splice: args.splice === true,
    dependsOn: args.dependsOn === undefined ? [] : strings(args.dependsOn, 'dependsOn'),
    slice: args.slice === undefined ? undefined : string(args.slice, 'slice'),
  };
  const got =
    op === 'merge'
      ? api.placeMerge(graph, slices, heads ?? [], request)
      : api.placeRevision(graph, slices, { ...request, heads });
  return () =>
    first(
      same('down', got.revises, expect.down),
      same('dependsOn', got.dependsOn, expect.dependsOn),
      same('slice', got.slice, expect.slice),
    );
};

export const OPERATIONS: Readonly<Record<string, Operation>> = {
  load,
  nodes,
  resolve,
  resolveAll,
  currentHead,
  lineage,
  iterate,
  history,
  upgrade,
  downgrade,
  upgradeRange,
  downgradeRange,
  stamp: compareStamp,
  allCurrent,
  checkHeads,
  upToDate,
  revision: placement,
  merge: placement,
};
