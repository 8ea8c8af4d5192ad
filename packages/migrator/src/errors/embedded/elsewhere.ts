/** The end of many hints: the embedded server is only the default. */
export const ELSEWHERE = 'name another database with `--url` or `DATABASE_URL`';
