import type { SqlNode } from '../sql-node.ts';
import type { SqlObject } from './sql-object.ts';

/** Reads an object out of a node, or says why it cannot be declared. */
export type ObjectReader = (node: SqlNode, sql: string) => SqlObject | string;
