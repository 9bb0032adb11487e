// The part of the grammar that holds blocks: statements that contain others, and everything with an outcome.
// Not here: statements and items of one line (grammar-lines.ts, grammar-items.ts), declarations (grammar-declarations.ts).

import { ItemGrammar } from './grammar-items.ts';
import * as t from './tokens.ts';
import { keyword } from './tokens.ts';

/** Blocks, outcomes and what contains them. */
export class StatementGrammar extends ItemGrammar {
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

  readonly statement = this.RULE('statement', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.sayStatement) },
      { ALT: () => this.SUBRULE(this.tellStatement) },
      { ALT: () => this.SUBRULE(this.announceStatement) },
      { ALT: () => this.SUBRULE(this.menuStatement) },
      { ALT: () => this.SUBRULE(this.collectStatement) },
      { ALT: () => this.SUBRULE(this.voicemailStatement) },
      { ALT: () => this.SUBRULE(this.ask) },
      { ALT: () => this.SUBRULE(this.effect) },
      { ALT: () => this.SUBRULE(this.letStatement) },
      { ALT: () => this.SUBRULE(this.setStatement) },
      { ALT: () => this.SUBRULE(this.ifStatement) },
      { ALT: () => this.SUBRULE(this.chooseStatement) },
      { ALT: () => this.SUBRULE(this.repeatStatement) },
      { ALT: () => this.SUBRULE(this.forStatement) },
      { ALT: () => this.SUBRULE(this.queueStatement) },
      { ALT: () => this.SUBRULE(this.transferStatement) },
      { ALT: () => this.SUBRULE(this.scheduleStatement) },
      { ALT: () => this.SUBRULE(this.sendStatement) },
      { ALT: () => this.SUBRULE(this.trackStatement) },
      { ALT: () => this.SUBRULE(this.languageStatement) },
      { ALT: () => this.SUBRULE(this.splitStatement) },
      { ALT: () => this.SUBRULE(this.waitStatement) },
      { ALT: () => this.SUBRULE(this.objectionStatement) },
      { ALT: () => this.SUBRULE(this.recordingStatement) },
      { ALT: () => this.SUBRULE(this.gotoStatement) },
      { ALT: () => this.SUBRULE(this.returnStatement) },
      { ALT: () => this.CONSUME(keyword('hangup')) },
      { ALT: () => this.CONSUME(keyword('again')) },
      { ALT: () => this.CONSUME(keyword('leave')) },
    ]);
  });

  readonly menuStatement = this.RULE('menuStatement', () => {
    this.CONSUME(keyword('menu'));
    this.CONSUME(t.Name);
    this.SUBRULE(this.inputBody);
  });

  readonly inputBody = this.RULE('inputBody', () => {
    this.CONSUME(t.LBrace);
    this.MANY(() => this.SUBRULE(this.inputItem));
    this.CONSUME(t.RBrace);
  });

  readonly collectStatement = this.RULE('collectStatement', () => {
    this.CONSUME(keyword('collect'));
    this.CONSUME(t.Name);
    this.CONSUME(t.Colon);
    this.SUBRULE(this.type);
    this.SUBRULE(this.inputBody);
  });

  readonly voicemailStatement = this.RULE('voicemailStatement', () => {
    this.CONSUME(keyword('voicemail'));
    this.CONSUME(t.Name);
    this.OPTION(() => {
      this.CONSUME(keyword('in'));
      this.CONSUME2(t.Name, { LABEL: 'queue' });
    });
    this.SUBRULE(this.inputBody);
  });

  readonly ask = this.RULE('ask', () => {
    this.CONSUME(keyword('ask'));
    this.CONSUME(t.Name);
    this.OPTION(() => this.SUBRULE(this.namedArguments));
    this.OPTION2(() => this.SUBRULE(this.handlers));
  });

  readonly effect = this.RULE('effect', () => {
    this.OR([{ ALT: () => this.CONSUME(keyword('request')) }, { ALT: () => this.CONSUME(keyword('run')) }]);
    this.SUBRULE(this.qname);
    this.OPTION(() => this.SUBRULE(this.namedArguments));
    this.OPTION2(() => this.SUBRULE(this.handlers));
  });

  readonly handlers = this.RULE('handlers', () => {
    this.CONSUME(t.LBrace);
    this.MANY(() => this.SUBRULE(this.handler));
    this.CONSUME(t.RBrace);
  });

  readonly letStatement = this.RULE('letStatement', () => {
    this.CONSUME(keyword('let'));
    this.CONSUME(t.Name);
    this.OPTION(() => {
      this.CONSUME(t.Colon);
      this.SUBRULE(this.type);
    });
    this.CONSUME(t.Equals);
    this.OR([
      { ALT: () => this.SUBRULE(this.effect) },
      { ALT: () => this.SUBRULE(this.ask) },
      { ALT: () => this.SUBRULE(this.expression) },
    ]);
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

  readonly chooseStatement = this.RULE('chooseStatement', () => {
    this.CONSUME(keyword('choose'));
    this.SUBRULE(this.expression);
    this.CONSUME(t.LBrace);
    this.AT_LEAST_ONE(() => this.SUBRULE(this.chooseCase));
    this.CONSUME(t.RBrace);
  });

  readonly chooseCase = this.RULE('chooseCase', () => {
    this.OR([
      { ALT: () => this.CONSUME(keyword('otherwise')) },
      { ALT: () => this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => this.SUBRULE(this.pattern) }) },
    ]);
    this.SUBRULE(this.outcome);
  });

  readonly repeatStatement = this.RULE('repeatStatement', () => {
    this.CONSUME(keyword('repeat'));
    this.CONSUME(keyword('up'));
    this.CONSUME(keyword('to'));
    this.CONSUME(t.NumberLiteral);
    this.CONSUME(keyword('times'));
    this.SUBRULE(this.block);
    this.OPTION(() => {
      this.CONSUME(keyword('else'));
      this.SUBRULE(this.outcome);
    });
  });

  readonly forStatement = this.RULE('forStatement', () => {
    this.CONSUME(keyword('for'));
    this.CONSUME(keyword('each'));
    this.CONSUME(t.Name);
    this.CONSUME(keyword('in'));
    this.SUBRULE(this.expression);
    this.SUBRULE(this.block);
  });

  readonly queueStatement = this.RULE('queueStatement', () => {
    this.CONSUME(keyword('queue'));
    this.CONSUME(t.Name);
    this.CONSUME(t.LBrace);
    this.MANY(() => this.SUBRULE(this.queueItem));
    this.CONSUME(t.RBrace);
  });

  readonly transferStatement = this.RULE('transferStatement', () => {
    this.CONSUME(keyword('transfer'));
    this.CONSUME(keyword('to'));
    this.SUBRULE(this.expression);
    this.OPTION(() => {
      this.CONSUME(t.LBrace);
      this.MANY(() => this.SUBRULE(this.transferItem));
      this.CONSUME(t.RBrace);
    });
  });

  readonly transferItem = this.RULE('transferItem', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.timeoutItem) },
      { ALT: () => this.SUBRULE(this.fromItem) },
      { ALT: () => this.SUBRULE(this.headerItem) },
      { ALT: () => this.SUBRULE(this.handler) },
    ]);
  });

  readonly splitStatement = this.RULE('splitStatement', () => {
    this.CONSUME(keyword('split'));
    this.CONSUME(t.Name);
    this.CONSUME(keyword('by'));
    this.SUBRULE(this.expression);
    this.CONSUME(t.LBrace);
    this.AT_LEAST_ONE(() => this.SUBRULE(this.splitBranch));
    this.CONSUME(t.RBrace);
  });

  readonly splitBranch = this.RULE('splitBranch', () => {
    this.CONSUME(t.Percent);
    this.CONSUME(t.Name);
    this.SUBRULE(this.outcome);
  });

  readonly objectionStatement = this.RULE('objectionStatement', () => {
    this.CONSUME(keyword('on'));
    this.CONSUME(keyword('objection'));
    this.CONSUME(t.Text);
    this.SUBRULE(this.outcome);
  });

  readonly inputItem = this.RULE('inputItem', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.promptItem) },
      { ALT: () => this.SUBRULE(this.retryItem) },
      { ALT: () => this.SUBRULE(this.waitItem) },
      { ALT: () => this.SUBRULE(this.bargeInItem) },
      { ALT: () => this.CONSUME(keyword('beep')) },
      { ALT: () => this.CONSUME(keyword('secret')) },
      { ALT: () => this.SUBRULE(this.keyItem) },
      { ALT: () => this.SUBRULE(this.lengthItem) },
      { ALT: () => this.SUBRULE(this.endItem) },
      { ALT: () => this.SUBRULE(this.firstItem) },
      { ALT: () => this.SUBRULE(this.betweenItem) },
      { ALT: () => this.SUBRULE(this.maxItem) },
      { ALT: () => this.SUBRULE(this.silenceItem) },
      { ALT: () => this.SUBRULE(this.validItem) },
      { ALT: () => this.SUBRULE(this.meaningItem) },
      { ALT: () => this.SUBRULE(this.handler) },
    ]);
  });

  readonly keyItem = this.RULE('keyItem', () => {
    this.CONSUME(keyword('key'));
    this.SUBRULE(this.keys);
    this.OPTION(() => this.CONSUME(t.Text));
    this.OPTION2(() => this.SUBRULE(this.whenPart));
    this.SUBRULE(this.outcome);
  });

  readonly whenPart = this.RULE('whenPart', () => {
    this.CONSUME(keyword('when'));
    this.SUBRULE(this.expression);
  });

  readonly queueItem = this.RULE('queueItem', () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.priorityItem) },
      { ALT: () => this.SUBRULE(this.requireItem) },
      { ALT: () => this.SUBRULE(this.greetItem) },
      { ALT: () => this.SUBRULE(this.musicItem) },
      { ALT: () => this.SUBRULE(this.everyItem) },
      { ALT: () => this.SUBRULE(this.afterItem) },
      { ALT: () => this.SUBRULE(this.offerItem) },
      { ALT: () => this.SUBRULE(this.connectItem) },
      { ALT: () => this.SUBRULE(this.handler) },
    ]);
  });

  readonly everyItem = this.RULE('everyItem', () => {
    this.CONSUME(keyword('every'));
    this.CONSUME(t.DurationLiteral);
    this.SUBRULE(this.block);
  });

  readonly afterItem = this.RULE('afterItem', () => {
    this.CONSUME(keyword('after'));
    this.CONSUME(t.DurationLiteral);
    this.SUBRULE(this.outcome);
  });

  readonly offerItem = this.RULE('offerItem', () => {
    this.CONSUME(keyword('offer'));
    this.SUBRULE(this.promptRef);
    this.OPTION(() => this.SUBRULE(this.whenPart));
    this.OPTION2(() => {
      this.CONSUME(keyword('after'));
      this.CONSUME(t.DurationLiteral);
    });
    this.SUBRULE(this.inputBody);
  });

  readonly connectItem = this.RULE('connectItem', () => {
    this.CONSUME(keyword('connect'));
    this.SUBRULE(this.block);
  });
}
