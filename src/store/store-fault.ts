// What PostgreSQL and the way to it can do wrong, in a few words. Not here: what is expected (a name taken, a row gone),
// which repositories return as values.

/**
 * `unreachable`: no answer or no connection. `timeout`: too slow. `conflict`: others changed the same. `forbidden`: this
 * role may not. `unwalled`: this role sees every tenant's rows. `unmigrated`: the tables are missing.
 * `strange`: a row is not one of ours. `refused`: anything else.
 */
export type StoreFaultCode =
  'unreachable' | 'timeout' | 'conflict' | 'forbidden' | 'unwalled' | 'unmigrated' | 'strange' | 'refused';

/** The record did not do what it was asked. After `unreachable` and `timeout` it may have done it all the same. */
export class StoreFault extends Error {
  readonly code: StoreFaultCode;
  readonly retryable: boolean;
  /** PostgreSQL's own code (appendix A of its manual), or null when the answer did not come from it. */
  readonly sqlState: string | null;

  constructor(code: StoreFaultCode, sqlState: string | null, options?: { cause?: unknown }) {
    super(`${sentences[code]}${sqlState === null ? '' : ` (SQLSTATE ${sqlState})`}`, options);
    this.code = code;
    this.retryable =
      code === 'unreachable' || code === 'timeout' || (sqlState !== null && retryableConflicts.has(sqlState));
    this.sqlState = sqlState;
  }
}

// Fixed sentences: what PostgreSQL says may hold values of rows, and those are personal data.
const sentences: Readonly<Record<StoreFaultCode, string>> = {
  unreachable: 'The database cannot be reached',
  timeout: 'The database took too long',
  conflict: 'The database holds something that conflicts with this',
  forbidden: 'The database does not let this role do this',
  unwalled: 'This database role passes the wall between tenants; use one that is neither superuser nor bypassrls',
  unmigrated: 'The tables are missing: run `carillon migrate`',
  strange: 'A row of the database was not written by Carillon',
  refused: 'The database refused this',
};

/** Serialization failure, deadlock, lock not available: the same again may well succeed. */
const retryableConflicts: ReadonlySet<string> = new Set(['40001', '40P01', '55P03']);

/** `fault`, thrown by the driver, as a StoreFault. */
export function asStoreFault(fault: unknown): StoreFault {
  if (fault instanceof StoreFault) return fault;
  const sqlState = sqlStateOf(fault);
  return new StoreFault(sqlState === null ? 'unreachable' : codeOf(sqlState), sqlState, { cause: fault });
}

/** PostgreSQL's code of a driver's error, or null. */
export function sqlStateOf(fault: unknown): string | null {
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
  // The system's codes (ECONNREFUSED, EPIPE) stand in the same field; those of PostgreSQL have five characters and a digit.
  return typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code) ? code : null;
}

function codeOf(sqlState: string): StoreFaultCode {
  if (sqlState === '57014') return 'timeout';
  if (sqlState === '42P01') return 'unmigrated';
  // Connection lost, shutting down or starting up, too many connections, the system's own errors.
  if (/^(08|57P|53|58)/.test(sqlState)) return 'unreachable';
  if (/^(23|40|55P03)/.test(sqlState)) return 'conflict';
  if (/^(42501|28)/.test(sqlState)) return 'forbidden';
  return 'refused';
}
