// The grammar of Fil as a Chevrotain parser: one token of look-ahead, no backtracking, recovery on. What a later release
// knows is accepted by the rules named `later...`, so that build-ast can refuse it by name. Not here: any meaning.

import type { ParserMethod, CstNode } from 'chevrotain';
import { LineGrammar } from './grammar-lines.ts';
import * as t from './tokens.ts';
import { keyword } from './tokens.ts';

type Rule = ParserMethod<[], CstNode>;

/** The one grammar of the language: reads a vector of tokens into a concrete syntax tree. */
export class FilParser extends LineGrammar {
  readonly module: Rule = this.RULE('module', () => {
    this.MANY(() => {
      this.OR([
        { ALT: () => this.SUBRULE(this.flow) },
        { ALT: () => this.SUBRULE(this.prompts) },
        { ALT: () => this.SUBRULE(this.laterDeclaration) },
      ]);
    });
  });

  readonly flow = this.RULE('flow', () => {
    this.CONSUME(keyword('flow'));
    this.CONSUME(t.Name);
    this.OPTION(() => this.SUBRULE(this.params));
    this.CONSUME(t.LBrace);
    this.MANY(() => this.SUBRULE(this.flowItem));
    this.CONSUME(t.RBrace);
  });

  readonly flowItem = this.RULE('flowItem', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.languages) },
      { ALT: () => this.SUBRULE(this.entry) },
      { ALT: () => this.SUBRULE(this.variable) },
      { ALT: () => this.SUBRULE(this.handler) },
      { ALT: () => this.SUBRULE(this.step) },
      { ALT: () => this.SUBRULE(this.laterFlowItem) },
    ]);
  });

  readonly handler = this.RULE('handler', () => {
    this.CONSUME(keyword('on'));
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.event) });
    this.OPTION(() => {
      this.CONSUME(keyword('after'));
      this.OR([
        { ALT: () => this.CONSUME(t.DurationLiteral) },
        {
          ALT: () => {
            this.CONSUME(t.NumberLiteral);
            this.CONSUME(keyword('tries'));
          },
        },
      ]);
    });
    this.SUBRULE(this.outcome);
  });

  readonly step = this.RULE('step', () => {
    this.CONSUME(keyword('step'));
    this.CONSUME(t.Name);
    this.OPTION(() => this.CONSUME(t.Text));
    this.OPTION2(() => this.SUBRULE(this.laterRenamed));
    this.SUBRULE(this.block);
  });

  readonly block = this.RULE('block', () => {
    this.CONSUME(t.LBrace);
    this.MANY(() => this.SUBRULE(this.statement));
    this.CONSUME(t.RBrace);
  });

  readonly outcome = this.RULE('outcome', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Arrow);
          this.CONSUME(t.Name);
        },
      },
      { ALT: () => this.SUBRULE(this.block) },
    ]);
  });

  readonly statement = this.RULE('statement', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.sayStatement) },
      { ALT: () => this.SUBRULE(this.menuStatement) },
      { ALT: () => this.SUBRULE(this.collectStatement) },
      { ALT: () => this.SUBRULE(this.queueStatement) },
      { ALT: () => this.SUBRULE(this.waitStatement) },
      { ALT: () => this.SUBRULE(this.setStatement) },
      { ALT: () => this.SUBRULE(this.letStatement) },
      { ALT: () => this.SUBRULE(this.ifStatement) },
      { ALT: () => this.SUBRULE(this.gotoStatement) },
      { ALT: () => this.CONSUME(keyword('hangup')) },
      { ALT: () => this.SUBRULE(this.laterStatement) },
    ]);
  });

  readonly menuStatement = this.RULE('menuStatement', () => {
    this.CONSUME(keyword('menu'));
    this.CONSUME(t.Name);
    this.CONSUME(t.LBrace);
    this.MANY(() => this.SUBRULE(this.inputItem));
    this.CONSUME(t.RBrace);
  });

  readonly collectStatement = this.RULE('collectStatement', () => {
    this.CONSUME(keyword('collect'));
    this.CONSUME(t.Name);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.type);
    this.CONSUME(t.LBrace);
    this.MANY(() => this.SUBRULE(this.inputItem));
    this.CONSUME(t.RBrace);
  });

  readonly queueStatement = this.RULE('queueStatement', () => {
    this.CONSUME(keyword('queue'));
    this.CONSUME(t.Name);
    this.CONSUME(t.LBrace);
    this.MANY(() => this.SUBRULE(this.queueItem));
    this.CONSUME(t.RBrace);
  });

  readonly ifStatement = this.RULE('ifStatement', () => {
    this.CONSUME(keyword('if'));
    this.SUBRULE(this.expression);
    this.SUBRULE(this.outcome, { LABEL: 'then' });
    this.OPTION(() => {
      this.CONSUME(keyword('else'));
      this.OR([
        { ALT: () => this.SUBRULE(this.ifStatement) },
        { ALT: () => this.SUBRULE2(this.outcome, { LABEL: 'otherwise' }) },
      ]);
    });
  });

  readonly inputItem = this.RULE('inputItem', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.promptItem) },
      { ALT: () => this.SUBRULE(this.retryItem) },
      { ALT: () => this.SUBRULE(this.waitItem) },
      { ALT: () => this.SUBRULE(this.bargeInItem) },
      { ALT: () => this.SUBRULE(this.keyItem) },
      { ALT: () => this.SUBRULE(this.lengthItem) },
      { ALT: () => this.SUBRULE(this.endItem) },
      { ALT: () => this.SUBRULE(this.firstItem) },
      { ALT: () => this.SUBRULE(this.betweenItem) },
      { ALT: () => this.SUBRULE(this.validItem) },
      { ALT: () => this.SUBRULE(this.handler) },
      { ALT: () => this.SUBRULE(this.laterInputItem) },
    ]);
  });

  readonly keyItem = this.RULE('keyItem', () => {
    this.CONSUME(keyword('key'));
    this.SUBRULE(this.keys);
    this.OPTION(() => this.CONSUME(t.Text));
    this.OPTION2(() => this.SUBRULE(this.laterKeyWhen));
    this.SUBRULE(this.outcome);
  });

  readonly queueItem = this.RULE('queueItem', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.priorityItem) },
      { ALT: () => this.SUBRULE(this.greetItem) },
      { ALT: () => this.SUBRULE(this.musicItem) },
      { ALT: () => this.SUBRULE(this.afterItem) },
      { ALT: () => this.SUBRULE(this.handler) },
      { ALT: () => this.SUBRULE(this.laterOffer) },
      { ALT: () => this.SUBRULE(this.laterQueueItem) },
    ]);
  });

  readonly afterItem = this.RULE('afterItem', () => {
    this.CONSUME(keyword('after'));
    this.CONSUME(t.DurationLiteral);
    this.SUBRULE(this.outcome);
  });

  readonly prompts = this.RULE('prompts', () => {
    this.CONSUME(keyword('prompts'));
    this.CONSUME(t.Locale);
    this.CONSUME(t.LBrace);
    this.MANY(() => this.SUBRULE(this.promptEntry));
    this.CONSUME(t.RBrace);
  });

  readonly promptEntry = this.RULE('promptEntry', () => {
    this.CONSUME(t.Name);
    this.OPTION(() => this.SUBRULE(this.params));
    this.CONSUME(t.Equals);
    this.OR([
      { ALT: () => this.SUBRULE(this.audioBody) },
      { ALT: () => this.CONSUME(t.Text) },
      { ALT: () => this.SUBRULE(this.laterChoose) },
    ]);
  });

  readonly audioBody = this.RULE('audioBody', () => {
    this.CONSUME(keyword('audio'));
    this.CONSUME(t.Text, { LABEL: 'path' });
    this.OPTION(() => this.CONSUME2(t.Text, { LABEL: 'transcript' }));
  });

  readonly laterChoose = this.RULE('laterChoose', () => {
    this.CONSUME(keyword('choose'));
    this.SUBRULE(this.expression);
    this.SUBRULE(this.unknownBlock);
  });

  constructor() {
    super();
    this.performSelfAnalysis();
  }
}
