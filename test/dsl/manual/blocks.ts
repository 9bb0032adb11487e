// The code blocks of docs/language.md, with the chapter they stand in and what their first line says about them; and writing
// one of them anew. Not here: what a block must do (projects.ts).

/** A fenced block: its language, the words after it, its text. */
export interface Block {
  readonly language: string;
  /** `file=accueil.fil` is kept as `file` with a value, `fails` with an empty one. */
  readonly says: ReadonlyMap<string, string>;
  readonly text: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** The `##` and the `###` it stands under. */
  readonly chapter: string;
  readonly section: string;
}

/** All blocks in their order. An unclosed one is a fault. */
export function blocksOf(markdown: string): readonly Block[] {
  const blocks: Block[] = [];
  let [chapter, section] = ['', ''];
  let open: { readonly info: string; readonly line: number; readonly lines: string[] } | null = null;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (open !== null) {
      if (line !== '```') open.lines.push(line);
      else {
        blocks.push({ ...infoOf(open.info), text: `${open.lines.join('\n')}\n`, line: open.line, chapter, section });
        open = null;
      }
    } else if (line.startsWith('```')) open = { info: line.slice(3), line: index + 1, lines: [] };
    else if (line.startsWith('## ')) [chapter, section] = [line.slice(3), ''];
    else if (line.startsWith('### ')) section = line.slice(4);
  }
  if (open !== null) throw new Error(`The block of line ${open.line} has no end`);
  return blocks;
}

function infoOf(info: string): Pick<Block, 'language' | 'says'> {
  const [language = '', ...words] = info.split(' ');
  return {
    language,
    says: new Map(words.map((word) => [word.split('=')[0] ?? '', word.split('=')[1] ?? ''])),
  };
}

/** The page with another text in one of its blocks. */
export function withBlock(markdown: string, { line, text: old }: Block, text: string): string {
  const lines = markdown.split('\n');
  const count = old.split('\n').length - 1;
  return [...lines.slice(0, line), ...text.trimEnd().split('\n'), ...lines.slice(line + count)].join('\n');
}
