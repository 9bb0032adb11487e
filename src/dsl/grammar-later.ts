// The part of the grammar that swallows whole what a later release knows: from its first word to where the next thing begins.
// Not here: the message that it gets (build-ast).

import { ExpressionGrammar } from './grammar-expressions.ts';
import * as t from './tokens.ts';
import { keyword } from './tokens.ts';

/** Rules for what this release must recognise in order to refuse it by name. */
export class LaterGrammar extends ExpressionGrammar {
  /** `.language`: a word that would begin something elsewhere is a field here. */
  readonly laterField = this.RULE('laterField', () => {
    this.OR([{ ALT: () => this.CONSUME(t.Dot) }, { ALT: () => this.CONSUME(t.QuestionDot) }]);
    this.CONSUME(t.AnyWord);
  });

  /** `offer x after 45s { ... }`: the `after` belongs to it. */
  readonly laterOffer = this.RULE('laterOffer', () => {
    this.CONSUME(keyword('offer'));
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(t.Rest.queueItem) }, { ALT: () => this.SUBRULE(this.laterField) }]);
    });
    this.OPTION(() => {
      this.CONSUME(keyword('after'));
      this.CONSUME(t.DurationLiteral);
    });
    this.SUBRULE(this.unknownBlock);
  });

  readonly laterFromKeys = this.RULE('laterFromKeys', () => {
    this.CONSUME(keyword('from'));
    this.CONSUME(t.Name);
  });

  readonly laterKeyWhen = this.RULE('laterKeyWhen', () => {
    this.CONSUME(keyword('when'));
    this.SUBRULE(this.expression);
  });

  readonly laterRenamed = this.RULE('laterRenamed', () => {
    this.CONSUME(keyword('renamed'));
    this.CONSUME(keyword('from'));
    this.CONSUME(t.Name);
  });

  readonly laterEffect = this.RULE('laterEffect', () => {
    this.OR([
      { ALT: () => this.CONSUME(keyword('ask')) },
      { ALT: () => this.CONSUME(keyword('request')) },
      { ALT: () => this.CONSUME(keyword('run')) },
    ]);
    this.MANY(() => {
      this.OR1([
        { ALT: () => this.CONSUME(t.Rest.statement) },
        { ALT: () => this.SUBRULE(this.laterField) },
        { ALT: () => this.SUBRULE(this.unknownBlock) },
      ]);
    });
  });

  readonly unknownBlock = this.RULE('unknownBlock', () => {
    this.CONSUME(t.LBrace);
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(t.NotBrace) }, { ALT: () => this.SUBRULE(this.unknownBlock) }]);
    });
    this.CONSUME(t.RBrace);
  });

  readonly laterDeclaration = this.RULE('laterDeclaration', () => {
    this.CONSUME(t.Later.declaration);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(t.Rest.declaration) },
        { ALT: () => this.SUBRULE(this.laterField) },
        { ALT: () => this.SUBRULE(this.unknownBlock) },
      ]);
    });
  });

  readonly laterFlowItem = this.RULE('laterFlowItem', () => {
    this.CONSUME(t.Later.flowItem);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(t.Rest.flowItem) },
        { ALT: () => this.SUBRULE(this.laterField) },
        { ALT: () => this.SUBRULE(this.unknownBlock) },
      ]);
    });
  });

  readonly laterStatement = this.RULE('laterStatement', () => {
    this.CONSUME(t.Later.statement);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(t.Rest.statement) },
        { ALT: () => this.SUBRULE(this.laterField) },
        { ALT: () => this.SUBRULE(this.unknownBlock) },
      ]);
    });
  });

  readonly laterInputItem = this.RULE('laterInputItem', () => {
    this.CONSUME(t.Later.inputItem);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(t.Rest.inputItem) },
        { ALT: () => this.SUBRULE(this.laterField) },
        { ALT: () => this.SUBRULE(this.unknownBlock) },
      ]);
    });
  });

  readonly laterQueueItem = this.RULE('laterQueueItem', () => {
    this.CONSUME(t.Later.queueItem);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(t.Rest.queueItem) },
        { ALT: () => this.SUBRULE(this.laterField) },
        { ALT: () => this.SUBRULE(this.unknownBlock) },
      ]);
    });
  });
}
