// The part of the grammar that holds no blocks: simple statements and the single lines of menus, collects and queues.
// Not here: whatever contains statements (parser.ts), expressions (grammar-expressions.ts).

import { ExpressionGrammar } from './grammar-expressions.ts';
import * as t from './tokens.ts';
import { keyword } from './tokens.ts';

/** Rules of one line each. */
export class LineGrammar extends ExpressionGrammar {
  readonly sayStatement = this.RULE('sayStatement', () => {
    this.CONSUME(keyword('say'));
    this.SUBRULE(this.promptRef);
  });

  readonly waitStatement = this.RULE('waitStatement', () => {
    this.CONSUME(keyword('wait'));
    this.SUBRULE(this.expression);
  });

  readonly tellStatement = this.RULE('tellStatement', () => {
    this.CONSUME(keyword('tell'));
    this.SUBRULE(this.promptRef);
  });

  readonly announceStatement = this.RULE('announceStatement', () => {
    this.CONSUME(keyword('announce'));
    this.SUBRULE(this.promptRef);
  });

  readonly qname = this.RULE('qname', () => {
    this.CONSUME(t.Name);
    this.MANY(() => {
      this.CONSUME(t.Dot);
      this.CONSUME(t.AnyWord);
    });
  });

  readonly setStatement = this.RULE('setStatement', () => {
    this.CONSUME(keyword('set'));
    this.SUBRULE(this.qname);
    this.CONSUME(t.Equals);
    this.SUBRULE(this.expression);
  });

  readonly scheduleStatement = this.RULE('scheduleStatement', () => {
    this.CONSUME(keyword('schedule'));
    this.CONSUME(keyword('callback'));
    this.CONSUME(keyword('to'));
    this.SUBRULE(this.expression, { LABEL: 'to' });
    this.CONSUME(keyword('in'));
    this.CONSUME(t.Name);
    this.OPTION(() => {
      this.CONSUME(keyword('keep'));
      this.CONSUME(keyword('position'));
    });
    this.OPTION2(() => {
      this.CONSUME(keyword('at'));
      this.SUBRULE2(this.expression, { LABEL: 'at' });
    });
  });

  readonly sendStatement = this.RULE('sendStatement', () => {
    this.CONSUME(keyword('send'));
    this.OR([
      { ALT: () => this.CONSUME(keyword('sms'), { LABEL: 'medium' }) },
      { ALT: () => this.CONSUME(keyword('email'), { LABEL: 'medium' }) },
    ]);
    this.SUBRULE(this.promptRef);
    this.CONSUME(keyword('to'));
    this.SUBRULE(this.expression);
  });

  readonly trackStatement = this.RULE('trackStatement', () => {
    this.CONSUME(keyword('track'));
    this.CONSUME(t.Name);
    this.OPTION(() => this.SUBRULE(this.namedArguments));
  });

  readonly languageStatement = this.RULE('languageStatement', () => {
    this.CONSUME(keyword('language'));
    this.SUBRULE(this.expression);
  });

  readonly recordingStatement = this.RULE('recordingStatement', () => {
    this.CONSUME(keyword('recording'));
    this.CONSUME(t.Name);
  });

  readonly returnStatement = this.RULE('returnStatement', () => {
    this.CONSUME(keyword('return'));
    this.OPTION(() => this.SUBRULE(this.expression));
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

  readonly purpose = this.RULE('purpose', () => {
    this.CONSUME(keyword('purpose'));
    this.OR([
      { ALT: () => this.CONSUME(t.Name, { LABEL: 'what' }) },
      { ALT: () => this.CONSUME(keyword('service'), { LABEL: 'what' }) },
    ]);
  });

  readonly variable = this.RULE('variable', () => {
    this.CONSUME(keyword('var'));
    this.SUBRULE(this.param);
  });

  readonly event = this.RULE('event', () => {
    this.OPTION(() => this.CONSUME(keyword('no')));
    this.CONSUME(t.EventWord);
  });

  readonly pattern = this.RULE('pattern', () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Name) },
      {
        ALT: () => {
          this.CONSUME(t.NumberLiteral, { LABEL: 'min' });
          this.OPTION(() => {
            this.CONSUME(t.Range);
            this.CONSUME2(t.NumberLiteral, { LABEL: 'max' });
          });
        },
      },
      { ALT: () => this.CONSUME(t.Text) },
      { ALT: () => this.CONSUME(keyword('none')) },
      { ALT: () => this.CONSUME(keyword('true')) },
      { ALT: () => this.CONSUME(keyword('false')) },
    ]);
  });
}
