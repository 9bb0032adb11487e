// The grammar of Fil as a Chevrotain parser: one token of look-ahead, no backtracking, recovery on. Here are modules and flows;
// the rest is in the grammar-... files below it. Not here: any meaning.

import type { ParserMethod, CstNode } from 'chevrotain';
import { TestGrammar } from './grammar-tests.ts';
import * as t from './tokens.ts';
import { keyword } from './tokens.ts';

type Rule = ParserMethod<[], CstNode>;

/** The one grammar of the language: reads a vector of tokens into a concrete syntax tree. */
export class FilParser extends TestGrammar {
  readonly module: Rule = this.RULE('module', () => {
    this.MANY(() => this.SUBRULE(this.use));
    this.MANY2(() => this.SUBRULE(this.declaration));
  });

  readonly declaration = this.RULE('declaration', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.flow) },
      { ALT: () => this.SUBRULE(this.prompts) },
      { ALT: () => this.SUBRULE(this.hours) },
      { ALT: () => this.SUBRULE(this.service) },
      { ALT: () => this.SUBRULE(this.recordDeclaration) },
      { ALT: () => this.SUBRULE(this.enumDeclaration) },
      { ALT: () => this.SUBRULE(this.question) },
      { ALT: () => this.SUBRULE(this.test) },
    ]);
  });

  readonly flow = this.RULE('flow', () => {
    this.OR([
      { ALT: () => this.CONSUME(keyword('flow'), { LABEL: 'kind' }) },
      { ALT: () => this.CONSUME(keyword('subflow'), { LABEL: 'kind' }) },
      { ALT: () => this.CONSUME(keyword('script'), { LABEL: 'kind' }) },
    ]);
    this.CONSUME(t.Name);
    this.OPTION(() => this.SUBRULE(this.params));
    this.OPTION2(() => {
      this.CONSUME(t.Arrow);
      this.SUBRULE(this.type);
    });
    this.CONSUME(t.LBrace);
    this.MANY(() => this.SUBRULE(this.flowItem));
    this.CONSUME(t.RBrace);
  });

  readonly flowItem = this.RULE('flowItem', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.languages) },
      { ALT: () => this.SUBRULE(this.entry) },
      { ALT: () => this.SUBRULE(this.purpose) },
      { ALT: () => this.SUBRULE(this.variable) },
      { ALT: () => this.SUBRULE(this.handler) },
      { ALT: () => this.SUBRULE(this.step) },
    ]);
  });

  readonly step = this.RULE('step', () => {
    this.CONSUME(keyword('step'));
    this.CONSUME(t.Name);
    this.OPTION(() => this.CONSUME(t.Text));
    this.OPTION2(() => this.SUBRULE(this.renamed));
    this.SUBRULE(this.block);
  });

  readonly renamed = this.RULE('renamed', () => {
    this.CONSUME(keyword('renamed'));
    this.CONSUME(keyword('from'));
    this.CONSUME(t.Name);
  });

  constructor() {
    super();
    this.performSelfAnalysis();
  }
}
