// The part of the grammar for expressions, types, parameters and the use of prompts. It sets how the whole parser works.
// Not here: statements; types of values.

import { CstParser } from 'chevrotain';
import { syntaxMessages } from './syntax-messages.ts';
import * as t from './tokens.ts';
import { keyword } from './tokens.ts';

/** Rules from `default` (binds least) to literals (bind most). */
export class ExpressionGrammar extends CstParser {
  constructor() {
    super(t.vocabulary, {
      maxLookahead: 1,
      recoveryEnabled: true,
      nodeLocationTracking: 'full',
      errorMessageProvider: syntaxMessages,
    });
  }

  readonly type = this.RULE('type', () => {
    this.CONSUME(t.Name);
    this.OPTION(() => this.SUBRULE(this.typeArguments));
    this.OPTION2(() => this.CONSUME(t.Question));
  });

  readonly typeArguments = this.RULE('typeArguments', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.LParen);
          this.CONSUME(t.NumberLiteral, { LABEL: 'min' });
          this.OPTION(() => {
            this.CONSUME(t.Range);
            this.CONSUME2(t.NumberLiteral, { LABEL: 'max' });
          });
          this.CONSUME(t.RParen);
        },
      },
      {
        ALT: () => {
          this.CONSUME(t.Less);
          this.SUBRULE(this.type);
          this.CONSUME(t.More);
        },
      },
    ]);
  });

  readonly params = this.RULE('params', () => {
    this.CONSUME(t.LParen);
    this.MANY_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.param) });
    this.CONSUME(t.RParen);
  });

  readonly param = this.RULE('param', () => {
    this.CONSUME(t.Name);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.type);
    this.OPTION(() => {
      this.CONSUME(t.Equals);
      this.SUBRULE(this.expression);
    });
  });

  readonly promptRef = this.RULE('promptRef', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(t.Name);
          this.OPTION(() => this.SUBRULE(this.namedArguments));
        },
      },
      { ALT: () => this.CONSUME(t.Text) },
    ]);
  });

  readonly namedArguments = this.RULE('namedArguments', () => {
    this.CONSUME(t.LParen);
    this.MANY_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.namedArgument) });
    this.CONSUME(t.RParen);
  });

  readonly namedArgument = this.RULE('namedArgument', () => {
    this.CONSUME(t.AnyWord);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.expression);
    this.OPTION(() => {
      this.CONSUME(keyword('as'));
      this.CONSUME(t.Name);
    });
  });

  readonly expression = this.RULE('expression', () => {
    this.SUBRULE(this.disjunction);
    this.OPTION({
      GATE: () => this.isOperator(),
      DEF: () => {
        this.CONSUME(keyword('default'));
        this.SUBRULE2(this.disjunction);
      },
    });
  });

  readonly disjunction = this.RULE('disjunction', () => {
    this.SUBRULE(this.conjunction);
    this.MANY({
      GATE: () => this.isOperator(),
      DEF: () => {
        this.CONSUME(keyword('or'));
        this.SUBRULE2(this.conjunction);
      },
    });
  });

  readonly conjunction = this.RULE('conjunction', () => {
    this.SUBRULE(this.negation);
    this.MANY({
      GATE: () => this.isOperator(),
      DEF: () => {
        this.CONSUME(keyword('and'));
        this.SUBRULE2(this.negation);
      },
    });
  });

  readonly negation = this.RULE('negation', () => {
    this.MANY(() => this.CONSUME(keyword('not')));
    this.SUBRULE(this.comparison);
  });

  readonly comparison = this.RULE('comparison', () => {
    this.SUBRULE(this.sum);
    this.OPTION({
      GATE: () => this.isOperator(),
      DEF: () => {
        this.SUBRULE(this.comparator);
        this.SUBRULE2(this.sum);
      },
    });
  });

  readonly comparator = this.RULE('comparator', () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(keyword('is'), { LABEL: 'operator' });
          this.OPTION(() => this.CONSUME(keyword('not')));
        },
      },
      { ALT: () => this.CONSUME(t.Less, { LABEL: 'operator' }) },
      { ALT: () => this.CONSUME(t.AtMost, { LABEL: 'operator' }) },
      { ALT: () => this.CONSUME(t.More, { LABEL: 'operator' }) },
      { ALT: () => this.CONSUME(t.AtLeast, { LABEL: 'operator' }) },
    ]);
  });

  readonly sum = this.RULE('sum', () => {
    this.SUBRULE(this.product);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(t.Plus, { LABEL: 'operator' }) },
        { ALT: () => this.CONSUME(t.Minus, { LABEL: 'operator' }) },
      ]);
      this.SUBRULE2(this.product);
    });
  });

  readonly product = this.RULE('product', () => {
    this.SUBRULE(this.postfix);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(t.Star, { LABEL: 'operator' }) },
        { ALT: () => this.CONSUME(t.Slash, { LABEL: 'operator' }) },
      ]);
      this.SUBRULE2(this.postfix);
    });
  });

  readonly postfix = this.RULE('postfix', () => {
    this.SUBRULE(this.atom);
    this.MANY(() => {
      this.OR([{ ALT: () => this.CONSUME(t.Dot) }, { ALT: () => this.CONSUME(t.QuestionDot) }]);
      this.CONSUME(t.AnyWord);
    });
  });

  readonly atom = this.RULE('atom', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Text) },
      { ALT: () => this.CONSUME(t.NumberLiteral) },
      { ALT: () => this.CONSUME(t.Percent) },
      { ALT: () => this.CONSUME(t.DurationLiteral) },
      { ALT: () => this.CONSUME(t.Locale) },
      { ALT: () => this.CONSUME(t.MoneyLiteral) },
      { ALT: () => this.CONSUME(t.DateLiteral) },
      { ALT: () => this.CONSUME(t.TimeLiteral) },
      { ALT: () => this.CONSUME(keyword('true')) },
      { ALT: () => this.CONSUME(keyword('false')) },
      { ALT: () => this.CONSUME(keyword('none')) },
      { ALT: () => this.SUBRULE(this.conditional) },
      { ALT: () => this.SUBRULE(this.nameOrCall) },
      { ALT: () => this.SUBRULE(this.group) },
      { ALT: () => this.SUBRULE(this.list) },
      { ALT: () => this.SUBRULE(this.record) },
    ]);
  });

  readonly conditional = this.RULE('conditional', () => {
    this.CONSUME(keyword('if'));
    this.SUBRULE(this.expression);
    this.CONSUME(keyword('then'));
    this.SUBRULE2(this.expression);
    this.CONSUME(keyword('else'));
    this.SUBRULE3(this.expression);
  });

  readonly nameOrCall = this.RULE('nameOrCall', () => {
    this.CONSUME(t.Name);
    this.OPTION(() => {
      this.CONSUME(t.LParen);
      this.MANY_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.expression) });
      this.CONSUME(t.RParen);
    });
  });

  readonly group = this.RULE('group', () => {
    this.CONSUME(t.LParen);
    this.SUBRULE(this.expression);
    this.CONSUME(t.RParen);
  });

  readonly list = this.RULE('list', () => {
    this.CONSUME(t.LBracket);
    this.MANY_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.expression) });
    this.CONSUME(t.RBracket);
  });

  readonly record = this.RULE('record', () => {
    this.CONSUME(t.LBrace);
    this.MANY(() => this.SUBRULE(this.recordField));
    this.CONSUME(t.RBrace);
  });

  readonly recordField = this.RULE('recordField', () => {
    this.CONSUME(t.AnyWord);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.expression);
  });

  /** Before a colon every word is a field, so `{ a: x default: y }` has two of them and no `default` between. */
  protected isOperator(): boolean {
    return this.LA(2).tokenType !== t.Colon;
  }
}
