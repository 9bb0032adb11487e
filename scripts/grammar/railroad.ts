// Draws a rule as a railroad diagram, an SVG of its own: follow the line from left to right, every way through is right.
// Not here: what is drawn (shape.ts), the text form (ebnf.ts).

import type { Shape, ShownRule } from './shape.ts';

/** A drawn part: how far it reaches above and below the line on which it stands, in pixels. */
interface Box {
  readonly width: number;
  readonly up: number;
  readonly down: number;
  readonly draw: (x: number, y: number) => string;
}

const letterWidth = 7.8;
const boxHalf = 12;
const gap = 10;
const arc = 8;
/** A sequence wider than this goes on in a second row. */
const rowWidthMax = 900;

/** The SVG of one rule. */
export function railroadOf({ name, shape }: ShownRule): string {
  const box = boxOf(shape);
  const [width, height] = [Math.ceil(box.width + 64), Math.ceil(box.up + box.down + 24)];
  const y = box.up + 12;
  const ends = `<path d="M 12 ${y - 8} v 16 M 17 ${y - 8} v 16 M ${width - 12} ${y - 8} v 16 M ${width - 17} ${y - 8} v 16"/>`;
  const lines = `${line(17, y, 15)}${line(32 + box.width, y, width - 17 - 32 - box.width)}`;
  const drawn = `${ends}${lines}${box.draw(32, y)}`.replaceAll(/></g, '>\n<');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="Railroad diagram of ${name}">
<style>${style}</style>
<rect class="page" width="100%" height="100%" rx="6"/>
${drawn}
</svg>
`;
}

const style =
  '.page{fill:#fff}path{fill:none;stroke:#555;stroke-width:1.5}.word{fill:#e8f1ff;stroke:#3465a4}.token{fill:#fff6dd;stroke:#a07c1c}' +
  '.rule{fill:#eef6ea;stroke:#4e8a36}text{font:13px monospace;text-anchor:middle;fill:#111}';

function boxOf(shape: Shape): Box {
  switch (shape.kind) {
    case 'word':
      return label(shape.text, 'word');
    case 'token':
      return label(shape.text, 'token');
    case 'rule':
      return label(shape.name, 'rule');
    case 'sequence':
      return rows(shape.parts.map(boxOf));
    case 'choice':
      return choice(shape.parts.map(boxOf));
    case 'option':
      return choice([nothing, boxOf(shape.part)]);
    case 'repeat':
      return loop(boxOf(shape.part), shape.separator === null ? nothing : boxOf(shape.separator));
  }
}

const nothing: Box = { width: 0, up: 0, down: 0, draw: () => '' };

const line = (x: number, y: number, width: number): string =>
  width <= 0 ? '' : path(`M ${at(x)} ${at(y)} h ${at(width)}`);
const path = (d: string): string => `<path d="${d}"/>`;
const at = (value: number): string => String(Math.round(value * 10) / 10);

function label(text: string, kind: 'word' | 'token' | 'rule'): Box {
  const width = text.length * letterWidth + 18;
  const radius = kind === 'rule' ? 0 : boxHalf;
  return {
    ...{ width, up: boxHalf, down: boxHalf },
    draw: (x, y) =>
      `<rect class="${kind}" x="${at(x)}" y="${at(y - boxHalf)}" width="${at(width)}" height="${boxHalf * 2}" rx="${radius}"/>` +
      `<text x="${at(x + width / 2)}" y="${at(y + 4.5)}">${escaped(text)}</text>`,
  };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function row(boxes: readonly Box[]): Box {
  const width = boxes.reduce((sum, box) => sum + box.width, 0) + gap * (boxes.length - 1);
  return {
    width,
    ...extent(boxes),
    draw: (x, y) => {
      let here = x;
      return boxes
        .map((box, index) => {
          const drawn = box.draw(here, y) + (index < boxes.length - 1 ? line(here + box.width, y, gap) : '');
          here += box.width + gap;
          return drawn;
        })
        .join('');
    },
  };
}

const extent = (boxes: readonly Box[]): { readonly up: number; readonly down: number } => ({
  up: Math.max(0, ...boxes.map(({ up }) => up)),
  down: Math.max(0, ...boxes.map(({ down }) => down)),
});

/** A sequence in as many rows as it needs, each beginning at the left again. */
function rows(boxes: readonly Box[]): Box {
  const cut: Box[][] = [[]];
  for (const box of boxes) {
    const last = cut.at(-1) ?? [];
    if (last.length > 0 && row([...last, box]).width > rowWidthMax) cut.push([box]);
    else last.push(box);
  }
  const drawn = cut.map(row);
  const [first] = drawn;
  if (first === undefined || drawn.length === 1) return first ?? nothing;
  const width = Math.max(...drawn.map((each) => each.width)) + arc * 4;
  const offsets = offsetsOf(drawn, arc * 2);
  const down = (offsets.at(-1) ?? 0) + (drawn.at(-1)?.down ?? 0);
  return {
    ...{ width, up: first.up, down },
    draw: (x, y) =>
      drawn
        .map((each, index) => {
          const [left, top] = [x + arc * 2, y + (offsets[index] ?? 0)];
          const next = offsets[index + 1];
          const entry = index === 0 ? line(x, y, arc * 2) : '';
          const exit = next === undefined ? line(left + each.width, top, width - arc * 2 - each.width) : '';
          const turn =
            next === undefined ? '' : turnTo({ from: left + each.width, to: left, y: top, next: y + next, top: each });
          return entry + each.draw(left, top) + exit + turn;
        })
        .join(''),
  };
}

interface Turn {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly next: number;
  readonly top: Box;
}

/** From the end of one row down and back to the beginning of the next. */
function turnTo({ from, to, y, next, top }: Turn): string {
  const middle = y + top.down + arc;
  return path(
    `M ${at(from)} ${at(y)} q ${arc} 0 ${arc} ${arc} V ${at(middle - arc)} q 0 ${arc} ${-arc} ${arc} H ${at(to)} ` +
      `q ${-arc} 0 ${-arc} ${arc} V ${at(next - arc)} q 0 ${arc} ${arc} ${arc}`,
  );
}

/** How far below the first each box stands. */
function offsetsOf(boxes: readonly Box[], space: number): readonly number[] {
  const offsets: number[] = [];
  let below = 0;
  for (const [index, box] of boxes.entries()) {
    const offset = index === 0 ? 0 : below + space + box.up;
    offsets.push(offset);
    below = offset + box.down;
  }
  return offsets;
}

/** One of several: the first on the line itself, the others below it. */
function choice(boxes: readonly Box[]): Box {
  const inner = Math.max(...boxes.map(({ width }) => width));
  const width = inner + arc * 4;
  const offsets = offsetsOf(boxes, arc).map((offset, index) => (index === 0 ? 0 : Math.max(offset, arc * 2)));
  const down = (offsets.at(-1) ?? 0) + (boxes.at(-1)?.down ?? 0);
  return {
    ...{ width, up: boxes[0]?.up ?? 0, down },
    draw: (x, y) =>
      boxes
        .map((box, index) => {
          const here = y + (offsets[index] ?? 0);
          const left = x + arc * 2;
          const rest = line(left + box.width, here, inner - box.width);
          return wayIn(x, y, here) + box.draw(left, here) + rest + wayOut(left + inner, y, here);
        })
        .join(''),
  };
}

function wayIn(x: number, y: number, here: number): string {
  if (here === y) return line(x, y, arc * 2);
  return path(`M ${at(x)} ${at(y)} q ${arc} 0 ${arc} ${arc} V ${at(here - arc)} q 0 ${arc} ${arc} ${arc}`);
}

function wayOut(x: number, y: number, here: number): string {
  if (here === y) return line(x, y, arc * 2);
  return path(`M ${at(x)} ${at(here)} q ${arc} 0 ${arc} ${-arc} V ${at(y + arc)} q 0 ${-arc} ${arc} ${-arc}`);
}

/** Once or more: a way back below, on which the separator stands. */
function loop(part: Box, separator: Box): Box {
  const inner = Math.max(part.width, separator.width);
  const width = inner + arc * 4;
  const back = Math.max(part.down + arc + separator.up, arc * 2);
  return {
    ...{ width, up: part.up, down: back + Math.max(separator.down, 4) },
    draw: (x, y) => {
      const [left, right, low] = [x + arc * 2, x + arc * 2 + inner, y + back];
      const begin = left + (inner - separator.width) / 2;
      return (
        line(x, y, arc * 2) +
        part.draw(left, y) +
        line(left + part.width, y, inner - part.width + arc * 2) +
        path(`M ${at(right)} ${at(y)} q ${arc} 0 ${arc} ${arc} V ${at(low - arc)} q 0 ${arc} ${-arc} ${arc}`) +
        line(begin + separator.width, low, right - begin - separator.width) +
        separator.draw(begin, low) +
        line(left, low, begin - left) +
        path(`M ${at(left)} ${at(low)} q ${-arc} 0 ${-arc} ${-arc} V ${at(y + arc)} q 0 ${-arc} ${arc} ${-arc}`) +
        path(`M ${at(left + 6)} ${at(low - 4)} l -5 4 l 5 4`)
      );
    },
  };
}
