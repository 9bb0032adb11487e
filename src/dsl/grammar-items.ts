// The part of the grammar for the single lines of menus, collects, questions, voicemail and queues.
// Not here: whatever contains statements (grammar-statements.ts).

import { LineGrammar } from './grammar-lines.ts';
import * as t from './tokens.ts';
import { keyword } from './tokens.ts';

/** Items of one line each. */
export class ItemGrammar extends LineGrammar {
  readonly promptItem = this.RULE('promptItem', () => {
    this.CONSUME(keyword('prompt'));
    this.OR([{ ALT: () => this.SUBRULE(this.promptRef) }, { ALT: () => this.SUBRULE(this.fromKeys) }]);
  });

  readonly fromKeys = this.RULE('fromKeys', () => {
    this.CONSUME(keyword('from'));
    this.CONSUME(keyword('keys'));
  });

  readonly retryItem = this.RULE('retryItem', () => {
    this.CONSUME(keyword('retry'));
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.promptRef) });
  });

  readonly waitItem = this.RULE('waitItem', () => {
    this.CONSUME(keyword('wait'));
    this.CONSUME(t.DurationLiteral);
  });

  readonly bargeInItem = this.RULE('bargeInItem', () => {
    this.CONSUME(keyword('barge-in'));
    this.OR([{ ALT: () => this.CONSUME(keyword('on')) }, { ALT: () => this.CONSUME(t.Name) }]);
  });

  readonly keys = this.RULE('keys', () => {
    this.AT_LEAST_ONE(() => this.CONSUME(t.KeyPress));
  });

  readonly lengthItem = this.RULE('lengthItem', () => {
    this.CONSUME(keyword('length'));
    this.CONSUME(t.NumberLiteral, { LABEL: 'min' });
    this.OPTION(() => {
      this.CONSUME(t.Range);
      this.CONSUME2(t.NumberLiteral, { LABEL: 'max' });
    });
  });

  readonly endItem = this.RULE('endItem', () => {
    this.CONSUME(keyword('end'));
    this.CONSUME(keyword('on'));
    this.SUBRULE(this.keys);
  });

  readonly firstItem = this.RULE('firstItem', () => {
    this.CONSUME(keyword('first'));
    this.CONSUME(keyword('digit'));
    this.CONSUME(keyword('within'));
    this.CONSUME(t.DurationLiteral);
  });

  readonly betweenItem = this.RULE('betweenItem', () => {
    this.CONSUME(keyword('between'));
    this.CONSUME(keyword('digits'));
    this.CONSUME(t.DurationLiteral);
  });

  readonly validItem = this.RULE('validItem', () => {
    this.CONSUME(keyword('valid'));
    this.CONSUME(keyword('when'));
    this.SUBRULE(this.expression);
    this.OPTION(() => {
      this.CONSUME(keyword('else'));
      this.CONSUME(keyword('say'));
      this.SUBRULE(this.promptRef);
    });
  });

  readonly maxItem = this.RULE('maxItem', () => {
    this.CONSUME(keyword('max'));
    this.CONSUME(t.DurationLiteral);
  });

  readonly silenceItem = this.RULE('silenceItem', () => {
    this.CONSUME(keyword('silence'));
    this.CONSUME(t.DurationLiteral);
  });

  readonly meaningItem = this.RULE('meaningItem', () => {
    this.CONSUME(keyword('meaning'));
    this.SUBRULE(this.pattern);
    this.CONSUME(t.Equals);
    this.CONSUME(t.Text);
  });

  readonly priorityItem = this.RULE('priorityItem', () => {
    this.CONSUME(keyword('priority'));
    this.SUBRULE(this.expression);
  });

  readonly greetItem = this.RULE('greetItem', () => {
    this.CONSUME(keyword('greet'));
    this.SUBRULE(this.promptRef);
  });

  readonly musicItem = this.RULE('musicItem', () => {
    this.CONSUME(keyword('music'));
    this.OR([{ ALT: () => this.CONSUME(t.Name) }, { ALT: () => this.CONSUME(keyword('default')) }]);
  });

  readonly requireItem = this.RULE('requireItem', () => {
    this.CONSUME(keyword('require'));
    this.SUBRULE(this.expression);
    this.MANY(() => this.SUBRULE(this.relaxation));
  });

  readonly relaxation = this.RULE('relaxation', () => {
    this.CONSUME(keyword('for'));
    this.CONSUME(t.DurationLiteral);
    this.CONSUME(keyword('then'));
    this.SUBRULE(this.expression);
  });

  readonly timeoutItem = this.RULE('timeoutItem', () => {
    this.CONSUME(keyword('timeout'));
    this.CONSUME(t.DurationLiteral);
  });

  readonly fromItem = this.RULE('fromItem', () => {
    this.CONSUME(keyword('from'));
    this.SUBRULE(this.expression);
  });

  readonly headerItem = this.RULE('headerItem', () => {
    this.CONSUME(keyword('header'));
    this.CONSUME(t.Text);
    this.CONSUME(t.Equals);
    this.SUBRULE(this.expression);
  });
}
