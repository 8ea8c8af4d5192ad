import type { Catalog } from '../../../schema/entity/catalog.ts';
import { owners } from '../../shared/ownership/owners.ts';
import type { OwnershipBench } from '../../shared/ownership/ownership-bench.ts';
import { type DifferenceView, differenceView } from './revision-difference.ts';
import { printPlace, type SchemaPlace } from './schema-place.ts';
import { type TableView, tablesOf } from './table-view.ts';

/** A foreign key from a table of one slice to that of another. */
export interface CrossReference {
  readonly from: string;
  readonly fromSlice: string | null;
  readonly to: string;
  readonly toSlice: string | null;
}

/** The schema at one place, and what differs from another. */
export interface SchemaView {
  readonly at: string;
  readonly compared: string | null;
  readonly slices: readonly string[];
  readonly tables: readonly TableView[];
  readonly crossing: readonly CrossReference[];
  /** From `at` to `compared`; `null` where nothing is compared. */
  readonly differences: readonly DifferenceView[] | null;
}

export interface SchemaRequest {
  readonly at: SchemaPlace;
  /** What it is compared with. */
  readonly compared: SchemaPlace | undefined;
  /** The catalog at a place; built or read when it is not known yet. */
  catalogAt(place: SchemaPlace): Promise<Catalog>;
}

/** Tables with the slices that own them, and the references between slices. Throws what reading a catalog throws. */
export async function schemaView(bench: OwnershipBench, request: SchemaRequest): Promise<SchemaView> {
  const catalog = await request.catalogAt(request.at);
  const { ownerOf } = await owners(bench);
  const tables = tablesOf(catalog, ownerOf);
  const byKey = new Map(tables.map((table) => [table.key, table]));
  const { compared } = request;
  return {
    at: printPlace(request.at),
    compared: compared === undefined ? null : printPlace(compared),
    slices: bench.workspace.slices.map(({ label }) => label),
    tables,
    crossing: tables.flatMap((table) =>
      table.references.flatMap(({ to }) => {
        const toSlice = byKey.get(to)?.slice ?? null;
        return toSlice === table.slice ? [] : [{ from: table.key, fromSlice: table.slice, to, toSlice }];
      }),
    ),
    differences: compared === undefined ? null : differenceView(catalog, await request.catalogAt(compared)),
  };
}
