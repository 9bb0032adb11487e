// The part of the grammar for what stands outside flows: prompts, hours, services, records, enums, questions.
// Not here: flows and tests (parser.ts, grammar-tests.ts).

import { StatementGrammar } from './grammar-statements.ts';
import * as t from './tokens.ts';
import { keyword } from './tokens.ts';

/** Declarations that are not flows. */
export class DeclarationGrammar extends StatementGrammar {
  readonly use = this.RULE('use', () => {
    this.CONSUME(keyword('use'));
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.CONSUME(t.Name) });
    this.CONSUME(keyword('from'));
    this.CONSUME(t.Text);
  });

  readonly recordDeclaration = this.RULE('recordDeclaration', () => {
    this.CONSUME(keyword('record'));
    this.CONSUME(t.Name);
    this.CONSUME(t.LBrace);
    this.MANY(() => this.SUBRULE(this.fieldDeclaration));
    this.CONSUME(t.RBrace);
  });

  readonly fieldDeclaration = this.RULE('fieldDeclaration', () => {
    this.CONSUME(t.AnyWord);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.type);
  });

  readonly enumDeclaration = this.RULE('enumDeclaration', () => {
    this.CONSUME(keyword('enum'));
    this.CONSUME(t.Name);
    this.CONSUME(t.LBrace);
    this.AT_LEAST_ONE(() => this.SUBRULE(this.enumMember));
    this.CONSUME(t.RBrace);
  });

  readonly enumMember = this.RULE('enumMember', () => {
    this.CONSUME(t.Name);
    this.OPTION(() => this.CONSUME(t.Text));
  });

  readonly hours = this.RULE('hours', () => {
    this.CONSUME(keyword('hours'));
    this.CONSUME(t.Name);
    this.CONSUME(keyword('timezone'));
    this.CONSUME(t.Text);
    this.CONSUME(t.LBrace);
    this.MANY(() => this.SUBRULE(this.hoursItem));
    this.CONSUME(t.RBrace);
  });

  readonly hoursItem = this.RULE('hoursItem', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.holidaysItem) },
      { ALT: () => this.SUBRULE(this.closedItem) },
      { ALT: () => this.SUBRULE(this.openItem) },
      { ALT: () => this.SUBRULE(this.dayItem) },
    ]);
  });

  readonly holidaysItem = this.RULE('holidaysItem', () => {
    this.CONSUME(keyword('holidays'));
    this.CONSUME(t.Locale);
  });

  readonly closedItem = this.RULE('closedItem', () => {
    this.CONSUME(keyword('closed'));
    this.SUBRULE(this.dates);
    this.OPTION(() => this.CONSUME(t.Text));
  });

  readonly openItem = this.RULE('openItem', () => {
    this.CONSUME(keyword('open'));
    this.SUBRULE(this.dates);
    this.SUBRULE(this.times);
  });

  readonly dayItem = this.RULE('dayItem', () => {
    this.CONSUME(t.Day, { LABEL: 'from' });
    this.OPTION(() => {
      this.CONSUME(t.Range);
      this.CONSUME2(t.Day, { LABEL: 'to' });
    });
    this.SUBRULE(this.times);
  });

  readonly dates = this.RULE('dates', () => {
    this.CONSUME(t.DateLiteral, { LABEL: 'from' });
    this.OPTION(() => {
      this.CONSUME(t.Range);
      this.CONSUME2(t.DateLiteral, { LABEL: 'to' });
    });
  });

  readonly times = this.RULE('times', () => {
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.timeRange) });
  });

  readonly timeRange = this.RULE('timeRange', () => {
    this.CONSUME(t.TimeLiteral, { LABEL: 'from' });
    this.CONSUME(t.Range);
    this.CONSUME2(t.TimeLiteral, { LABEL: 'to' });
  });

  readonly service = this.RULE('service', () => {
    this.CONSUME(keyword('service'));
    this.CONSUME(t.Name);
    this.CONSUME(t.LBrace);
    this.CONSUME(keyword('base'));
    this.CONSUME(keyword('url'));
    this.SUBRULE(this.expression);
    this.MANY(() => this.SUBRULE(this.operation));
    this.CONSUME(t.RBrace);
  });

  readonly operation = this.RULE('operation', () => {
    this.OR([
      { ALT: () => this.CONSUME(keyword('query'), { LABEL: 'kind' }) },
      { ALT: () => this.CONSUME(keyword('command'), { LABEL: 'kind' }) },
    ]);
    this.CONSUME(t.Name);
    this.SUBRULE(this.params);
    this.OPTION(() => {
      this.CONSUME(t.Arrow);
      this.SUBRULE(this.type);
    });
    this.CONSUME(t.LBrace);
    this.MANY(() => this.SUBRULE(this.operationItem));
    this.CONSUME(t.RBrace);
  });

  readonly operationItem = this.RULE('operationItem', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.methodItem) },
      { ALT: () => this.SUBRULE(this.timeoutItem) },
      { ALT: () => this.SUBRULE(this.retryTimes) },
      { ALT: () => this.SUBRULE(this.headerItem) },
      { ALT: () => this.SUBRULE(this.bodyItem) },
    ]);
  });

  readonly methodItem = this.RULE('methodItem', () => {
    this.OR([
      { ALT: () => this.CONSUME(keyword('get'), { LABEL: 'method' }) },
      { ALT: () => this.CONSUME(keyword('post'), { LABEL: 'method' }) },
      { ALT: () => this.CONSUME(keyword('put'), { LABEL: 'method' }) },
      { ALT: () => this.CONSUME(keyword('patch'), { LABEL: 'method' }) },
      { ALT: () => this.CONSUME(keyword('delete'), { LABEL: 'method' }) },
    ]);
    this.CONSUME(t.Text);
  });

  readonly retryTimes = this.RULE('retryTimes', () => {
    this.CONSUME(keyword('retry'));
    this.CONSUME(t.NumberLiteral);
    this.CONSUME(keyword('times'));
  });

  readonly bodyItem = this.RULE('bodyItem', () => {
    this.CONSUME(keyword('body'));
    this.SUBRULE(this.expression);
  });

  readonly question = this.RULE('question', () => {
    this.CONSUME(keyword('question'));
    this.CONSUME(t.Name);
    this.OPTION(() => this.SUBRULE(this.params));
    this.CONSUME(t.Colon);
    this.SUBRULE(this.type);
    this.SUBRULE(this.inputBody);
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
      { ALT: () => this.SUBRULE(this.chooseBody) },
    ]);
  });

  readonly audioBody = this.RULE('audioBody', () => {
    this.CONSUME(keyword('audio'));
    this.CONSUME(t.Text, { LABEL: 'path' });
    this.OPTION(() => this.CONSUME2(t.Text, { LABEL: 'transcript' }));
  });

  readonly chooseBody = this.RULE('chooseBody', () => {
    this.CONSUME(keyword('choose'));
    this.SUBRULE(this.expression);
    this.CONSUME(t.LBrace);
    this.AT_LEAST_ONE(() => this.SUBRULE(this.bodyCase));
    this.CONSUME(t.RBrace);
  });

  readonly bodyCase = this.RULE('bodyCase', () => {
    this.OR([{ ALT: () => this.CONSUME(keyword('otherwise')) }, { ALT: () => this.SUBRULE(this.pattern) }]);
    this.CONSUME(t.Arrow);
    this.OR2([{ ALT: () => this.SUBRULE(this.audioBody) }, { ALT: () => this.CONSUME(t.Text) }]);
  });
}
