// docs/grammar.md and its pictures: which rules a reader sees, in which chapter. Not here: writing the files (../grammar.ts).

import { dayWords, reservedWords, softWords } from '../../src/dsl/words.ts';
import { ebnfOf } from './ebnf.ts';
import { railroadOf } from './railroad.ts';
import { shownName, shownRules } from './shape.ts';

interface Chapter {
  readonly title: string;
  readonly rules: readonly string[];
}

const chapters: readonly Chapter[] = [
  { title: 'Files', rules: ['module', 'declaration'] },
  {
    title: 'Flows, steps, outcomes',
    rules: ['flow', 'flowItem', 'step', 'block', 'outcome', 'handler'],
  },
  {
    title: 'Statements',
    rules: [
      ...['statement', 'menuStatement', 'collectStatement', 'voicemailStatement', 'inputBody', 'inputItem'],
      ...['queueStatement', 'queueItem', 'transferStatement', 'ask', 'effect', 'handlers', 'letStatement'],
      ...['ifStatement', 'chooseStatement', 'pattern', 'repeatStatement', 'forStatement', 'splitStatement'],
      ...['scheduleStatement', 'objectionStatement'],
    ],
  },
  {
    title: 'Declarations',
    rules: [
      ...['prompts', 'promptEntry', 'audioBody', 'hours', 'hoursItem', 'service', 'operation', 'operationItem'],
      ...['recordDeclaration', 'enumDeclaration', 'question'],
    ],
  },
  {
    title: 'Names, arguments, types',
    rules: ['promptRef', 'namedArguments', 'params', 'type', 'qname'],
  },
  {
    title: 'Expressions, from what binds least to what binds most',
    rules: [
      ...['expression', 'disjunction', 'conjunction', 'negation', 'comparison', 'sum', 'product', 'postfix', 'atom'],
    ],
  },
  { title: 'Tests', rules: ['test', 'testLine', 'givenLine', 'expectLine', 'expectation', 'agentLine'] },
];

/** Every file of the page by its path below docs/: `grammar.md` and `grammar/NAME.svg`. */
export function grammarFiles(): ReadonlyMap<string, string> {
  const rules = new Map(shownRules(chapters.flatMap((each) => each.rules)).map((rule) => [rule.name, rule]));
  const files = new Map<string, string>();
  const sections = chapters.map((chapter) => {
    const parts = chapter.rules.map(shownName).map((name) => {
      const rule = rules.get(name);
      if (rule === undefined) throw new Error(`Two rules are called ${name}`);
      files.set(`grammar/${name}.svg`, railroadOf(rule));
      return `### ${name}\n\n![${name}](grammar/${name}.svg)\n\n\`\`\`ebnf\n${ebnfOf(rule)}\n\`\`\``;
    });
    return `## ${chapter.title}\n\n${parts.join('\n\n')}`;
  });
  files.set('grammar.md', `${heading}\n\n${sections.join('\n\n')}\n\n${words()}\n`);
  return files;
}

const heading = `# The grammar of Fil

How every sentence of the language is built; [language.md](language.md) says what it does. A picture is read from left to
right: follow the line, every way through it is right. Blue is written as it stands, yellow is a word or a value of yours (its
forms are [below](#words-and-values)), green is another picture.

Under each picture the same as EBNF: \`"word"\` stands as it is, \`CAPITALS\` is a value of yours, \`[ x ]\` may be left out,
\`{ x }\` may be repeated or left out, \`{ x }-\` may be repeated, \`a | b\` is one of them. This page and its pictures are written
from the parser by \`node scripts/grammar.ts\`; a test compares them.`;

const list = (all: readonly string[]): string =>
  all
    .toSorted()
    .map((each) => `\`${each}\``)
    .join(' ');

const words = (): string => `## Words and values

- **name**: a letter (accents included) or \`_\`, then letters, digits and \`_\`; no reserved word
- **any word**: a name, or any word at all
- **event name**: \`input\`, \`match\`, \`hangup\`, \`error\` and so on; [language.md](language.md#every-on-and-where-it-stands) lists them
- **key**: digits, \`*\` or \`#\`
- **day**: ${dayWords.map((each) => `\`${each}\``).join(' ')}
- **text**: \`"..."\` on one line; \`\\"\` \`\\\\\` \`\\n\` \`\\{\` inside
- **number**: \`12\`, \`12.5\`; **percentage**: \`20%\`
- **duration**: \`500ms\`, \`30s\`, \`4min\`, \`2h\`, \`3d\`
- **money**: \`1250.40 EUR\`
- **date**: \`2026-12-24\`; **time**: \`08:30\`
- **locale**: \`fr-FR\`

Comments go from \`//\` to the end of the line; \`///\` documents the next declaration.

**Reserved**, never a name: ${list(reservedWords)}.

**Words of one place**, names everywhere else: ${list([...new Set(softWords)])}.`;
