import { quoteLiteral } from '../../../sql/names/quote-literal.ts';
import type { HealthRule } from '../../rule.ts';

/** A forgotten prepared transaction holds its locks, and keeps VACUUM from removing rows, even over a restart. */
export const preparedTransaction: HealthRule = {
  code: 'prepared-transaction',
  severity: 'warning',
  find({ prepared }, { limits }) {
    return prepared
      .filter(({ ageMinutes }) => ageMinutes >= limits.preparedMinutes)
      .map(({ gid, owner, ageMinutes }) => ({
        object: `prepared transaction ${gid}`,
        table: null,
        message: `Transaction ${gid} of ${owner} has been prepared for ${Math.floor(ageMinutes)} minutes.`,
        repair: `Ask its transaction manager how it ended, then: COMMIT PREPARED ${quoteLiteral(gid).trim()} or ROLLBACK PREPARED ${quoteLiteral(gid).trim()}`,
      }));
  },
};
