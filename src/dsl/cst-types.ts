// Writes the types of the concrete tree from the grammar: what cst.generated.ts must hold. Not here: writing the file, which the
// test of it does on demand.

import { generateCstDts } from 'chevrotain';
import { theParser } from './the-parser.ts';

/** The text of cst.generated.ts. */
export function cstTypes(): string {
  const types = generateCstDts(theParser().getGAstProductions(), { includeVisitorInterface: false });
  const heading =
    '// The types of the concrete tree, written from the grammar (UPDATE=1 vitest test/dsl/generated.test.ts). Do not edit.';
  return `${heading}\n\n${types.replace('CstNode, ICstVisitor, IToken', 'CstNode, IToken').trim()}\n`;
}
