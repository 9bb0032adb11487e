// What is worth telling an operator. The message is a fixed sentence; whatever varies goes into the fields, where
// personal data is redacted by name. Not here: facts, which are the record.

export type Fields = Readonly<Record<string, unknown>>;

export interface Log {
  readonly info: (message: string, fields?: Fields) => void;
  readonly warn: (message: string, fields?: Fields) => void;
  readonly error: (message: string, fields?: Fields) => void;
}

/** A log that keeps nothing. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
