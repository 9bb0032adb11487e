// Why a journal could not be opened or read. Not here: a full disk while calls go on, which is a state (overflow.ts).

/** `corrupt`, `hole`: the files are not what was written. `format`: written by a later version. */
export type JournalFaultCode = 'corrupt' | 'hole' | 'locked' | 'unwritable' | 'format' | 'closed';

/** The journal refuses to work on files it cannot trust; `retryable` only while another process holds them. */
export class JournalFault extends Error {
  readonly code: JournalFaultCode;
  readonly retryable: boolean;
  /** The file or directory concerned. */
  readonly path: string;

  constructor(code: JournalFaultCode, path: string, sentence: string, options?: { cause?: unknown }) {
    super(`${sentence} (${path})`, options);
    this.code = code;
    this.path = path;
    this.retryable = code === 'locked';
  }
}

/** The system's code of an error (`ENOSPC`), or `unknown`. */
export function systemCode(fault: unknown): string {
  const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
  return typeof code === 'string' ? code : 'unknown';
}
