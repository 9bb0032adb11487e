// The one parser: made at first use, since its start costs some 100 ms. Not here: its grammar (parser.ts).

import { FilParser } from './parser.ts';

let parser: FilParser | null = null;

/** The parser, shared by whoever reads; it is not re-entrant and needs not be. */
export function theParser(): FilParser {
  parser ??= new FilParser();
  return parser;
}
