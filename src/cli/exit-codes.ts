// What the command line's exit codes mean. docs/operating.md lists them; a test compares.

/** Exit codes; the last two as in sysexits.h. */
export const exitCodes = {
  /** Done. */
  done: 0,
  /** It was understood and looked at, and the answer is no: findings, a failed check, a refused request. */
  refused: 1,
  /** Wrong arguments, or a fault of ours. */
  misuse: 2,
  /** Carillon does not run where it was looked for. */
  unreachable: 69,
  /** The configuration cannot be used. */
  configuration: 78,
} as const;

/** Ends a command with a sentence for people on stderr. */
export class CommandFault extends Error {
  readonly code: keyof typeof exitCodes;
  readonly retryable = false;
  /** The interface's own code when it refused; null: it did not come to that. */
  readonly refusal: string | null;

  constructor(code: keyof typeof exitCodes, message: string, refusal: string | null = null) {
    super(message);
    this.code = code;
    this.refusal = refusal;
  }
}
