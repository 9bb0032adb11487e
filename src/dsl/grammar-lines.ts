// The part of the grammar that holds no blocks: simple statements and the single lines of menus, collects and queues.
// Not here: whatever contains statements (parser.ts), expressions (grammar-expressions.ts).

import { LaterGrammar } from './grammar-later.ts';
import * as t from './tokens.ts';
import { keyword } from './tokens.ts';

/** Rules of one line each. */
export class LineGrammar extends LaterGrammar {
  readonly sayStatement = this.RULE('sayStatement', () => {
    this.CONSUME(keyword('say'));
    this.SUBRULE(this.promptRef);
  });

  readonly waitStatement = this.RULE('waitStatement', () => {
    this.CONSUME(keyword('wait'));
    this.SUBRULE(this.expression);
  });

  readonly setStatement = this.RULE('setStatement', () => {
    this.CONSUME(keyword('set'));
    this.CONSUME(t.Name);
    this.CONSUME(t.Equals);
    this.SUBRULE(this.expression);
  });

  readonly letStatement = this.RULE('letStatement', () => {
    this.CONSUME(keyword('let'));
    this.CONSUME(t.Name);
    this.OPTION(() => {
      this.CONSUME(t.Colon);
      this.SUBRULE(this.type);
    });
    this.CONSUME(t.Equals);
    this.OR([{ ALT: () => this.SUBRULE(this.laterEffect) }, { ALT: () => this.SUBRULE(this.expression) }]);
  });

  readonly gotoStatement = this.RULE('gotoStatement', () => {
    this.CONSUME(keyword('goto'));
    this.CONSUME(t.Name);
  });

  readonly languages = this.RULE('languages', () => {
    this.CONSUME(keyword('languages'));
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.CONSUME(t.Locale) });
  });

  readonly entry = this.RULE('entry', () => {
    this.CONSUME(keyword('entry'));
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.CONSUME(t.Text) });
  });

  readonly variable = this.RULE('variable', () => {
    this.CONSUME(keyword('var'));
    this.SUBRULE(this.param);
  });

  readonly event = this.RULE('event', () => {
    this.OPTION(() => this.CONSUME(keyword('no')));
    this.CONSUME(t.EventWord);
  });

  readonly promptItem = this.RULE('promptItem', () => {
    this.CONSUME(keyword('prompt'));
    this.OR([{ ALT: () => this.SUBRULE(this.promptRef) }, { ALT: () => this.SUBRULE(this.laterFromKeys) }]);
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
}
