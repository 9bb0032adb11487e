// Every sentence that stands in the compiler's source has its French, said by the corpus or not. Not here: what is said when.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { known } from '../../src/dsl/french.ts';

const root = join(import.meta.dirname, '../../src/dsl');
const notRead = /french|catalogue|generated/;
/** Composed of parts that each have their French: what the corpus makes of them is looked at in french.test.ts. */
const composed = ['The audio file `3` 3', 'write 33', 'the types are 33', '`3`', '`->`'];
/** What stands for a value in a sentence: a number, or a name. */
const samples = ['3', '`name`'];
const variantsMax = 16;

/** The texts that an expression may give; one list for each branch, in it one text for each choice of samples. */
function textsOf(node: ts.Expression): readonly (readonly string[])[] {
  if (ts.isStringLiteralLike(node)) return [[node.text]];
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression);
  if (!ts.isTemplateExpression(node)) return [];
  return [
    node.templateSpans.reduce<readonly string[]>(
      (made, { expression, literal }) => {
        const found = textsOf(expression).flat();
        const values = found.length > 0 ? found : samples;
        return made.flatMap((text) => values.map((value) => text + value + literal.text)).slice(0, variantsMax);
      },
      [node.head.text],
    ),
  ];
}

function sentencesOf(file: string): readonly (readonly string[])[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: (readonly string[])[] = [];
  const visit = (node: ts.Node): void => {
    const isNamed = ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node);
    if (isNamed && node.initializer !== undefined && ['message', 'hint', 'label'].includes(node.name.getText()))
      found.push(...textsOf(node.initializer));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('the sentences of the compiler', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const sentences = files.filter((file) => file.endsWith('.ts') && !notRead.test(file)).flatMap(sentencesOf);

  it('are found', () => {
    expect(sentences.length).toBeGreaterThan(300);
  });

  it('have their French, all of them', () => {
    const missing = sentences.filter((texts) => texts[0] !== '' && !texts.some((text) => known(text) !== null));
    expect(missing.map(([text]) => text).filter((text) => !composed.includes(text ?? ''))).toEqual([]);
  });
});
