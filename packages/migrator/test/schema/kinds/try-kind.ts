import type { Catalog } from '../../../src/schema/entity/catalog.ts';
import { catalogOf, differences } from '../../support/catalog-of.ts';
import { followedColumns, followedValues } from './followed-values.ts';
import type { GeneratedWay, Generator } from './generators.ts';
import type { Kind } from './kind.ts';
import { emptyTables, rowsOf, runSection, works } from './kind-database.ts';
import type { Lab } from './lab.ts';
import { markersOf } from './markers.ts';

/** `rows`: only on tables without the rows that stop it. `wrong`: it runs, and another catalog comes of it, or what must work then does not. */
export type Verdict = 'works' | 'rows' | 'fails' | 'wrong' | 'not tried';

/** What became of a kind of change, up, down and up again on tables with rows. */
export interface KindOutcome {
  readonly upgrade: Verdict;
  readonly downgrade: Verdict;
  /** `rows`: on rows that the change allows. */
  readonly roundTrip: 'yes' | 'lossy' | 'rows' | 'no';
  /** Whether the sections say that rows are lost, or which rows they need. */
  readonly says: { readonly lossy: boolean; readonly rows: boolean };
  /** What its files say to people: markers and comments. */
  readonly markers: readonly string[];
  /** Why it is not all well. */
  readonly why: string;
}

/** Tries a kind in the lab with what the generator makes of it. Never throws for what the generator does. */
export async function tryKind(lab: Lab, kind: Kind, generate: Generator): Promise<KindOutcome> {
  const { client, line } = lab;
  const { context, entitiesOf } = line;
  await lab.build(await entitiesOf({ ...context, ...kind.before }));
  await client.query(kind.seed ?? '');
  let way: GeneratedWay;
  try {
    way = await generate(kind, context);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      upgrade: 'fails',
      downgrade: 'not tried',
      roundTrip: 'no',
      says: { lossy: false, rows: false },
      markers: [],
      why,
    };
  }
  const { after, otherwise, steps } = way;
  const sections = steps.flatMap(({ upgrade, downgrade }) => [upgrade, downgrade]);
  const says = {
    lossy: sections.some(({ lossy }) => lossy.length > 0),
    rows: sections.some(({ rows }) => rows.length > 0),
  };
  const markers = steps.flatMap(markersOf);
  const start = await catalogOf(client);
  const rows = JSON.stringify(await rowsOf(client, start));
  const before = await entitiesOf({ ...context, ...kind.before });
  const followed = followedColumns(before, after, way.renames);
  const values = await followedValues(client, followed, 'before');
  const targets = [await lab.fresh(after), ...(otherwise === undefined ? [] : [await lab.fresh(otherwise)])];

  const run = async (direction: 'upgrade' | 'downgrade', expected: readonly Catalog[], use: string | undefined) => {
    let verdict: Verdict = 'works';
    for (const step of direction === 'upgrade' ? steps : steps.toReversed()) {
      const why = await failureOf(runSection(client, step[direction]));
      if (why === '') continue;
      await emptyTables(client, await catalogOf(client), lab.isOfKind);
      if ((await failureOf(runSection(client, step[direction]))) !== '') return { verdict: 'fails', why } as const;
      verdict = 'rows';
    }
    const reached = await catalogOf(client);
    const [unlike = '', ...others] = expected.map((each) => differences(each, reached));
    const why = (others.includes('') ? '' : unlike) || (await failureOf(works(client, use)));
    return why === '' ? { verdict, why } : ({ verdict: 'wrong', why } as const);
  };

  const reached = await run('upgrade', targets, kind.works);
  // Values follow their column, whatever other column has its name now.
  const isLost = reached.verdict === 'works' && (await followedValues(client, followed, 'after')) !== values;
  const up = isLost ? ({ verdict: 'wrong', why: 'the values of renamed columns do not follow' } as const) : reached;
  const stopped = { roundTrip: 'no', says, markers } as const;
  if (up.verdict === 'fails') return { upgrade: 'fails', downgrade: 'not tried', ...stopped, why: up.why };
  await client.query(kind.used ?? '');
  const down = await run('downgrade', [start], kind.worksBack);
  const [upgrade, downgrade] = [up.verdict, down.verdict];
  if (upgrade === 'wrong' || downgrade === 'wrong' || downgrade === 'fails')
    return { upgrade, downgrade, ...stopped, why: up.why || down.why };
  const isKept = JSON.stringify(await rowsOf(client, start)) === rows;
  const again = await run('upgrade', targets, undefined);
  if (again.verdict === 'fails' || again.verdict === 'wrong')
    return { upgrade, downgrade, ...stopped, why: `again: ${again.why}` };
  const dependsOnRows = upgrade === 'rows' || downgrade === 'rows' || kind.used !== undefined;
  return { upgrade, downgrade, roundTrip: dependsOnRows ? 'rows' : isKept ? 'yes' : 'lossy', says, markers, why: '' };
}

/** Empty when all is well. */
async function failureOf(work: Promise<void>): Promise<string> {
  try {
    await work;
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
