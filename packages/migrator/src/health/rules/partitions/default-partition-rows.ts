import type { HealthRule } from '../../rule.ts';

/** Rows that no partition was there for: a new partition for them cannot be made until they are moved. */
export const defaultPartitionRows: HealthRule = {
  code: 'default-partition-rows',
  severity: 'warning',
  find({ partitioned }) {
    return partitioned.flatMap(({ schema, name, rootSchema, rootName, defaultPartition }) => {
      if (defaultPartition?.hasRows !== true) return [];
      const path = `${defaultPartition.schema}.${defaultPartition.name}`;
      return [
        {
          object: `table ${path}`,
          table: { schema: rootSchema, name: rootName },
          message: `The default partition ${path} of ${schema}.${name} has rows that no other partition accepts.`,
          repair:
            'Where sql/ declares the table by time: migrate partitions ensure --move-rows. Otherwise, in one transaction: detach the default partition, create the partition that its rows need, insert them into the table and delete them, attach it again.',
        },
      ];
    });
  },
};
