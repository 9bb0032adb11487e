// Where words go: data on stdout, everything else on stderr, colour only where somebody looks. Not here: which words.

/** Two places to write lines to. */
export interface Terminal {
  /** Writes data. */
  readonly out: (line: string) => void;
  /** Writes what is for people: faults, progress, advice. */
  readonly err: (line: string) => void;
  readonly style: 'plain' | 'coloured';
}

interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The terminal of a process. Plain when stdout is no terminal or NO_COLOR holds anything (no-color.org). */
export function terminalOn(
  stdout: Stream,
  stderr: Stream,
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const plain = stdout.isTTY !== true || (environment['NO_COLOR'] ?? '') !== '';
  return {
    out: (line) => stdout.write(`${line}\n`),
    err: (line) => stderr.write(`${line}\n`),
    style: plain ? 'plain' : 'coloured',
  };
}

const colours = { red: 31, yellow: 33, green: 32 } as const;

/** The text in that colour, or as it is on a plain terminal. */
export const coloured = (style: Terminal['style'], colour: keyof typeof colours, text: string): string =>
  style === 'plain' ? text : `\u001B[${colours[colour]}m${text}\u001B[0m`;

/** Rows under a head, in columns as wide as their widest cell; control characters never reach the terminal. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const lines = [head, ...rows].map((row) => row.map(harmless));
  const widths = head.map((_, column) => Math.max(...lines.map((row) => (row[column] ?? '').length)));
  return lines.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A text from elsewhere, without what could move the cursor or hide in the line. */
export const harmless = (text: string): string => text.replaceAll(/\p{C}/gu, '?');
