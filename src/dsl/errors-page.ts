// The page about the compiler's messages, docs/errors.md, written from the catalogue. Not here: writing the file, which the test
// of it does on demand.

import { catalogue } from './catalogue.ts';
import type { CatalogueEntry, Code } from './catalogue.ts';

/** The text of docs/errors.md; `examples` holds for each code a message as it is printed. */
export function errorsPage(examples: ReadonlyMap<Code, string>): string {
  const sections = Object.entries<CatalogueEntry>(catalogue).map(([code, entry]) => {
    const example = [...examples].find(([known]) => known === code)?.[1] ?? '';
    return [
      `## ${code}: ${entry.title}`,
      '',
      `_${entry.severity}_ · **${entry.titleFr}**`,
      '',
      entry.explanation,
      '',
      entry.explanationFr,
      '',
      '```text',
      example.trimEnd(),
      '```',
    ].join('\n');
  });
  return `${heading}\n\n${sections.join('\n\n')}\n`;
}

const heading = `# Messages of the Fil compiler

Each message has a stable code. An _error_ keeps the program from being run, a _warning_ does not. Below each code: what it
means, in English and in French, and a message as the compiler prints it. This page is written from the catalogue in
\`src/dsl/catalogue.ts\` and from the files in \`test/corpus/bad\`; a test compares it (\`UPDATE=1 npx vitest run --project unit
test/dsl\` writes it anew).`;
