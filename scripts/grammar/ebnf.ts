// Writes a rule as EBNF: "word", token, [ may be left out ], { once or more, or not at all }, ( a | b ).
// Not here: the pictures (railroad.ts).

import type { Shape, ShownRule } from './shape.ts';

/** Lines are broken before they are longer than this. */
const columnMax = 110;

/** One rule, its alternatives below each other where they do not fit into a line. */
export function ebnfOf({ name, shape }: ShownRule): string {
  const line = `${name} = ${textOf(shape)} ;`;
  if (line.length <= columnMax) return line;
  if (shape.kind === 'choice') {
    const [first = '', ...others] = shape.parts.map((part) => textOf(part));
    return [name, `  = ${first}`, ...others.map((each) => `  | ${each}`), '  ;'].flatMap(folded).join('\n');
  }
  const parts = shape.kind === 'sequence' ? shape.parts : [shape];
  return [name, ...foldedParts(parts), '  ;'].join('\n');
}

/** A sequence, as many parts in a line as fit; a long choice gets lines of its own. */
function foldedParts(parts: readonly Shape[]): readonly string[] {
  const lines: string[] = [];
  let line = '  =';
  for (const part of parts) {
    const text = nested(part);
    if (line.length + text.length + 1 > columnMax) {
      lines.push(line);
      line = '   ';
    }
    if (text.length > columnMax - 4) {
      lines.push(...longLines(part, line));
      line = '   ';
    } else line += ` ${text}`;
  }
  return [...lines, line].filter((each) => each.trim() !== '');
}

/** A choice or a repeated choice that is too long for a line. */
function longLines(part: Shape, start: string): readonly string[] {
  const inner = part.kind === 'option' ? part.part : part;
  const [open, close] = brackets(part);
  const choice = inner.kind === 'repeat' ? inner.part : inner;
  if (choice.kind !== 'choice') return folded(`${start} ${nested(part)}`);
  const [first = '', ...others] = choice.parts.map((each) => textOf(each));
  return [`${start} ${open} ${first}`, ...others.map((each) => `      | ${each}`), `    ${close}`].flatMap(folded);
}

function brackets(part: Shape): readonly [string, string] {
  if (part.kind === 'option') return part.part.kind === 'repeat' ? ['{', '}'] : ['[', ']'];
  return part.kind === 'repeat' ? ['{', '}-'] : ['(', ')'];
}

/** A line cut at spaces. */
function folded(line: string): readonly string[] {
  if (line.length <= columnMax) return [line];
  const cut = line.lastIndexOf(' ', columnMax);
  return [line.slice(0, cut), ...folded(`        ${line.slice(cut + 1)}`)];
}

function textOf(shape: Shape): string {
  switch (shape.kind) {
    case 'word':
      return `"${shape.text}"`;
    case 'token':
      return shape.text.replaceAll(' ', '-').toUpperCase();
    case 'rule':
      return shape.name;
    case 'sequence':
      return shape.parts.map(nested).join(' ');
    case 'choice':
      return shape.parts.map(textOf).join(' | ');
    case 'option':
      return shape.part.kind === 'repeat' && shape.part.separator === null
        ? `{ ${textOf(shape.part.part)} }`
        : `[ ${textOf(shape.part)} ]`;
    case 'repeat':
      return shape.separator === null
        ? `{ ${textOf(shape.part)} }-`
        : `${nested(shape.part)} { ${textOf(shape.separator)} ${nested(shape.part)} }`;
  }
}

const nested = (shape: Shape): string => (shape.kind === 'choice' ? `( ${textOf(shape)} )` : textOf(shape));
