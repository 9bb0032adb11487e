// Prints lines and groups: a group stands on one line when it is short and simple, else each of its things has its own line,
// two spaces further in. Not here: what a group is made of (format-tree.ts).

import type { Group, Line, Part } from './format-tree.ts';

/** The longest line that is made by joining things. */
const widthMax = 100;
/** The most things of a group on one line. */
const onOneLineMax = 4;
const step = '  ';

/** Groups that always have one line for each thing: what they hold is read as a list. */
const always = [
  'flow',
  'prompts',
  'hours',
  'service',
  'test',
  'question',
  'queueStatement',
  'menuStatement',
  'collectStatement',
];

/** The text of a module, ending in a line end unless it is empty. */
export function printModule(lines: readonly Line[], atEnd: readonly string[]): string {
  const printed: string[] = [];
  for (const [index, line] of lines.entries()) {
    const previous = lines[index - 1];
    if (previous !== undefined && hasBlank(previous, line)) printed.push('');
    printed.push(...printLine(line, ''));
  }
  if (atEnd.length > 0 && printed.length > 0) printed.push('');
  return [...printed, ...atEnd].map((line) => `${line.trimEnd()}\n`).join('');
}

/** Between declarations stands a blank line; `use` lines and short declarations that stood together stay together. */
function hasBlank(previous: Line, line: Line): boolean {
  if (previous.rule === 'use' && line.rule === 'use') return line.gap === 'gap' && line.before.length > 0;
  const areShort = [previous, line].every((each) => flat(each.parts) !== null && each.before.length === 0);
  return line.gap === 'gap' || !areShort || previous.rule === 'use';
}

function printLine(line: Line, indent: string): readonly string[] {
  const behind = line.behind === null ? '' : `  ${line.behind}`;
  const comments = line.before.map((comment) => indent + comment);
  const whole = flat(line.parts);
  if (whole !== null && indent.length + whole.length <= widthMax) return [...comments, indent + whole + behind];
  const rows = printParts(line.parts, indent);
  return [...comments, ...rows.slice(0, -1), (rows.at(-1) ?? '') + behind];
}

/** `// fil-allow` speaks of all that stands on its line: that stays on one line, however long. */
const isAllowance = (comment: string | null): boolean => comment !== null && /^\/\/\s*fil-allow\b/u.test(comment);

/** The lines of a group that stood on one line with an allowance behind it, from the first of them. */
function keptTogether(lines: readonly Line[], index: number): 'alone' | 'with an earlier one' | readonly Line[] {
  const row = lines[index]?.ends;
  const mates = lines.filter(({ begins, ends }) => begins === row && ends === row);
  const last = mates.at(-1);
  if (last === undefined || !isAllowance(last.behind)) return 'alone';
  return mates[0] === lines[index] ? mates : 'with an earlier one';
}

function printAsOne(lines: readonly Line[], indent: string): readonly string[] {
  const comments = lines.flatMap(({ before }) => before).map((comment) => indent + comment);
  const text = lines.map(({ parts }) => asOne(parts)).join(step);
  return [...comments, `${indent}${text}  ${lines.at(-1)?.behind ?? ''}`];
}

/** The parts on one line, however long and deep; there is no comment in them. */
const asOne = (parts: readonly Part[]): string =>
  parts.reduce((text, part) => {
    if (part.kind === 'word') return text + (text === '' || part.glued === 'glued' ? '' : ' ') + part.text;
    const inside = part.lines.map((line) => asOne(line.parts)).join(part.rule === 'record' ? ' ' : step);
    return `${text} ${inside === '' ? '{}' : `{ ${inside} }`}`;
  }, '');

/** The parts on one line, or null when they cannot be. */
function flat(parts: readonly Part[], depth = 0): string | null {
  let text = '';
  for (const part of parts) {
    const piece = part.kind === 'word' ? part.text : flatGroup(part, depth);
    if (piece === null) return null;
    text += (text === '' || (part.kind === 'word' && part.glued === 'glued') ? '' : ' ') + piece;
  }
  return text;
}

/** How deep groups may stand in each other on one line. */
const depthMax = 2;

function flatGroup({ rule, lines, behindOpen, atEnd }: Group, depth: number): string | null {
  if (lines.length === 0 && behindOpen === null && atEnd.length === 0) return '{}';
  const isSimple = lines.length <= onOneLineMax && !always.includes(rule) && depth < depthMax;
  if (!(isSimple || rule === 'record' || rule === 'enumDeclaration') || behindOpen !== null || atEnd.length > 0)
    return null;
  const inside = lines.map((line) =>
    line.before.length > 0 || line.behind !== null ? null : flat(line.parts, depth + 1),
  );
  if (inside.some((each) => each === null)) return null;
  return `{ ${inside.join(rule === 'record' ? ' ' : step)} }`;
}

function printParts(parts: readonly Part[], indent: string): readonly string[] {
  const rows: string[] = [];
  let row = indent;
  for (const part of parts) {
    const space = row.trim() === '' || (part.kind === 'word' && part.glued === 'glued') ? '' : ' ';
    if (part.kind === 'word') {
      row += space + part.text;
      continue;
    }
    const small = flatGroup(part, 0);
    const isRecord = part.rule === 'record' || small === '{}';
    if (isRecord && small !== null && (row + space + small).length <= widthMax) {
      row += space + small;
      continue;
    }
    rows.push(
      `${row}${space}{${part.behindOpen === null ? '' : ` ${part.behindOpen}`}`,
      ...printInside(part, indent + step),
    );
    row = `${indent}}`;
  }
  return [...rows, row];
}

function printInside({ lines, atEnd }: Group, indent: string): readonly string[] {
  const printed = lines.flatMap((line, index) => {
    const gap = line.gap === 'gap' ? [''] : [];
    const kept = keptTogether(lines, index);
    if (kept === 'with an earlier one') return [];
    return [...gap, ...(kept === 'alone' ? printLine(line, indent) : printAsOne(kept, indent))];
  });
  return [...printed, ...atEnd.map((comment) => indent + comment)];
}
